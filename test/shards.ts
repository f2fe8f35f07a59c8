/**
 * Runs the tests, all or those whose path contains one of the arguments, in as many processes as there are cores: `npm test -- lockfile`.
 * Each process asks for the files of another folder when it is done with those of one, which have much in common to load and to start.
 * Adds up what each says at its end.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { listTestFiles } from './harness/files.js';

interface Total {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What takes longest is begun first: at the end it would keep one process busy and leave the others idle. */
const slowest = ['page', 'source', 'cli', 'project', 'harness', 'lockfile', 'plan'];

const wanted = process.argv.slice(2);
const files = await listTestFiles(process.env['TEST_ROOT'] ?? import.meta.dirname, wanted);
const folders = groupByFolder(files).sort(([a], [b]) => rank(a) - rank(b));

function groupByFolder(all: readonly string[]): [folder: string, files: string[]][] {
  const groups = new Map<string, string[]>();
  for (const file of all) groups.set(dirname(file), [...(groups.get(dirname(file)) ?? []), file]);
  return [...groups];
}

function rank(folder: string): number {
  const found = slowest.indexOf(folder);
  return found === -1 ? slowest.length : found;
}

/** One process; what it prints is shown when it has ended, so that two do not mix. An end without a total is a failure. */
function run(): Promise<Total> {
  const child = fork(join(import.meta.dirname, `all${extname(import.meta.filename)}`), {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.on('message', () => child.send(folders.shift()?.[1] ?? []));
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => {
    child.once('close', (exit) => {
      const [line = '', passed, failed, skipped = 0] =
        /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\n$/m.exec(output) ?? [];
      process.stdout.write(output.replace(line, ''));
      const told =
        passed === undefined
          ? { passed: 0, failed: 1, skipped: 0 }
          : { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
      resolve(exit === 0 || told.failed > 0 ? told : { ...told, failed: 1 });
    });
  });
}

const none = files.length === 0;
if (none) process.stdout.write(`failed: no test file matches ${wanted.join(' ')}\n`);
const shards = Math.min(4, availableParallelism(), folders.length);
const totals = await Promise.all(Array.from({ length: shards }, run));
const sum = (of: (total: Total) => number): number => totals.reduce((all, total) => all + of(total), 0);
const failed = none ? 1 : sum((total) => total.failed);
const skipped = sum((total) => total.skipped);
process.stdout.write(
  `${sum((total) => total.passed)} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
