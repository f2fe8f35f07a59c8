import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fold } from './random.js';
import { tally } from './tally.js';
// uvu reports success for a failing hook, a rejected promise without an Error and a suite that never ran,
// so this file alone may import it: tests get `spec`, which has no hooks to fail and no run to forget.
import { suite } from 'uvu';

/** What a test gets: cleanups that run whatever happens, and a folder of its own. */
export interface Scope {
  /** Runs after the test, last registered first, also when it failed. A cleanup that fails, fails the test. */
  defer: (cleanup: () => unknown) => void;
  /** A fresh empty folder, removed after the test. */
  folder: () => Promise<string>;
}

export type It = (title: string, body: (scope: Scope) => unknown, options?: { deadlineMs?: number }) => void;

export interface SpecOptions {
  /** How many tests may run at a time; more than one for those that wait for processes of their own. */
  readonly concurrency?: number;
  /** Why none of them can run on this machine, and what to do about it. Under CI that fails. */
  readonly skip?: string | undefined;
}

/** What does not end by then hangs. Far more than any test takes, since a machine may be as busy as it likes. */
const DEADLINE_MS = 120_000;

/** Declares the tests of one subject. They are reported in order, each within a deadline. */
export function spec(
  subject: string,
  declare: (it: It) => void,
  { concurrency = 1, skip }: SpecOptions = {},
): void {
  if (skip !== undefined) {
    skipAll(subject, declare, skip);
    return;
  }
  const tests = suite(subject);
  const pool = createPool(concurrency);
  declare((title, body, { deadlineMs = DEADLINE_MS } = {}) => {
    tally.declared += 1;
    const result = pool(() => withScope((scope) => withDeadline(() => body(scope), deadlineMs * fold)));
    tests(title, async () => {
      try {
        await result();
        tally.passed += 1;
      } catch (error) {
        tally.failed.push(`${subject}: ${title}`);
        // uvu formats `error.stack` and would fall over anything else that was thrown.
        throw error instanceof Error ? error : new Error(`thrown: ${String(error)}`);
      }
    });
  });
  tests.run();
}

function skipAll(subject: string, declare: (it: It) => void, reason: string): void {
  const before = tally.skipped;
  declare(() => {
    tally.declared += 1;
    tally.skipped += 1;
  });
  tally.reasons.push(`${subject} (${tally.skipped - before} tests): ${reason}`);
}

/**
 * Runs jobs in the order in which they were added, `concurrency` at a time. Nothing starts before somebody asks for a result, so that
 * subjects do not run into each other.
 */
function createPool(concurrency: number): (job: () => Promise<void>) => () => Promise<void> {
  const waiting: (() => Promise<void>)[] = [];
  let started = false;
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job();
  };
  return (job) => {
    const result = new Promise<void>((resolve, reject) => {
      waiting.push(() => job().then(resolve, reject));
    });
    // Awaited by its test later: until then a failure is no unhandled rejection.
    result.catch(() => undefined);
    return () => {
      if (!started) for (let i = 0; i < concurrency; i++) void worker();
      started = true;
      return result;
    };
  };
}

async function withScope(body: (scope: Scope) => Promise<unknown>): Promise<void> {
  const cleanups: (() => unknown)[] = [];
  const scope: Scope = {
    defer: (cleanup) => cleanups.unshift(cleanup),
    folder: async () => {
      const folder = await realpath(await mkdtemp(join(tmpdir(), 'callplan-test-')));
      cleanups.push(() => rm(folder, { recursive: true, force: true }));
      return folder;
    },
  };
  try {
    await body(scope);
  } finally {
    for (const cleanup of cleanups) await cleanup();
  }
}

async function withDeadline(work: () => unknown, ms: number): Promise<void> {
  const late = new Error(`not finished after ${ms} ms`);
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late);
    }, ms);
  });
  try {
    await Promise.race([work(), deadline]);
    // While a test keeps the process to itself, no timer fires.
    if (performance.now() - started > ms) throw late;
  } finally {
    clearTimeout(timer);
  }
}
