import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { loadConfig, searchConfig } from '../../../src/workspace/settings/search.js';
import { spec } from '../../harness/spec.js';
import { put, refused } from './search-fixture.js';

const require = createRequire(import.meta.url);
const search = pathToFileURL(join(import.meta.dirname, '../../../src/workspace/settings/search.ts')).href;

/** Programs that leave the file `mark` if they are run. */
const esm = (mark: string): string =>
  `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(mark)}, '');\nexport default { cps: 9 };\n`;
const cjs = (mark: string): string =>
  `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');\nmodule.exports = { cps: 9 };\n`;
const program = (file: string, mark: string): string => (/\.c[jt]s$/.test(file) ? cjs(mark) : esm(mark));

/** For each ending a folder with good settings and a program where cosmiconfig looks for settings of its own. */
const layTraps = (top: string, endings: readonly string[], marks: string): Promise<string[]> =>
  Promise.all(
    endings.map(async (ending) => {
      const place = join(top, ending);
      await put(join(place, '.callplanrc.yaml'));
      await put(join(place, 'package.json'), '{"type":"module"}');
      const file = join(place, `.config/config.${ending}`);
      await put(file, program(file, join(marks, ending)));
      return place;
    }),
  );

/** Runs a module in a process of its own, since the current folder and the environment belong to the process. */
async function inProcess(script: string, env: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...env },
  });
  return JSON.parse(stdout);
}

const searchFrom = (folders: readonly string[]): string => `
  import { searchConfig } from ${JSON.stringify(search)};
  const found = [];
  for (const folder of ${JSON.stringify(folders)}) {
    process.chdir(folder);
    found.push(await searchConfig(folder, folder));
  }
  console.log(JSON.stringify(found.map((one) => one?.text ?? null)));`;

const factoryFrom = (folders: readonly string[]): string => `
  import { cosmiconfig } from ${JSON.stringify(require.resolve('cosmiconfig'))};
  for (const folder of ${JSON.stringify(folders)}) {
    process.chdir(folder);
    cosmiconfig('callplan', { searchPlaces: ['.callplanrc.yaml'], loaders: {}, searchStrategy: 'none' });
  }
  console.log('true');`;

spec(
  'config/search: attacks by a file of code',
  (it) => {
    it('is told that code is never run, whatever the file contains', async ({ folder }) => {
      const marks = await folder();
      for (const name of ['.callplanrc', 'callplan.config'])
        for (const ending of ['js', 'cjs', 'mjs', 'ts', 'mts', 'cts']) {
          const root = await folder();
          const file = join(root, `${name}.${ending}`);
          await put(file, program(file, join(marks, name + ending)));
          await put(join(root, '.callplanrc.yaml'));
          assert.match(
            await refused(searchConfig(root, root), file),
            'it is code, and settings are never run',
          );
          assert.match(await refused(loadConfig(file, root), file), 'it is code, and settings are never run');
        }
      assert.equal(await readdir(marks), []);
    });

    it('gains nothing from .config/config.* in the current folder', async ({ folder }) => {
      const [root, marks, spare, sprung] = [await folder(), await folder(), await folder(), await folder()];
      const endings = ['cjs', 'js', 'mjs'];
      const traps = await layTraps(root, [...endings, 'ts'], marks);
      // cosmiconfig's own factory falls for the like of them: were the traps dead, this test would prove nothing.
      const live = await layTraps(spare, endings, sprung);
      const [texts] = await Promise.all([inProcess(searchFrom(traps)), inProcess(factoryFrom(live))]);
      assert.equal(texts, Array(4).fill('cps: 3\n'));
      assert.equal(await readdir(marks), []);
      assert.equal((await readdir(sprung)).sort(), endings);
    });
  },
  { concurrency: 4 },
);

