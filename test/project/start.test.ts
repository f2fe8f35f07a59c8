import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { planText } from '../cli/command-fixture.js';
import { bin, dist } from '../harness/places.js';
import { spec, type Scope } from '../harness/spec.js';

const run = promisify(execFile);
const keepsCode = 'enableCompileCache' in nodeModule;
const fine = 'nothing to object to in 1 file\n';

/** A repository with one plan. */
async function repository({ folder }: Scope): Promise<string> {
  const home = await folder();
  await mkdir(join(home, '.git'));
  await mkdir(join(home, 'plans'));
  await writeFile(join(home, 'plans/case.yaml'), planText(['"+14155550101"']));
  return home;
}

/** A copy of the built command at a path with a space, with a repository in which it validates. */
async function installed(scope: Scope): Promise<{
  readonly home: string;
  readonly validate: (...nodeOptions: string[]) => Promise<{ stdout: string; stderr: string }>;
}> {
  const home = join(await scope.folder(), 'my tools');
  await cp(dist, home, { recursive: true, filter: (path) => path !== join(dist, '.cache') });
  const cwd = await repository(scope);
  return {
    home,
    validate: (...nodeOptions) =>
      run(process.execPath, [...nodeOptions, join(home, 'bin.cjs'), 'validate'], { cwd }),
  };
}

/** A module to load before the command. */
async function preload({ folder }: Scope, text: string): Promise<string> {
  const file = join(await folder(), 'preload.cjs');
  await writeFile(file, text);
  return file;
}

/** Reports where Node is asked to keep compiled code, whether or not this Node can. */
const reportFolder = `require('node:module').enableCompileCache = (folder) => process.stderr.write(folder);`;

async function keptFiles(home: string): Promise<string[]> {
  const found = await readdir(join(home, '.cache'), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Parts of the bundle, each by a name that only its text holds; and modules of Node. */
const parts = {
  'the YAML parser': 'composeDoc',
  'the phone tables': 'country_calling_codes',
  'the HTTP client': 'nodeFetch',
  'the task list': 'DefaultRenderer',
  'the emulator': 'createServer',
} as const;
const builtIn = ['child_process', 'crypto', 'http', 'https', 'tls'];

/** What a command line loads of these. */
async function loadedBy(scope: Scope, args: readonly string[]): Promise<string[]> {
  const file = join(await scope.folder(), 'loaded.json');
  const report = await preload(
    scope,
    `process.on('exit', () => {
      const builtIn = process.moduleLoadList.filter((name) => name.startsWith('NativeModule ')).map((name) => name.slice(13));
      require('node:fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify({ files: Object.keys(require.cache), builtIn }));
    });`,
  );
  await run(process.execPath, ['-r', report, bin, ...args], { cwd: await repository(scope) });
  const loaded = JSON.parse(await readFile(file, 'utf8')) as { files: string[]; builtIn: string[] };
  const ours = loaded.files.filter((path) => dirname(path) === dist);
  const texts = await Promise.all(ours.map((path) => readFile(path, 'utf8')));
  return [
    ...Object.entries(parts)
      .filter(([, name]) => texts.some((text) => text.includes(name)))
      .map(([part]) => part),
    ...builtIn.filter((name) => loaded.builtIn.includes(name)),
  ];
}

const reading = ['the YAML parser', 'the phone tables', 'crypto'];
const calling = ['the HTTP client', 'the emulator', 'child_process', 'http', 'https', 'tls'];

spec(
  'project: how the command starts',
  (it) => {
    for (const [args, wanted] of Object.entries({
      '--help': [],
      'run --help': [],
      'explain lockfile-damaged': [],
      validate: reading,
      'dry-run': reading,
      'sync --simulate': [...reading, ...calling],
      'run --simulate --yes --new': [...reading, ...calling, 'the task list'],
    }))
      it(`callplan ${args} loads ${wanted.join(', ') || 'none of the large parts'}`, async (scope) => {
        const loaded = await loadedBy(scope, args.split(' '));
        assert.equal(loaded.sort(), [...wanted].sort());
      });

    it('by a link, as npm installs it', async (scope) => {
      const { home } = await installed(scope);
      const link = join(await scope.folder(), 'callplan');
      await symlink(join(home, 'bin.cjs'), link);
      assert.is((await run(link, ['validate'], { cwd: await repository(scope) })).stdout, fine);
    });

    it('where patterns of files are looked up, which needs a require of its own', async (scope) => {
      const cwd = await repository(scope);
      assert.is((await run(process.execPath, [bin, 'validate', 'plans/*.yaml'], { cwd })).stdout, fine);
    });

    it('keeps compiled code beside itself, for its user alone', async (scope) => {
      const { home, validate } = await installed(scope);
      const { stdout, stderr } = await validate('-r', await preload(scope, reportFolder));
      assert.is(stdout, fine);
      assert.is(stderr, join(home, '.cache'));
      assert.is((await stat(join(home, '.cache'))).mode & 0o777, 0o700);
    });

    it('keeps none in an installation of somebody else', async (scope) => {
      const { home, validate } = await installed(scope);
      const owner = (await stat(home)).uid;
      const asAnother = `${reportFolder} process.getuid = () => ${owner + 1};`;
      const { stdout, stderr } = await validate('-r', await preload(scope, asAnother));
      assert.is(stdout, fine);
      assert.is(stderr, '');
      assert.not.ok((await readdir(home)).includes('.cache'));
    });

    it('where nothing can be written', async (scope) => {
      const { home, validate } = await installed(scope);
      // Root may write in spite of the mode, but not into what is no folder.
      await writeFile(join(home, '.cache'), '');
      await chmod(home, 0o555);
      scope.defer(() => chmod(home, 0o755));
      assert.equal(await validate('-r', await preload(scope, reportFolder)), { stdout: fine, stderr: '' });
    });

    it('twice, and with kept code that is damaged', async (scope) => {
      const { home, validate } = await installed(scope);
      assert.is((await validate()).stdout, fine);
      // Node before 22.8 keeps none.
      if (!keepsCode) return;
      const kept = await keptFiles(home);
      assert.ok(kept.length > 10, kept.join());
      assert.is((await validate()).stdout, fine);
      for (const file of kept) {
        const bytes = await readFile(file);
        for (let at = 100; at < bytes.length; at += 97) bytes.writeUInt8(bytes.readUInt8(at) ^ 0x5a, at);
        await writeFile(file, bytes);
      }
      assert.equal(await validate(), { stdout: fine, stderr: '' });
    });
  },
  { concurrency: 2 },
);
