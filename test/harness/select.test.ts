import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { commitAll, git, put } from '../git/repository.js';
import { changedFiles } from './changed.js';
import { root } from './places.js';
import { affected, isUnit } from './select.js';
import { spec } from './spec.js';
import { buildSuite } from './suite.js';
import { loadTimes, longestFirst, saveTimes } from './times.js';

const reach = (...names: string[]): ReadonlySet<string> => new Set(names);

spec('harness: what a test file imports', (it) => {
  it('is known through other files, types left out', async ({ folder }) => {
    const home = await folder();
    await put(home, {
      'test/a.test.ts': `import { b } from './b.js'; import type { T } from './types.js'; export const x: T = b;`,
      'test/b.ts': `import { readFile } from 'node:fs'; import c from './c.json' with { type: 'json' }; export const b = [readFile, c];`,
      'test/c.json': '1',
      'test/types.ts': 'export type T = unknown;',
    });
    const { reachOf } = await buildSuite(home, ['test/a.test.ts']);
    assert.equal([...reachOf('test/a.test.ts')].sort(), [
      'node:fs',
      'test/a.test.ts',
      'test/b.ts',
      'test/c.json',
    ]);
  });

  it('says whether it can leave its process', () => {
    assert.ok(isUnit(reach('test/a.test.ts', 'node:fs/promises', 'src/text/xml.ts', 'uvu', 'yaml')));
    for (const way of [
      'node:child_process',
      'node:http',
      'node:net',
      'node:worker_threads',
      'esbuild',
      'playwright-core',
    ])
      assert.not.ok(isUnit(reach('test/a.test.ts', way)), way);
  });

  it('holds of this repository: what a test of the command imports, and one of a pure function', async () => {
    const [command, pure] = ['test/cli/exit.test.ts', 'test/text/duration.test.ts'];
    const { reachOf } = await buildSuite(root, [command, pure]);
    assert.equal([isUnit(reachOf(command)), isUnit(reachOf(pure))], [false, true]);
    assert.ok(reachOf(command).has('test/harness/places.ts'));
  });
});

spec('harness: which test files have to do with a change', (it) => {
  const tests = new Map([
    ['pure', reach('test/text/pure.test.ts', 'src/text/xml.ts')],
    ['page', reach('test/emulator/page/looks.test.ts', 'src/emulator/generated/page.ts')],
    ['plans', reach('test/plan/cases.test.ts', 'src/plan/check.ts', 'src/schemas/plan.validators.cjs')],
    ['docs', reach('test/project/docs.test.ts', 'test/harness/places.ts', 'node:fs/promises')],
    [
      'command',
      reach(
        'test/cli/exit.test.ts',
        'test/cli/command-fixture.ts',
        'test/harness/places.ts',
        'node:child_process',
      ),
    ],
  ]);

  const cases: [changed: string, affected: string[]][] = [
    ['src/text/xml.ts', ['pure', 'command']],
    ['src/run/send.ts', ['command']],
    ['test/text/pure.test.ts', ['pure']],
    ['test/cli/command-fixture.ts', ['command']],
    ['test/harness/places.ts', ['docs', 'command']],
    // Schemas and the page are what is generated from them.
    ['schemas/plan.schema.json', ['plans', 'docs', 'command']],
    ['src/emulator/page/page.css', ['page', 'command']],
    // What nobody imports is data, or a program that is started by its path.
    ['test/plan/cases/long.yaml', ['plans']],
    ['test/cli/command-process.ts', ['command']],
    ['README.md', ['docs', 'command']],
    ['docs/diagnostics.md', ['docs', 'command']],
    ['package-lock.json', ['pure', 'page', 'plans', 'docs', 'command']],
  ];
  for (const [changed, expected] of cases)
    it(`${changed}: ${expected.join(', ')}`, () => {
      assert.equal(affected(tests, [changed]), expected);
    });

  it('none when nothing has changed', () => {
    assert.equal(affected(tests, []), []);
  });
});

spec('harness: what has changed', (it) => {
  it('is what differs from where the branch left main, committed or not', async ({ folder }) => {
    const home = await folder();
    await git(home, 'init', '--quiet', '--initial-branch=main');
    await commitAll(home, { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c', '.gitignore': 'ignored\n' });
    assert.equal(await changedFiles(home), []);
    await git(home, 'checkout', '--quiet', '-b', 'branch');
    await commitAll(home, { 'a.txt': 'changed' });
    await git(home, 'checkout', '--quiet', 'main');
    await commitAll(home, { 'main.txt': 'later' });
    await git(home, 'checkout', '--quiet', 'branch');
    await put(home, { 'b.txt': 'changed', 'folder/ä new.txt': '', ignored: '' });
    assert.equal((await changedFiles(home)).sort(), ['a.txt', 'b.txt', 'folder/ä new.txt']);
  });

  it('is told by the main of origin in a clone that has none of its own', async ({ folder }) => {
    const [home, clone] = [await folder(), await folder()];
    await git(home, 'init', '--quiet', '--initial-branch=main');
    await commitAll(home, { 'a.txt': 'a', 'b.txt': 'b' });
    await git(clone, 'clone', '--quiet', home, '.');
    await git(clone, 'checkout', '--quiet', '-b', 'branch');
    await git(clone, 'branch', '--quiet', '-D', 'main');
    await commitAll(clone, { 'a.txt': 'changed' });
    assert.equal(await changedFiles(clone), ['a.txt']);
  });

  it('is what is not committed where there is no main', async ({ folder }) => {
    const home = await folder();
    await git(home, 'init', '--quiet', '--initial-branch=trunk');
    await commitAll(home, { 'a.txt': 'a', 'b.txt': 'b' });
    await put(home, { 'a.txt': 'changed' });
    assert.equal(await changedFiles(home), ['a.txt']);
  });
});

spec('harness: the order of files', (it) => {
  it('is that of their times, and of their sizes where they were never run', async ({ folder }) => {
    const home = await folder();
    const files = ['short', 'long', 'new', 'small'];
    await mkdir(join(home, 'node_modules'));
    for (const file of files) await writeFile(join(home, file), 'x'.repeat(file === 'new' ? 500 : 5));
    assert.equal(await loadTimes(home), {});
    await saveTimes(home, { short: 10, long: 900, gone: 1000 });
    assert.equal(await longestFirst(home, files, await loadTimes(home)), ['long', 'new', 'short', 'small']);
  });
});
