import { mkdir, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { Fault } from '../../../src/diagnostics/fault.js';
import { mapBounded } from '../../../src/ledger/lockfile/ledgers.js';
import { findPlans, type Found } from '../../../src/source/files/find.js';
import { companions } from '../../../src/ledger/lockfile/paths.js';
import { spec, type Scope } from '../../harness/spec.js';

interface Tree {
  readonly folder: string;
  readonly find: (...named: string[]) => Promise<Found>;
  /** The plans under the names that users see. */
  readonly plans: (...named: string[]) => Promise<string[]>;
}

async function tree(scope: Scope, files: readonly string[]): Promise<Tree> {
  const folder = await scope.folder();
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
  const find: Tree['find'] = (...named) =>
    findPlans({ named, folder: join(folder, 'plans'), cwd: folder, root: folder, companions });
  return { folder, find, plans: async (...named) => (await find(...named)).plans.map(({ file }) => file) };
}

const several = [
  'plans/b.yaml',
  'plans/a.yml',
  'plans/deep/er/c.yaml',
  'plans/notes.txt',
  'plans/a.lock.jsonl',
  'plans/.hidden/d.yaml',
  'plans/.e.yaml',
  'plans/node_modules/x/f.yaml',
  'ops/g.yaml',
];
const all = ['plans/a.yml', 'plans/b.yaml', 'plans/deep/er/c.yaml'];

/** What each command line brings. */
const lines: readonly [named: string[], plans: string[]][] = [
  [[], all],
  [['plans'], all],
  [['./plans/'], all],
  [
    ['plans', 'ops'],
    ['ops/g.yaml', ...all],
  ],
  [['plans/**/*.yaml'], ['plans/b.yaml', 'plans/deep/er/c.yaml']],
  [['plans/**/*.{yaml,yml}'], all],
  [['plans/**'], all],
  [['plans/*'], ['plans/a.yml', 'plans/b.yaml']],
  [['./plans/?.yaml'], ['plans/b.yaml']],
  [['{plans,ops}/*.yaml'], ['ops/g.yaml', 'plans/b.yaml']],
  [['**/*.yaml'], ['ops/g.yaml', 'plans/b.yaml', 'plans/deep/er/c.yaml']],
  [['plans/.hidden/*.yaml'], ['plans/.hidden/d.yaml']],
  [['plans/b.yaml', 'plans', 'plans/*.yaml', 'plans/../plans/b.yaml'], all],
  [
    ['ops/g.yaml', 'plans/b.yaml'],
    ['ops/g.yaml', 'plans/b.yaml'],
  ],
];

spec('find: several at once', (it) => {
  for (const [named, plans] of lines)
    it(named.join(' ') || 'nothing named', async (scope) => {
      assert.equal(await (await tree(scope, several)).plans(...named), plans);
    });

  it('an absolute pattern', async (scope) => {
    const { folder, plans } = await tree(scope, several);
    assert.equal(await plans(`${folder}/ops/*.yaml`), ['ops/g.yaml']);
  });

  it('a pattern that leads upwards, and back', async (scope) => {
    const { folder } = await tree(scope, several);
    for (const pattern of ['../{ops,plans}/*.yaml', `${folder}/{ops,plans}/*.yaml`]) {
      const { plans } = await findPlans({
        named: [pattern],
        folder,
        cwd: join(folder, 'ops'),
        root: folder,
        companions,
      });
      assert.equal(
        plans.map(({ file }) => file),
        ['g.yaml', '../plans/b.yaml'],
      );
    }
  });

  it('a pattern in a folder whose own name looks like one', async (scope) => {
    const { folder } = await tree(scope, ['x[y]{z}/a.yaml', 'xy/b.yaml']);
    const cwd = join(folder, 'x[y]{z}');
    const { plans } = await findPlans({ named: ['*.yaml'], folder, cwd, root: folder, companions });
    assert.equal(
      plans.map(({ file }) => file),
      ['a.yaml'],
    );
  });

  it('a name that looks like a pattern, but is there, is that file', async (scope) => {
    const { plans } = await tree(scope, ['plans/a.yaml', 'plans/b.yaml', 'plans/[ab].yaml', 'x*/c.yaml']);
    assert.equal(await plans('plans/[ab].yaml'), ['plans/[ab].yaml']);
    assert.equal(await plans('x*'), ['x*/c.yaml']);
    assert.equal(await plans('plans/{a,b}.yaml'), ['plans/a.yaml', 'plans/b.yaml']);
  });
});

spec('find: nothing', (it) => {
  const empty: readonly [named: string[], says: string][] = [
    [['plans/*.json'], 'plans/*.json matches no plan'],
    [['plans', 'nowhere/**'], 'nowhere/** matches no plan'],
    [['plans/*.txt'], 'plans/*.txt matches no plan'],
    [['**/node_modules/**'], '**/node_modules/** matches no plan'],
    [['plans', 'empty'], 'empty has no plans'],
    [['plans', 'plans/c.yaml'], 'there is no plans/c.yaml'],
    [['plans/f(1).yaml'], 'there is no plans/f(1).yaml'],
  ];
  for (const [named, says] of empty)
    it(`${named.join(' ')} is refused by its name`, async (scope) => {
      const { folder, find } = await tree(scope, several);
      await mkdir(join(folder, 'empty'));
      const fault = await find(...named).catch((error: unknown) => error);
      assert.instance(fault, Fault);
      assert.is((fault as Fault).code, 'usage');
      assert.is((fault as Fault).message, says);
    });

  it('a folder from the settings is never a pattern', async (scope) => {
    const { folder } = await tree(scope, several);
    const outside = await scope.folder();
    await writeFile(join(outside, 'secret.yaml'), '');
    const plans = join(folder, `{${outside},x}`);
    const fault = await findPlans({ named: [], folder: plans, cwd: folder, root: folder, companions }).catch(
      (error: unknown) => error,
    );
    assert.match((fault as Fault).message, /^there is no /);
  });
});

spec('find: links', (it) => {
  for (const named of ['plans', 'plans/*.yaml', '**/*.yaml'])
    it(`${named}: one out of the repository is named and not opened`, async (scope) => {
      const { folder, find } = await tree(scope, ['plans/a.yaml']);
      const outside = await scope.folder();
      await writeFile(join(outside, 'secret.yaml'), '');
      await symlink(join(outside, 'secret.yaml'), join(folder, 'plans/link.yaml'));
      await symlink(outside, join(folder, 'plans/folder'));
      await symlink('nothing', join(folder, 'plans/dangling.yaml'));
      assert.equal((await find(named)).plans, [
        { file: 'plans/a.yaml', path: join(folder, 'plans/a.yaml'), recorded: false },
        {
          file: 'plans/dangling.yaml',
          path: join(folder, 'plans/dangling.yaml'),
          recorded: false,
          problem: 'it is a link that leads nowhere',
        },
        {
          file: 'plans/link.yaml',
          path: join(folder, 'plans/link.yaml'),
          recorded: false,
          problem: 'it is a link that leads out of the repository',
        },
      ]);
    });

  it('a plan and a link to it are one plan, under its own name', async (scope) => {
    const { folder, plans } = await tree(scope, ['plans/b.yaml']);
    for (const name of ['a.yaml', 'c.yaml']) await symlink('b.yaml', join(folder, 'plans', name));
    assert.equal(await plans(), ['plans/b.yaml']);
    assert.equal(await plans('plans/*.yaml', 'plans'), ['plans/b.yaml']);
  });
});

spec('find: lockfiles without a plan', (it) => {
  it('are those beside which none stands', async (scope) => {
    const { find } = await tree(scope, [
      'plans/a.yaml',
      'plans/a.lock.jsonl',
      'plans/b.yml',
      'plans/b.lock.jsonl',
      'plans/gone.lock.jsonl',
      'plans/deep/a.lock.jsonl',
      'plans/.hidden/x.lock.jsonl',
      'ops/y.lock.jsonl',
    ]);
    const files = (found: Found): string[] => found.orphans.map(({ file }) => file);
    assert.equal(files(await find()), ['plans/deep/a.lock.jsonl', 'plans/gone.lock.jsonl']);
    assert.equal(files(await find('plans/a.yaml', 'plans/*.yml')), []);
  });
});

spec('find: an empty name', (it) => {
  it('is not the folder that one stands in', async (scope) => {
    const { find } = await tree(scope, several);
    const fault = await find('').catch((error: unknown) => error);
    assert.is((fault as Fault).message, 'a plan is named by an empty text');
  });
});

spec('find: whether a plan has a record', (it) => {
  for (const named of ['plans', 'plans/*.yaml'])
    it(`${named}: beside the file that it really is`, async (scope) => {
      const { folder, find } = await tree(scope, [
        'plans/a.yaml',
        'plans/b.yaml',
        'plans/b.lock.jsonl',
        'plans/c.yaml',
        'plans/c.lock.jsonl.rescued',
        'ops/real.yaml',
        'ops/real.lock.jsonl',
      ]);
      await symlink('../ops/real.yaml', join(folder, 'plans/link.yaml'));
      await symlink('nothing', join(folder, 'plans/a.lock.jsonl'));
      const recorded = (await find(named)).plans.map(({ file, recorded }) => [file, recorded]);
      assert.equal(recorded, [
        ['plans/link.yaml', true],
        ['plans/a.yaml', true],
        ['plans/b.yaml', true],
        ['plans/c.yaml', true],
      ]);
      await unlink(join(folder, 'plans/a.lock.jsonl'));
      assert.not.ok((await find(named)).plans[1]?.recorded);
    });
});

spec('find: many at a time', (it) => {
  it('within the bound, in the order in which they were given', async () => {
    let busy = 0;
    let most = 0;
    const results = await mapBounded([...Array(50).keys()], 4, async (n) => {
      most = Math.max(most, ++busy);
      await new Promise((resolve) => setImmediate(resolve));
      busy -= 1;
      return n * 2;
    });
    assert.is(most, 4);
    assert.equal(
      results,
      [...Array(50).keys()].map((n) => n * 2),
    );
    assert.equal(await mapBounded([], 4, () => Promise.resolve(1)), []);
  });

  it('and rejects with the first failure', async () => {
    const failure = await mapBounded([1, 2, 3], 2, (n) => Promise.reject(new Error(`no ${n}`))).catch(
      (error: unknown) => (error as Error).message,
    );
    assert.is(failure, 'no 1');
  });
});
