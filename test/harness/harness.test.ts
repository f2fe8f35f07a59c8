import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from './spec.js';

const root = join(import.meta.dirname, '..', '..');
const harness = join(root, 'test', 'harness', 'spec.ts');

const fine = `it('fine', () => undefined);`;

/** What must not pass, and the line that says why. Each is the body of a spec, but for those that are a whole file. */
const bad: Record<string, { body?: string; file?: string; says: RegExp }> = {
  'a failed assertion': { body: `it('x', () => { throw new Error('no'); });`, says: /^failed: subject: x$/m },
  'a rejection without an Error': { body: `it('x', () => Promise.reject());`, says: /^failed: subject: x$/m },
  'a thrown text': { body: `it('x', () => { throw 'text'; });`, says: /^failed: subject: x$/m },
  'a failing cleanup': {
    body: `it('x', ({ defer }) => { defer(() => { throw new Error('no'); }); });`,
    says: /^failed: subject: x$/m,
  },
  'a test that never ends': {
    body: `it('x', () => new Promise(() => undefined), { deadlineMs: 50 });`,
    says: /not finished after 50 ms/,
  },
  'a test that keeps the process to itself for too long': {
    body: `it('x', () => { for (const start = Date.now(); Date.now() < start + 100;); }, { deadlineMs: 50 });`,
    says: /not finished after 50 ms/,
  },
  'a file without tests': { file: `export {};`, says: /bad\.test\.ts declares no test$/m },
  'a subject without tests': { body: '', says: /declares no test$/m },
  'a file that cannot be loaded': { file: `throw new Error('broken');`, says: /broken/ },
  'a handle that stays open': {
    body: `${fine} it('x', () => { setInterval(() => undefined, 1000); });`,
    says: /something keeps the process alive: .*Timeout/,
  },
};

interface Ran {
  readonly exit: number;
  readonly output: string;
}

/** Runs the runner over one file. */
async function runOver(folder: string, text: string, ...args: string[]): Promise<Ran> {
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'bad.test.ts'), text);
  const all = join(root, 'test', 'all.ts');
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, SHARD: '0/1', TEST_ROOT: folder } };
    execFile(process.execPath, ['--import', 'tsx', all, ...args], options, (error, stdout, stderr) => {
      resolve({ exit: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

function specFile(body: string): string {
  return `import { spec } from ${JSON.stringify(harness)};\nspec('subject', (it) => { ${body} });\n`;
}

spec(
  'harness: what must not pass',
  (it) => {
    it('passes what is fine', async ({ folder }) => {
      const { exit, output } = await runOver(await folder(), specFile(fine));
      assert.is(exit, 0, output);
      assert.match(output, /\n1 passed, 0 failed\n$/);
    });

    for (const [title, { body = '', file = specFile(body), says }] of Object.entries(bad))
      it(
        title,
        async ({ folder }) => {
          const { exit, output } = await runOver(await folder(), file);
          assert.is(exit, 1, output);
          assert.match(output, says);
        },
        { deadlineMs: 15_000 },
      );

    it('an empty match', async ({ folder }) => {
      const { exit, output } = await runOver(await folder(), specFile(fine), 'nowhere');
      assert.is(exit, 1);
      assert.match(output, 'failed: no test file matches nowhere');
    });
  },
  { concurrency: 4 },
);
