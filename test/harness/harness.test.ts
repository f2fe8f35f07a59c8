import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import * as assert from 'uvu/assert';
import { commitAll, git } from '../git/repository.js';
import { runFiles } from './pool.js';
import { root } from './places.js';
import { spec, type Scope } from './spec.js';
import { startWorker, type Heard } from './start-worker.js';
import { buildSuite } from './suite.js';

type Files = Readonly<Record<string, string>>;

/** A test file whose tests are declared by `body`. */
function specFile(body: string, options = '{}'): string {
  const from = JSON.stringify(join(root, 'test/harness/spec.ts'));
  return `import { spec } from ${from};\nspec('subject', (it) => { ${body} }, ${options});\n`;
}

const fine = specFile(`it('fine', () => undefined);`);
const failing = specFile(`it('x', () => { throw new Error('no'); });`);
const skipping = specFile(`it('x', () => undefined); it('y', () => undefined);`, `{ skip: 'install it' }`);

async function write(home: string, files: Files): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, file)), { recursive: true });
    await writeFile(join(home, file), text);
  }
}

/** Runs files in one process, in their order; in another one after it has ended over one of them. */
async function runInOne(
  scope: Scope,
  files: Files,
  silenceMs = 20_000,
): Promise<(Heard & { file: string })[]> {
  const home = await scope.folder();
  await write(home, files);
  const worker = relative(home, join(root, 'test/harness/worker.ts'));
  const { programOf } = await buildSuite(home, [worker, ...Object.keys(files)]);
  const all: (Heard & { file: string })[] = [];
  await runFiles(Object.keys(files), {
    processes: 1,
    start: () => startWorker(programOf(worker), process.env, silenceMs),
    programOf,
    onDone: (file, heard) => all.push({ file, ...heard }),
  });
  return all;
}

const runner = await buildSuite(root, ['test/all.ts']);

/** Runs all tests of a folder, as `npm test` does. */
function runAll(
  home: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<{ exit: number; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: home, env: { ...process.env, ...env } };
    execFile(
      process.execPath,
      [runner.programOf('test/all.ts'), ...args],
      options,
      (error, stdout, stderr) => {
        resolve({ exit: error ? Number(error.code) : 0, output: stdout + stderr });
      },
    );
  });
}

/** What must not pass: the file, and what is said of it. */
const bad: Record<string, { text: string; says: RegExp; prints?: RegExp }> = {
  'a failed assertion': { text: failing, says: /^subject: x$/, prints: /\n {4}no/ },
  'a rejection without an Error': {
    text: specFile(`it('x', () => Promise.reject());`),
    says: /^subject: x$/,
  },
  'a thrown text': { text: specFile(`it('x', () => { throw 'text'; });`), says: /^subject: x$/ },
  'a failing cleanup': {
    text: specFile(`it('x', ({ defer }) => { defer(() => { throw new Error('no'); }); });`),
    says: /^subject: x$/,
  },
  'a test that never ends': {
    text: specFile(`it('x', () => new Promise(() => undefined), { deadlineMs: 50 });`),
    says: /^subject: x$/,
    prints: /not finished after 50 ms/,
  },
  'a test that keeps the process to itself for too long': {
    text: specFile(
      `it('x', () => { for (const start = Date.now(); Date.now() < start + 100;); }, { deadlineMs: 50 });`,
    ),
    says: /^subject: x$/,
    prints: /not finished after 50 ms/,
  },
  'a failure that has to do with random choices': {
    text: `import { tries } from ${JSON.stringify(join(root, 'test/harness/random.ts'))};\n${specFile(`it('x', () => { throw new Error(tries().seed); });`)}`,
    says: /^subject: x$/,
    prints: /\n {4}(\d+)\n[^]*\nCALLPLAN_SEED=\1 makes the same random choices again\.\n/,
  },
  'a file without tests': { text: 'export {};', says: /^declares no test$/ },
  'a subject without tests': { text: specFile(''), says: /^declares no test$/ },
  'a file that cannot be loaded': {
    text: `throw new Error('broken');`,
    says: /^cannot be loaded$/,
    prints: /broken/,
  },
  'a file that ends its process, though it claims success': {
    text: specFile(`it('x', () => process.exit(0));`),
    says: /^ended its process with 0$/,
  },
  'a file that kills its process': {
    text: specFile(`it('x', () => new Promise(() => process.kill(process.pid, 'SIGKILL')));`),
    says: /^was ended by SIGKILL$/,
  },
  'a file that fails when its tests are over': {
    text: `${fine} setTimeout(() => { throw new Error('late'); }, 1); await new Promise((go) => setTimeout(go, 50));`,
    says: /^ended its process with 1$/,
  },
};

spec(
  'harness: what must not pass',
  (it) => {
    it('is told of each file, and the files after it run', async (scope) => {
      const files = Object.entries(bad).map(([title, { text }]): [string, string] => [`${title}.js`, text]);
      const done = await runInOne(scope, Object.fromEntries([...files, ['fine.js', fine]]));
      for (const [index, [title, { says, prints = /^/ }]] of Object.entries(bad).entries()) {
        const { file, failed, printed } = done[index] ?? { failed: [], printed: '' };
        assert.is(file, `${title}.js`);
        assert.is(failed.length, 1, title);
        assert.match(failed.join(), says, title);
        assert.match(printed, prints, title);
      }
      const [last, end] = done.slice(files.length);
      assert.equal([last?.passed, last?.failed, end?.failed], [1, [], []]);
    });

    it('a file that hangs', async (scope) => {
      const hanging = `${fine} await new Promise(() => undefined);`;
      const [hung, ...more] = await runInOne(scope, { 'a.test.js': hanging }, 1000);
      assert.equal([hung?.failed, more], [['printed nothing for 1 s'], []]);
    });

    it('a handle that stays open', async (scope) => {
      const open = specFile(`it('x', () => { setInterval(() => undefined, 1000); });`);
      const [ran, end, ...more] = await runInOne(scope, { 'a.test.js': open });
      assert.equal([ran?.passed, ran?.failed, more], [1, [], []]);
      assert.match(end?.failed.join() ?? '', /^something keeps the process alive: .*Timeout/);
    });
  },
  { concurrency: 3 },
);

