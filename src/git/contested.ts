/** How many calls a merge left to a person. */
export function contestedText(calls: number): string {
  const what = calls === 1 ? '1 call' : `${calls} calls`;
  return `two branches tell different things of ${what}, and both are on record; callplan dry-run shows what is asked of you`;
}
