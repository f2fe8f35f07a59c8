import { fieldsToMap } from './plan-fields.js';
import { escapeInvisible } from '../../text/json-text.js';
import type { Outline, OutlineDestination } from './outline.js';

/** A plan's text, in the order of the README. Texts are quoted, so that other readers of YAML see the same. */
export function planText({ name, duplicates, fields, destinations }: Outline): string {
  return [
    'version: 1',
    `name: ${scalar(name)}`,
    ...linesOf(fieldsToMap(fields)),
    ...(duplicates === 'allow' ? ['duplicates: allow'] : []),
    'destinations:',
    ...destinations.flatMap(destinationLines),
    '',
  ].join('\n');
}

function destinationLines({ id, to, fields }: OutlineDestination): string[] {
  if (id === undefined && fields.length === 0) return [`  - ${scalar(to)}`];
  const entry = { ...(id !== undefined && { id }), to, ...fieldsToMap(fields) };
  return linesOf(entry).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

/** Callbacks and options have a line each; a URL with its method, and digits, are short. */
function linesOf(map: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(map).flatMap(([key, value]) =>
    key === 'callbacks' || key === 'options'
      ? [`${key}:`, ...Object.entries(value as object).map(([inner, part]) => `  ${inner}: ${flow(part)}`)]
      : [`${key}: ${flow(value)}`],
  );
}

function flow(value: unknown): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const pairs = Object.entries(value).map(([key, part]) => `${key}: ${scalar(part)}`);
  return `{ ${pairs.join(', ')} }`;
}

/** A JSON string is one of YAML too. A word that no reader takes for anything else needs no quotes. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return /^[a-z][a-z-]{2,}$/i.test(value) && !/^(true|false|null|yes|off)$/i.test(value)
    ? value
    : escapeInvisible(JSON.stringify(value));
}
