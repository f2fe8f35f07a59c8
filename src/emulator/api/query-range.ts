import type { Problem } from '../http/reply.js';

/** Whole numbers; the first is within, the second is not. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const EVERYTHING: Range = { from: -Infinity, to: Infinity };

/** What a name's ending makes of its value. */
const comparisons: readonly (readonly [ending: string, range: (value: number) => Range])[] = [
  ['', (value) => ({ from: value, to: value + 1 })],
  ['__gt', (value) => ({ from: value + 1, to: Infinity })],
  ['__gte', (value) => ({ from: value, to: Infinity })],
  ['__lt', (value) => ({ from: -Infinity, to: value })],
  ['__lte', (value) => ({ from: -Infinity, to: value + 1 })],
];

/** What `NAME`, `NAME__gt`, `NAME__gte`, `NAME__lt` and `NAME__lte` leave together; undefined when none of them is given. */
export function readRange(
  query: URLSearchParams,
  name: string,
  decode: (text: string) => number | undefined,
  expected: string,
): Range | undefined | Problem {
  let range: Range | undefined;
  for (const [ending, rangeOf] of comparisons) {
    const text = query.get(name + ending);
    if (text === null) continue;
    const value = decode(text);
    if (value === undefined) return { problem: `${name}${ending} parameter must be ${expected}` };
    range = overlap(range ?? EVERYTHING, rangeOf(value));
  }
  return range;
}

function overlap(one: Range, other: Range): Range {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

export function isWithin(value: number, { from, to }: Range): boolean {
  return from <= value && value < to;
}
