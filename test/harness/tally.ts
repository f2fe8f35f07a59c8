/** What really happened, counted by the tests themselves: uvu's own totals miss what never ran. */
export const tally = {
  declared: 0,
  passed: 0,
  failed: [] as string[],
  skipped: 0,
  /** Why, a line a subject. */
  reasons: [] as string[],
};
