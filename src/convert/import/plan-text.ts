import { nested } from './draft.js';
import { jsonString } from './json-string.js';
import type { Outline, PlannedDestination } from './assemble.js';

/** A plan's text: in the order of the README, texts in quotes, so that other readers of YAML see the same. */
export function planText({ name, duplicates, units, destinations }: Outline): string {
  return [
    'version: 1',
    `name: ${scalar(name)}`,
    ...linesOf(nested(units)),
    ...(duplicates === 'allow' ? ['duplicates: allow'] : []),
    'destinations:',
    ...destinations.flatMap(destinationLines),
    '',
  ].join('\n');
}

function destinationLines({ id, to, units }: PlannedDestination): string[] {
  if (id === undefined && units.length === 0) return [`  - ${scalar(to)}`];
  const entry = { ...(id !== undefined && { id }), to, ...nested(units) };
  return linesOf(entry).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

/** Callbacks and options have a line each; a URL with its method, and digits, are short. */
function linesOf(map: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(map).flatMap(([key, value]) =>
    key === 'callbacks' || key === 'options'
      ? [`${key}:`, ...Object.entries(value as object).map(([inner, said]) => `  ${inner}: ${flow(said)}`)]
      : [`${key}: ${flow(value)}`],
  );
}

function flow(value: unknown): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const pairs = Object.entries(value).map(([key, part]) => `${key}: ${scalar(part)}`);
  return `{ ${pairs.join(', ')} }`;
}

/** JSON's strings are YAML's. Words that nobody reads as anything else need no quotes. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return /^[a-z][a-z-]{2,}$/i.test(value) && !/^(true|false|null|yes|off)$/i.test(value)
    ? value
    : jsonString(value);
}
