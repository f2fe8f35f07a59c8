/** Each later occurrence of a value with the index of its first. */
export interface Repeat {
  readonly value: string;
  readonly first: number;
  readonly again: number;
}

/** Finds repeated values in linear time; undefined ones do not count. */
export function repeats(values: readonly (string | undefined)[]): Repeat[] {
  const seen = new Map<string, number>();
  return values.flatMap((value, again) => {
    if (value === undefined) return [];
    const first = seen.get(value);
    if (first !== undefined) return [{ value, first, again }];
    seen.set(value, again);
    return [];
  });
}
