import type { Diagnostic, Span } from '../../../src/diagnostics/diagnostic.js';
import { quote } from '../../../src/privacy/quoted.js';
import type { Findings } from '../../../src/report/findings/findings.js';
import { cpuMs } from '../../harness/cpu.js';

/** A span on one line without secrets, `to` exclusive. */
export function span(file: string, line: number, from: number, to: number): Span {
  return {
    file,
    start: { line, column: from },
    end: { line, column: to },
    about: undefined,
    lineIsOpen: true,
  };
}

/** Findings with what a test does not care about filled in. */
export function findings(given: Partial<Findings> = {}): Findings {
  return {
    diagnostics: [],
    files: [],
    sources: [],
    folder: '.',
    failing: ['error'],
    version: '1.2.3',
    ...given,
  };
}

/** An error with a second place, a warning and a note, in three files; a fourth file is fine. */
export function mixed(given: Partial<Findings> = {}): Findings {
  return findings({
    diagnostics: [
      {
        code: 'duplicate-id',
        args: { id: quote('desk') },
        span: span('plans/a.yaml', 2, 5, 9),
        related: span('plans/a.yaml', 1, 5, 9),
      },
      { code: 'lockfile-orphan', args: {}, span: span('plans/b.lock.jsonl', 1, 1, 1) },
      { code: 'not-all-checked', args: { limit: 1000 }, span: span('plans/c d.yaml', 1, 1, 2) },
    ],
    files: ['plans/a.yaml', 'plans/c d.yaml', 'plans/fine.yaml', 'plans/b.lock.jsonl'],
    sources: [
      { file: 'plans/a.yaml', text: 'id: desk\nid: desk\n' },
      { file: 'plans/c d.yaml', text: 'x' },
    ],
    ...given,
  });
}

/** What a stranger might write into a plan to reach the readers of a report. */
export const HOSTILE =
  '\u001b[31m\u009b1m\0\n::error::forged\r::set-output name=a::b\n##[set-env name=A]b ##vso[task]c %0A::error::d ]]> </failure>&<img src=x> | `x` \ud83d \u202e @someone [text](https://evil.example) ![i](https://evil.example/i.png)';

/** Findings in which everything that can come from a plan or its name is hostile. */
export function hostile(): Findings {
  const file = `::error::${HOSTILE}.yaml`;
  const text = `${HOSTILE.replace(/[\r\n]/g, ' ')}: 1\n`;
  const diagnostics: Diagnostic[] = [
    {
      code: 'duplicate-destination',
      args: { to: quote(HOSTILE) },
      span: span(file, 1, 1, 20),
      related: span(file, 1, 20, 400),
    },
    {
      code: 'lockfile-damaged',
      args: { problem: quote(`::error::${HOSTILE}`) },
      span: span(file, 1, 30, 31),
    },
  ];
  return findings({ diagnostics, files: [file], sources: [{ file, text }] });
}

/** What a terminal or a pipeline would act upon, in a text that is printed as it is; compare actions/runner's ActionCommand. */
export const OBEYED =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|[\ud800-\udbff](?![\udc00-\udfff])|##\w*\[/;

/** How many times as long `large` takes as `small`: the best of a few runs each, since the first ones warm up. */
export function timesAsLong(small: () => unknown, large: () => unknown): number {
  const best = (work: () => unknown): number => Math.min(...[1, 2, 3, 4].map(() => cpuMs(work)));
  return best(large) / best(small);
}
