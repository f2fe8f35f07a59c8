import { normalize } from 'node:path';
import { Fault } from '../../diagnostics/fault.js';
import { nearest } from '../../diagnostics/nearest.js';
import { reportNames, type ReportingCommand, type ReportName } from '../../report/registry.js';
import type { OutputFlags } from '../program/options.js';

/** A report that is wanted, and the file for it as the user typed it. Without a file it goes to stdout. */
export interface Output<C extends ReportingCommand> {
  readonly name: ReportName<C>;
  readonly file?: string;
}

/**
 * What `--format NAME` and `--report NAME[=FILE]` ask for. Stdout carries one report, or text and github; by default it carries text. No
 * two reports go to one file. Throws Fault `usage`.
 */
export function outputsOf<C extends ReportingCommand>(
  command: C,
  { format, report = [] }: OutputFlags<C>,
): Output<C>[] {
  const known = reportNames(command);
  const named: Output<C>[] = [
    ...(format === undefined ? [] : [{ name: format }]),
    ...report.map((text) => parseOutput<C>(text, known)),
  ];
  const onStdout = named.filter(({ file }) => file === undefined).map(({ name }) => name);
  refuseTwoOnStdout(onStdout);
  refuseTwoInOneFile(named.flatMap(({ file }) => (file === undefined ? [] : [normalize(file)])));
  return onStdout.length > 0 ? named : [...named, { name: 'text' }];
}

function parseOutput<C extends ReportingCommand>(text: string, known: readonly ReportName<C>[]): Output<C> {
  const [, word = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const name = known.find((one) => one === word);
  if (name !== undefined && file !== '') return file === undefined ? { name } : { name, file };
  const similar = nearest(word, known);
  throw new Fault('usage', {
    problem: name === undefined ? `there is no report ${word}` : `--report ${text} names no file`,
    hint:
      similar === undefined
        ? `There are ${known.join(', ')}.`
        : `Say --report ${similar}, or --report ${similar}=FILE.`,
  });
}

/** Annotations are lines of a log, so text may surround them. */
function refuseTwoOnStdout(names: readonly string[]): void {
  const [first, second, third] = names;
  if (second === undefined) return;
  if (third === undefined && names.includes('text') && names.includes('github')) return;
  throw new Fault('usage', {
    problem: `stdout cannot carry both ${first} and ${second}`,
    hint: `Give one of them a file: --report ${second}=FILE`,
  });
}

function refuseTwoInOneFile(files: readonly string[]): void {
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice === undefined) return;
  throw new Fault('usage', {
    problem: `two reports would be written to ${twice}`,
    hint: 'Give each report a file of its own.',
  });
}
