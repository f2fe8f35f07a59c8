/**
 * Runs every test file, or those whose path contains one of the arguments; as a child of shards.ts those that it is given.
 * Ends with `N passed, N failed`, and `, N skipped` where there are any. Fails on: a failed test, no match, a file without tests, a declared test that did not run,
 * a process that something keeps alive, and under CI a skipped test.
 */
import { once } from 'node:events';
import { join, relative } from 'node:path';
import { listTestFiles } from './harness/files.js';
import { tally } from './harness/tally.js';

type Suite = () => Promise<[errors: string | true, ran: number, skipped: number, total: number]>;
const queue: Suite[] = [];
Object.assign(globalThis, { UVU_DEFER: 1, UVU_QUEUE: [queue], UVU_INDEX: 0 });

const isCi = process.env['CI'] === 'true';

// Colours and CI detection of the machine must not change what tests see.
for (const name of [
  'FORCE_COLOR',
  'CI',
  'GITHUB_ACTIONS',
  'PLIVO_AUTH_ID',
  'PLIVO_AUTH_TOKEN',
  'HTTPS_PROXY',
  'https_proxy',
])
  Reflect.deleteProperty(process.env, name);

// The folder of the tests can be given, so that this runner can itself be tested.
const root = process.env['TEST_ROOT'] ?? import.meta.dirname;
const problems: string[] = [];

async function* ownFiles(): AsyncGenerator<string> {
  const wanted = process.argv.slice(2);
  const files = await listTestFiles(root, wanted);
  if (files.length === 0) problems.push(`no test file matches ${wanted.join(' ')}`);
  yield* files;
}

/** Asks for more files whenever it is done. The answer to the last question is empty. */
async function* filesOfParent(): AsyncGenerator<string> {
  for (;;) {
    const answered = once(process, 'message');
    process.send?.('next');
    const [files] = (await answered) as [string[]];
    if (files.length === 0) break;
    yield* files;
  }
  process.disconnect();
}

const started = performance.now();
for await (const file of process.send ? filesOfParent() : ownFiles()) {
  const before = tally.declared;
  await import(join(root, file));
  if (tally.declared === before) problems.push(`${relative('.', join(root, file))} declares no test`);
  for (const run of queue.splice(0)) {
    const [errors] = await run();
    if (errors !== true) process.stdout.write(`\n${errors}\n`);
  }
}

const ran = tally.passed + tally.failed.length + tally.skipped;
if (ran !== tally.declared) problems.push(`${tally.declared - ran} of ${tally.declared} tests never ran`);

if (isCi) problems.push(...tally.reasons.map((reason) => `skipped under CI: ${reason}`));

const finish = (): never => {
  const skipped = tally.skipped === 0 ? '' : `, ${tally.skipped} skipped`;
  const failed = tally.failed.length + problems.length;
  for (const reason of tally.reasons) process.stdout.write(`skipped: ${reason}\n`);
  for (const problem of [...tally.failed, ...problems]) process.stdout.write(`failed: ${problem}\n`);
  process.stdout.write(
    `in ${((performance.now() - started) / 1000).toFixed(1)} s\n${tally.passed} passed, ${failed} failed${skipped}\n`,
  );
  process.exit(failed === 0 ? 0 : 1);
};

setTimeout(() => {
  problems.push(`something keeps the process alive: ${process.getActiveResourcesInfo().join(', ')}`);
  finish();
}, 3000).unref();
process.once('beforeExit', finish);
