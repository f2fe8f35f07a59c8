import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { planText } from '../cli/rig.js';
import { spec, type Scope } from '../harness/spec.js';
import { dist } from '../harness/places.js';

const run = promisify(execFile);

/** The built command, whose files may be spoilt, and a repository with one plan. */
async function copied({ folder }: Scope): Promise<{ home: string; validate: () => Promise<string> }> {
  const home = await folder();
  const plans = await folder();
  await cp(dist, home, { recursive: true });
  await mkdir(join(plans, '.git'));
  await mkdir(join(plans, 'plans'));
  await writeFile(join(plans, 'plans/case.yaml'), planText(['"+14155550101"']));
  const validate = async (): Promise<string> =>
    (await run(process.execPath, [join(home, 'bin.cjs'), 'validate'], { cwd: plans })).stdout;
  return { home, validate };
}

async function caches(home: string): Promise<string[]> {
  return (await readdir(home)).filter((name) => name.endsWith('.v8')).map((name) => join(home, name));
}

const fine = 'nothing to object to in 1 file\n';

spec(
  'project: how the command starts',
  (it) => {
    it('has a cache for what every command needs, and for what validate needs', async () => {
      assert.equal((await readdir(dist)).filter((name) => name.endsWith('.v8')).sort(), [
        'check.cjs.v8',
        'start.cjs.v8',
      ]);
    });

    it('without the caches', async (scope) => {
      const { home, validate } = await copied(scope);
      for (const file of await caches(home)) await rm(file);
      assert.is(await validate(), fine);
    });

    for (const [title, spoil] of Object.entries({
      'cut short': (file: string) => truncate(file, 5000),
      'of no length': (file: string) => truncate(file, 0),
      // V8 looks at none of these bytes before it runs them.
      damaged: async (file: string) => {
        const bytes = await readFile(file);
        for (let at = 2000; at < bytes.length; at += 997) bytes.writeUInt8(bytes.readUInt8(at) ^ 0x5a, at);
        await writeFile(file, bytes);
      },
    }))
      it(`with caches that are ${title}`, async (scope) => {
        const { home, validate } = await copied(scope);
        for (const file of await caches(home)) await spoil(file);
        assert.is(await validate(), fine);
      });

    it('runs what stands in a pack, not what a cache made of another text of that length', async (scope) => {
      const { home, validate } = await copied(scope);
      for (const name of ['start.cjs', 'check.cjs']) {
        const text = await readFile(join(home, name), 'utf8');
        await writeFile(
          join(home, name),
          text.replace('nothing to object to', 'SOMETHING to object to'.slice(0, 20)),
        );
      }
      assert.is(await validate(), 'SOMETHING to object  in 1 file\n');
    });

    it('keeps no path of the machine that it was built on', async () => {
      for (const file of await caches(dist)) assert.not.ok((await readFile(file)).includes(dist), file);
    });
  },
  { concurrency: 2 },
);
