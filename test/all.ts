/**
 * Runs every test file, or those whose path contains one of the arguments: `npm test -- lockfile`.
 * Ends with `N passed, N failed`. Fails on: a failed test, no match, a file without tests, a declared test that did not run,
 * a process that something keeps alive.
 */
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { tally } from './harness/tally.js';

type Suite = () => Promise<[errors: string | true, ran: number, skipped: number, total: number]>;
const queue: Suite[] = [];
Object.assign(globalThis, { UVU_DEFER: 1, UVU_QUEUE: [queue], UVU_INDEX: 0 });

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
const wanted = process.argv.slice(2);
// `SHARD=0/2` takes every second file, from the first.
const [shard = 0, shards = 1] = (process.env['SHARD'] ?? '0/1').split('/').map(Number);
const files = (await readdir(root, { recursive: true }))
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
  .filter((_, index) => index % shards === shard);

const problems: string[] = [];
if (files.length === 0) problems.push(`no test file matches ${wanted.join(' ')}`);

const started = performance.now();
for (const file of files) {
  const before = tally.declared;
  await import(join(root, file));
  if (tally.declared === before) problems.push(`${relative('.', join(root, file))} declares no test`);
}
for (const run of queue) {
  const [errors] = await run();
  if (errors !== true) process.stdout.write(`\n${errors}\n`);
}

const ran = tally.passed + tally.failed.length;
if (ran !== tally.declared) problems.push(`${tally.declared - ran} of ${tally.declared} tests never ran`);

const finish = (): never => {
  const failed = tally.failed.length + problems.length;
  for (const problem of [...tally.failed, ...problems]) process.stdout.write(`failed: ${problem}\n`);
  process.stdout.write(
    `in ${((performance.now() - started) / 1000).toFixed(1)} s\n${tally.passed} passed, ${failed} failed\n`,
  );
  process.exit(failed === 0 ? 0 : 1);
};

setTimeout(() => {
  problems.push(`something keeps the process alive: ${process.getActiveResourcesInfo().join(', ')}`);
  finish();
}, 3000).unref();
process.once('beforeExit', finish);
