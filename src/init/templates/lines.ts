/** What keeps records of rehearsals out of git. */
const IGNORED = '.callplan/';

/** A text for .gitignore that has the line, and all that was there before. */
export function withIgnored(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  if (['.callplan', '/.callplan'].some((path) => lines.includes(path) || lines.includes(`${path}/`)))
    return text;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${IGNORED}\n`;
}

/** A pattern for the lockfiles in a folder; for all where its name would mean something in a pattern, or to a pipeline. */
export function recordsIn(folder: string): string {
  return `${/[*?[\]{}!#$\\]/.test(folder) ? '' : `${folder}/`}**/*.lock.jsonl`;
}