spec(
  "config/search: attacks by cosmiconfig's own settings",
  (it) => {
    it('gains nothing from the home folder, the environment or package.json#cosmiconfig', async ({
      folder,
    }) => {
      const [home, marks] = [await folder(), await folder()];
      const trap = (file: string): Promise<string> =>
        put(join(home, file), program(file, join(marks, 'ran')));
      const lure = (file: string): Promise<string> => put(join(home, file), 'cps: 66\n');
      await Promise.all(
        ['.callplanrc.js', '.config/callplan/config.js', 'xdg/callplan/config.cjs'].map(trap),
      );
      await Promise.all(
        ['.callplanrc.yaml', '.config/callplan/config.yaml', 'xdg/callplan/config.yaml'].map(lure),
      );
      const meta = JSON.stringify({
        searchPlaces: ['evil.cjs', 'evil.yaml'],
        packageProp: 'x',
        $import: './evil.cjs',
      });
      for (const place of ['bare', 'plain']) {
        await put(join(home, place, 'package.json'), `{"cosmiconfig":${meta}}`);
        await put(join(home, place, '.config/config.json'), meta);
        await Promise.all([trap(join(place, 'evil.cjs')), lure(join(place, 'evil.yaml'))]);
      }
      await put(join(home, 'plain/.callplanrc.yaml'));
      const script = searchFrom([join(home, 'bare'), join(home, 'plain')]);
      const texts = await inProcess(script, { HOME: home, XDG_CONFIG_HOME: join(home, 'xdg') });
      assert.equal(texts, [null, 'cps: 3\n']);
      assert.equal(await readdir(marks), []);
    });

    it('refuses $import, of a program and of a file elsewhere', async ({ folder }) => {
      const marks = await folder();
      const texts = {
        '.callplanrc.yaml': [
          '$import: ./evil.cjs\n',
          'cps: 1\n"$import" : [/etc/passwd]\n',
          '{ cps: 1, $import: /etc/passwd }',
        ],
        '.callplanrc.json': ['{"$import":"./evil.cjs"}', '{\n  "cps": 1,\n  "$import": ["/etc/passwd"]\n}'],
        'package.json': ['{"callplan":{"cps":1,"$import":"./evil.cjs"}}'],
      };
      for (const [name, variants] of Object.entries(texts))
        for (const text of variants) {
          const root = await folder();
          await put(join(root, 'evil.cjs'), cjs(join(marks, 'evil')));
          const file = await put(join(root, name), text);
          assert.match(await refused(searchConfig(root, root), file), 'settings never pull in other files');
          await refused(loadConfig(file, root), file);
        }
      assert.equal(await readdir(marks), []);
    });

    it('does not act on a $import that is spelt to pass for something else', async ({ folder }) => {
      const [root, marks] = [await folder(), await folder()];
      await put(join(root, 'evil.cjs'), cjs(join(marks, 'evil')));
      const text = '"\\u0024import": ./evil.cjs\n';
      const file = await put(join(root, '.callplanrc.yaml'), text);
      assert.equal(await searchConfig(root, root), { file, text });
      assert.equal(await readdir(marks), []);
    });

    it('leaves alone a $import that is not ours, and the word in a comment', async ({ folder }) => {
      const [root, other] = [await folder(), await folder()];
      await put(
        join(root, 'package.json'),
        '{"prettier":{"$import":"x"},"$import":"./evil.cjs","callplan":{}}',
      );
      assert.is((await searchConfig(root, root))?.key, 'callplan');
      await put(join(other, '.callplanrc.yaml'), '# no $import: here\n');
      assert.ok(await searchConfig(other, other));
    });
  },
  { concurrency: 4 },
);

spec(
  'config/search: the process',
  (it) => {
    it('works in a deleted current folder, and loads cosmiconfig only for a file', async ({ folder }) => {
      const root = await folder();
      const [bare, file] = [join(root, 'bare'), join(root, 'full/.callplanrc.yaml')];
      await Promise.all([mkdir(bare), put(file), put(join(root, 'gone/x'))]);
      const told = await inProcess(`
      import { rmSync } from 'node:fs';
      import { createRequire } from 'node:module';
      import { searchConfig, loadConfig } from ${JSON.stringify(search)};
      const { cache } = createRequire(${JSON.stringify(import.meta.url)});
      const loaded = () => Object.keys(cache).some((name) => name.includes('cosmiconfig'));
      const [root, bare, full, file, gone] = ${JSON.stringify([root, bare, join(root, 'full'), file, join(root, 'gone')])};
      process.chdir(gone);
      rmSync(gone, { recursive: true });
      const before = [(await searchConfig(bare, bare)) ?? null, loaded()];
      const fault = await searchConfig(gone, root).catch((error) => error.code);
      const after = [(await searchConfig(full, root)).file, (await loadConfig(file, root)).file, loaded()];
      console.log(JSON.stringify([...before, fault, ...after]));`);
      assert.equal(told, [null, false, 'file-unreadable', file, file, true]);
    });
  },
  { concurrency: 4 },
);
