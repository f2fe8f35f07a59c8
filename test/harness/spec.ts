import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Declares the tests of one subject. They run in order, each within a deadline (5 s unless told). */
export function spec(subject: string, declare: (it: It) => void): void {
  const tests = suite(subject);
  declare((title, body, { deadlineMs = 5000 } = {}) => {
    tally.declared += 1;
    tests(title, async () => {
      try {
        await withScope((scope) => withDeadline(body(scope), deadlineMs));
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

async function withDeadline(work: unknown, ms: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not finished after ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
