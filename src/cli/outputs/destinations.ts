import { normalize } from 'node:path';
import { Fault } from '../../diagnostics/fault.js';
import { nearest } from '../../diagnostics/nearest.js';

/** A report and the file that it goes to, as the user typed it; without one it goes to stdout. */
export interface Destination<N extends string> {
  readonly name: N;
  readonly file?: string;
}

/**
 * Where reports go, by `--report NAME[=FILE]` and `--format NAME`: one to stdout, or text and github; it carries text when nobody says
 * otherwise, and no two to one file. `known` are the reports that there are, text among them. Throws Fault `usage`.
 */
export function destinationsOf<N extends string>(
  known: readonly (N | 'text')[],
  reports: readonly string[],
  format: N | 'text' | undefined,
): Destination<N | 'text'>[] {
  const named = [
    ...(format === undefined ? [] : [{ name: format }]),
    ...reports.map((report) => parse(report, known)),
  ];
  const onStdout = named.filter(({ file }) => file === undefined);
  const [first, second] = onStdout;
  if (first && second && !mayShare(onStdout.map(({ name }) => name)))
    throw new Fault('usage', {
      problem: `stdout cannot carry both ${first.name} and ${second.name}`,
      hint: `Give one of them a file: --report ${second.name}=FILE`,
    });
  const files = named.flatMap(({ file }) => (file === undefined ? [] : [normalize(file)]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined)
    throw new Fault('usage', {
      problem: `two reports would be written to ${twice}`,
      hint: 'Give each report a file of its own.',
    });
  return first ? named : [...named, { name: 'text' }];
}

/** Annotations are lines of a log, which others may surround. */
function mayShare(names: readonly string[]): boolean {
  return names.length === 2 && names.includes('text') && names.includes('github');
}

function parse<N extends string>(report: string, all: readonly N[]): Destination<N> {
  const [, word = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(report) ?? [];
  const name = all.find((known) => known === word);
  if (name === undefined || file === '') {
    const similar = nearest(word, all);
    throw new Fault('usage', {
      problem: name === undefined ? `there is no report ${word}` : `--report ${report} names no file`,
      hint:
        similar === undefined
          ? `There are ${all.join(', ')}.`
          : `Say --report ${similar}, or --report ${similar}=FILE.`,
    });
  }
  return file === undefined ? { name } : { name, file };
}
