/**
 * Runs the tests: `npm test` all of them, `npm test -- lockfile` those whose path contains that text; with `--unit` those that cannot
 * leave their process, with `--changed` those for which it may make a difference what has changed since the branch left main.
 *
 * Fails on a failed test, no match, a file without tests, a test that never ran, a process that ends over a file, hangs at it or is kept
 * alive, and under CI on a skipped test. The last line is `N passed, N failed`, with `, N skipped` where there are any.
 */
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { changedFiles } from './harness/changed.js';
import { listTestFiles } from './harness/files.js';
import { runFiles } from './harness/pool.js';
import { fold } from './harness/random.js';
import { affected, isUnit } from './harness/select.js';
import { startWorker, type Result } from './harness/start-worker.js';
import { buildSuite } from './harness/suite.js';
import { loadTimes, longestFirst, saveTimes } from './harness/times.js';

/** What of this machine would change what tests see: how to print, where it goes, and credentials. */
const hidden = /^(?:FORCE_COLOR|CI|GITHUB_ACTIONS|HTTPS_PROXY|https_proxy|PLIVO_AUTH_ID|PLIVO_AUTH_TOKEN)$/;

const started = performance.now();
const home = process.cwd();
const { values: only, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { unit: { type: 'boolean' }, changed: { type: 'boolean' } },
});

const files = (await listTestFiles(join(home, 'test'), wanted)).map((file) => `test/${file}`);
const worker = relative(home, join(import.meta.dirname, 'harness', 'worker.ts'));
const suite = await buildSuite(home, [worker, ...files]);
const selected = await select();
const times = await loadTimes(home);
const results: Result[] = [];
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !hidden.test(name)));
await runFiles(await longestFirst(home, selected, times), {
  processes: Math.min(4, availableParallelism()),
  start: () => startWorker(suite.programOf(worker), env, 300_000 * fold),
  programOf: suite.programOf,
  onDone: (file, { printed, isOver, ...result }, ms) => {
    process.stdout.write(printed);
    if (!isOver) times[file] = Math.round(ms);
    results.push({ ...result, failed: result.failed.map((what) => `${file}: ${what}`) });
  },
});
await saveTimes(home, times);
process.exitCode = report();

async function select(): Promise<string[]> {
  const units = only.unit ? files.filter((file) => isUnit(suite.reachOf(file))) : files;
  if (!only.changed) return units;
  return affected(new Map(units.map((file) => [file, suite.reachOf(file)])), await changedFiles(home));
}

/** Prints what is wrong and the total, and gives the exit code. */
function report(): number {
  const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const reasons = results.flatMap((result) => result.reasons);
  const failed = [
    ...results.flatMap((result) => result.failed),
    ...(files.length === 0 ? [`no test file matches ${wanted.join(' ')}`] : []),
    ...(process.env['CI'] === 'true' ? reasons.map((reason) => `skipped under CI: ${reason}`) : []),
  ];
  for (const reason of reasons) process.stdout.write(`skipped: ${reason}\n`);
  for (const one of failed) process.stdout.write(`failed: ${one}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${selected.length} of ${files.length} files in ${seconds} s\n`);
  process.stdout.write(
    `${passed} passed, ${failed.length} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`,
  );
  return failed.length === 0 ? 0 : 1;
}
