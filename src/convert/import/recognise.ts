import type { SourceText } from '../../source/files/text.js';

/** What can be imported. */
export type ImportKind = 'curl' | 'postman' | 'csv';

/** What a text is, by its file's name and what it begins with; undefined when it cannot be told. */
export function kindOf({ file, text }: SourceText): ImportKind | undefined {
  const ending = /\.(csv|tsv|json|sh|bash|zsh)$/i.exec(file)?.[1]?.toLowerCase();
  if (ending === 'csv' || ending === 'tsv') return 'csv';
  if (ending === 'json') return 'postman';
  if (ending !== undefined) return 'curl';
  const start = text.slice(0, 100_000).trimStart();
  if (start.startsWith('{')) return 'postman';
  if (/^([^\n]*[,;\t])?["']?to["']?\s*([,;\t]|\r?\n|$)/.test(start)) return 'csv';
  return /(^|[\s;(`/])curl\s/.test(start) ? 'curl' : undefined;
}
