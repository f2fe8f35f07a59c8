import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import * as assert from 'uvu/assert';
import { spec } from './spec.js';
import { root } from './places.js';

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
  'a file without tests': { file: `export {};`, says: /bad\.test\.js declares no test$/m },
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

/** The runner without TypeScript, since Node alone starts ten times as fast as Node with a loader. */
const runner = await build({
  entryPoints: ['all.ts', 'shards.ts', 'harness/spec.ts'].map((file) => join(root, 'test', file)),
  outdir: join(root, 'runner'),
  entryNames: '[name]',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.20',
  write: false,
  logLevel: 'error',
});

/** Runs a part of the runner, `all.js` or `shards.js`, over the files that it is given beside it. */
async function runOver(
  folder: string,
  files: Record<string, string>,
  part = 'all.js',
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  for (const { path, text } of runner.outputFiles) await writeFile(join(folder, basename(path)), text);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return node(folder, [join(folder, part), ...args], env);
}

function node(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, ...env, TEST_ROOT: folder } };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ exit: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

function specFile(body: string, from = './spec.js'): string {
  return `import { spec } from ${JSON.stringify(from)};\nspec('subject', (it) => { ${body} });\n`;
}

spec(
  'harness: what must not pass',
  (it) => {
    it('passes what is fine', async (scope) => {
      const folder = await scope.folder();
      await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
      const text = specFile(fine, join(root, 'test', 'harness', 'spec.ts'));
      await writeFile(join(folder, 'fine.test.ts'), text);
      const { exit, output } = await node(folder, ['--import', 'tsx', join(root, 'test', 'all.ts')]);
      assert.is(exit, 0, output);
      assert.match(output, /\n1 passed, 0 failed\n$/);
    });

    for (const [title, { body = '', file = specFile(body), says }] of Object.entries(bad))
      it(
        title,
        async ({ folder }) => {
          const { exit, output } = await runOver(await folder(), { 'bad.test.js': file });
          assert.is(exit, 1, output);
          assert.match(output, says);
        },
        { deadlineMs: 15_000 },
      );

    for (const part of ['all.js', 'shards.js'])
      it(`an empty match: ${part}`, async ({ folder }) => {
        const files = { 'fine.test.js': specFile(fine) };
        const { exit, output } = await runOver(await folder(), files, part, ['nowhere']);
        assert.is(exit, 1);
        assert.match(output, 'failed: no test file matches nowhere');
      });
  },
  { concurrency: 4 },
);

spec(
  'harness: what cannot run on a machine',
  (it) => {
    const skipping = specFile(`${fine} it('too', () => undefined); }, { skip: 'install it' }); ((it) => {`);
    const files = { 'a/a.test.js': skipping.replace('./spec', '../spec'), 'b.test.js': specFile(fine) };

    for (const part of ['all.js', 'shards.js']) {
      it(`is skipped with its reason: ${part}`, async ({ folder }) => {
        const { exit, output } = await runOver(await folder(), files, part);
        assert.is(exit, 0, output);
        assert.match(output, /^skipped: subject \(2 tests\): install it$/m);
        assert.match(output, /\n1 passed, 0 failed, 2 skipped\n$/);
      });

      it(`fails under CI: ${part}`, async ({ folder }) => {
        const { exit, output } = await runOver(await folder(), files, part, [], { CI: 'true' });
        assert.is(exit, 1, output);
        assert.match(output, /^failed: skipped under CI: subject \(2 tests\): install it$/m);
        assert.match(output, /\n1 passed, 1 failed, 2 skipped\n$/);
      });
    }
  },
  { concurrency: 4 },
);

spec(
  'harness: several processes',
  (it) => {
    const failing = specFile(`it('x', () => { throw new Error('no'); });`);
    const passing = specFile(fine, '../spec.js');

    it('run each file once, add up, and fail when a test fails', async ({ folder }) => {
      const names = ['a/a', 'a/b', 'b/a', 'c/a', 'd/a'].map((name) => `${name}.test.js`);
      const all = Object.fromEntries(names.map((name) => [name, passing]));
      const { exit, output } = await runOver(await folder(), { ...all, 'e.test.js': failing }, 'shards.js');
      assert.is(exit, 1, output);
      assert.match(output, /\n5 passed, 1 failed\n$/);
    });

    it('fail when one of them ends early, though it claims success', async ({ folder }) => {
      const files = { 'a/a.test.js': 'process.exit(0);', 'b/b.test.js': passing };
      const { exit, output } = await runOver(await folder(), files, 'shards.js');
      assert.is(exit, 1, output);
      assert.match(output, /, 1 failed\n$/);
    });
  },
  { concurrency: 4 },
);