spec(
  'harness: a whole run',
  (it) => {
    it('adds up, ends with the total, and keeps how long each file took', async ({ folder }) => {
      const home = await folder();
      const names = ['a/a', 'a/b', 'b/a', 'c', 'd'].map((name) => `test/${name}.test.js`);
      await write(home, Object.fromEntries(names.map((name) => [name, fine])));
      const { exit, output } = await runAll(home);
      assert.is(exit, 0, output);
      assert.match(output, /\n5 of 5 files in \d+\.\d s\n5 passed, 0 failed\n$/);
      const times = await readFile(join(home, 'node_modules/.cache/callplan/times.json'), 'utf8');
      assert.equal(Object.keys(JSON.parse(times) as object).sort(), names);
    });

    it('fails when a test does, and names it', async ({ folder }) => {
      const home = await folder();
      await write(home, { 'test/a.test.js': fine, 'test/b.test.js': failing });
      const { exit, output } = await runAll(home);
      assert.is(exit, 1, output);
      assert.match(output, /^failed: test\/b\.test\.js: subject: x$/m);
      assert.match(output, /\n1 passed, 1 failed\n$/);
    });

    it('runs what is asked for, and fails when there is no such test', async ({ folder }) => {
      const home = await folder();
      await write(home, { 'test/a/b.test.js': fine, 'test/c.test.js': failing });
      assert.match((await runAll(home, ['a/b'])).output, /\n1 passed, 0 failed\n$/);
      const { exit, output } = await runAll(home, ['nowhere']);
      assert.is(exit, 1);
      assert.match(output, /^failed: no test file matches nowhere$/m);
      assert.match(output, /\n0 passed, 1 failed\n$/);
    });

    it('says why tests were skipped, which fails under CI', async ({ folder }) => {
      const home = await folder();
      await write(home, { 'test/a.test.js': skipping, 'test/b.test.js': fine });
      const here = await runAll(home, [], { CI: '' });
      assert.is(here.exit, 0, here.output);
      assert.match(here.output, /^skipped: subject \(2 tests\): install it$/m);
      assert.match(here.output, /\n1 passed, 0 failed, 2 skipped\n$/);
      const there = await runAll(home, [], { CI: 'true' });
      assert.is(there.exit, 1, there.output);
      assert.match(there.output, /^failed: skipped under CI: subject \(2 tests\): install it$/m);
      assert.match(there.output, /\n1 passed, 1 failed, 2 skipped\n$/);
    });

    it('shows tests nothing of the machine that would change them', async ({ folder }) => {
      const home = await folder();
      const names = ['FORCE_COLOR', 'CI', 'PLIVO_AUTH_TOKEN', 'HTTPS_PROXY'];
      const blind = `it('x', () => { if (${JSON.stringify(names)}.some((name) => name in process.env)) throw new Error('seen'); });`;
      await write(home, { 'test/a.test.js': specFile(blind) });
      const env = Object.fromEntries(names.map((name) => [name, 'x']));
      assert.match((await runAll(home, [], env)).output, /\n1 passed, 0 failed\n$/);
    });

    it('with --unit runs no file that could leave its process', async ({ folder }) => {
      const home = await folder();
      const files = {
        'test/a.test.js': fine,
        'test/b.test.js': `import './starts.js';\n${failing}`,
        'test/c.test.js': `${failing}\nawait import('node:http');`,
        'test/starts.js': `import { spawn } from 'node:child_process';\nexport { spawn };`,
      };
      await write(home, files);
      assert.match((await runAll(home, ['--unit'])).output, /\n1 of 3 files in .* s\n1 passed, 0 failed\n$/);
    });

    it('with --changed runs what has to do with a change', async ({ folder }) => {
      const home = await folder();
      await git(home, 'init', '--quiet', '--initial-branch=main');
      await commitAll(home, {
        '.gitignore': 'node_modules\n',
        'src/one.js': 'export const one = 1;',
        'test/a.test.js': `import '../src/one.js';\n${fine}`,
        'test/b.test.js': fine,
      });
      assert.match((await runAll(home, ['--changed'])).output, /^0 of 2 files .*\n0 passed, 0 failed\n$/);
      await git(home, 'checkout', '--quiet', '-b', 'branch');
      await commitAll(home, { 'src/one.js': 'export const one = 2;' });
      assert.match((await runAll(home, ['--changed'])).output, /\n1 of 2 files .*\n1 passed, 0 failed\n$/);
    });

    it('takes TypeScript', async ({ folder }) => {
      const home = await folder();
      await write(home, { 'test/a.test.ts': `const x: number = 1;\n${fine}` });
      const loader = import.meta.resolve('tsx');
      const { exit, output } = await new Promise<{ exit: number; output: string }>((resolve) => {
        const args = ['--import', loader, join(root, 'test/all.ts')];
        execFile(process.execPath, args, { cwd: home }, (error, stdout, stderr) => {
          resolve({ exit: error ? Number(error.code) : 0, output: stdout + stderr });
        });
      });
      assert.is(exit, 0, output);
      assert.match(output, /\n1 passed, 0 failed\n$/);
    });
  },
  { concurrency: 2 },
);
