import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import { quote } from '../../privacy/quoted.js';
import { open } from './list.js';

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Whether a column's name can stand in {{ and }}. */
export function isColumnName(name: string): boolean {
  return NAME.test(name);
}

/** What is wrong with the names of a list's columns. `place` tells where each of them stands. */
export function findBadNames(names: readonly string[], place: (column: number) => Span): Diagnostic[] {
  const first = new Map<string, number>();
  const found = names.flatMap((name, column): Diagnostic[] => {
    if (!isColumnName(name)) return [badName(name, place(column))];
    const before = first.get(name);
    first.set(name, before ?? column);
    if (before === undefined) return [];
    const [span, related] = [open(place(column)), open(place(before))];
    return [{ code: 'list-column-repeated', args: { name: quote(name) }, span, related }];
  });
  return names.includes('to') ? found : [...found, missingTo(names, place(0))];
}

/** The finding of a name that is empty or cannot be used, with one that can. */
export function badName(name: string, span: Span): Diagnostic {
  const usable = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 64);
  const args = {
    ...(name !== '' && { name: quote(name) }),
    ...(usable !== '' && { usable: quote(usable) }),
  };
  return { code: 'list-column-name', args, span };
}

/** The finding of a list, or of a row of one, that does not say whom to call. */
export function missingTo(names: readonly string[], span: Span): Diagnostic {
  const separator = ([';', '\t', '|'] as const).find(
    (mark) => names.length === 1 && names[0]?.includes(mark),
  );
  const similar =
    nearest('to', names) ?? names.find((name) => /^(to|phone|mobile|tel|number|msisdn)/i.test(name.trim()));
  return {
    code: 'list-column-missing',
    args: {
      ...(separator === undefined ? {} : { separator }),
      ...(similar === undefined || separator !== undefined ? {} : { similar: quote(similar) }),
    },
    span: open(span),
  };
}
