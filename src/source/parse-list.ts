import { parseCsv } from './csv.js';
import { parseJsonl } from './jsonl.js';
import { brokenList, MAX_LIST_BYTES, type List, type ListSource } from './list.js';
import { findUnreadable, placesOfList, textStart } from './list-places.js';
import type { SourceText } from './text.js';

/** Reads the text of a list file; its name's ending says whether as CSV or as JSON Lines. Pure; throws nothing. */
export function parseList(source: SourceText | ListSource): List {
  const { file } = source;
  const bytes = 'bytes' in source ? source.bytes : Buffer.from(source.text);
  const places = placesOfList({ file, bytes }, textStart(bytes));
  if (bytes.length > MAX_LIST_BYTES)
    return brokenList({ file, line: () => undefined }, [
      {
        code: 'list-too-large',
        args: { what: 'file', limit: MAX_LIST_BYTES },
        span: places.span(0, 0),
      },
    ]);
  const unreadable = findUnreadable({ file, bytes }, places);
  if (unreadable) return brokenList(places, [unreadable]);
  return file.endsWith('.jsonl') ? parseJsonl({ file, bytes }) : parseCsv({ file, bytes });
}
