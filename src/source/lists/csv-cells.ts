/** The cells of one row as ranges of bytes, quotes included. */
export interface RowCells {
  readonly cells: readonly (readonly [start: number, end: number])[];
  /** What ended the row before its time, and where. */
  readonly fault?: { readonly mistake: 'open-quote' | 'behind-quote' | 'quote-inside'; readonly at: number };
}

const [QUOTE, COMMA, LINE_FEED, RETURN] = [0x22, 0x2c, 0x0a, 0x0d];

/**
 * Where the cells of the row at `from` stand. The parser of rows knows no places, and telling them for every cell would cost more than
 * the reading: so they are looked up for those that are told of.
 */
export function findCells(bytes: Buffer, from: number): RowCells {
  const cells: [number, number][] = [];
  for (let at = from; ; at += 1) {
    const start = at;
    if (bytes[at] === QUOTE) {
      at = closingQuote(bytes, at) + 1;
      if (at === 0) return { cells, fault: { mistake: 'open-quote', at: start } };
      if (!isEnd(bytes, at)) return { cells, fault: { mistake: 'behind-quote', at } };
    } else
      for (; !isEnd(bytes, at); at++)
        if (bytes[at] === QUOTE) return { cells, fault: { mistake: 'quote-inside', at } };
    cells.push([start, at]);
    if (bytes[at] !== COMMA) return { cells };
  }
}

function isEnd(bytes: Buffer, at: number): boolean {
  const byte = bytes[at];
  return (
    byte === undefined ||
    byte === COMMA ||
    byte === LINE_FEED ||
    (byte === RETURN && bytes[at + 1] === LINE_FEED)
  );
}

/** A quote within quotes is written twice. */
function closingQuote(bytes: Buffer, opening: number): number {
  let at = bytes.indexOf(QUOTE, opening + 1);
  while (at !== -1 && bytes[at + 1] === QUOTE) at = bytes.indexOf(QUOTE, at + 2);
  return at;
}

/** Where the next row begins: blank lines are no rows. */
export function skipBlankLines(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === LINE_FEED || (bytes[at] === RETURN && bytes[at + 1] === LINE_FEED)) at += 1;
  return at;
}
