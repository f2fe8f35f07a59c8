import type { Code } from '../../diagnostics/catalog.js';
import type { Diagnostic, Finding, Span } from '../../diagnostics/diagnostic.js';

/** Offsets in a text, in UTF-16 code units; the second one is exclusive. */
export type Range = readonly [start: number, end: number];

/** A finding in a text, before its offsets have become lines and columns. */
export type Found<C extends Code = Code> = Finding<C> & {
  readonly range: Range;
  readonly related?: Range;
};

/** Gives the place of a range, and says what is secret there. A frame underlines `shown`, if that is another range. */
export type PlaceOf = (range: Range, shown?: Range) => Span;

export function placed({ range, related, ...finding }: Found, placeOf: PlaceOf): Diagnostic {
  return { ...finding, span: placeOf(range), ...(related && { related: placeOf(related) }) };
}
