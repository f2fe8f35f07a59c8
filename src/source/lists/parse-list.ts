import { parseCsv } from './csv.js';
import { parseJsonl } from './jsonl.js';
import { brokenList, LIST_LIMITS, tooLarge, type List, type ListLimits, type ListSource } from './list.js';
import { findUnreadable, placesOfList, textStart } from './list-places.js';
import type { SourceText } from '../files/text.js';

/** Reads the text of a list file; its name's ending says whether as CSV or as JSON Lines. Pure; throws nothing. */
export function parseList(source: SourceText | ListSource, limits: ListLimits = LIST_LIMITS): List {
  const { file } = source;
  const bytes = 'bytes' in source ? source.bytes : Buffer.from(source.text);
  const places = placesOfList({ file, bytes }, textStart(bytes));
  if (bytes.length > limits.file)
    return brokenList({ file, line: () => undefined }, [tooLarge('file', limits, places.span(0, 0))]);
  const unreadable = findUnreadable({ file, bytes }, places, limits);
  if (unreadable) return brokenList(places, [unreadable]);
  return file.endsWith('.jsonl') ? parseJsonl({ file, bytes }, limits) : parseCsv({ file, bytes }, limits);
}
