import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { gitFixture } from '../git/git-fixture.js';
import { commandFixture } from '../cli/command-fixture.js';

const flags =
  'init --yes --name drill --from +442079460000 --to sip:ada@phone.plivo.com --answer-url https://voice.example.org/a?b=c --pipeline gitlab';

/** All files in a folder, but git's own. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((file) => !file.startsWith('.git/'))
    .sort();
}

spec(
  'cli: init',
  (it) => {
    it('writes what validates, is dry-run and rehearsed as it is', async (scope) => {
      const { spawned, folder } = await commandFixture(scope);
      const { exit, stdout } = await spawned('init --yes');
      assert.is(exit, 0);
      assert.match(stdout, 'npx callplan run --simulate\n');
      assert.equal(await filesIn(folder), [
        '.callplanrc.yaml',
        '.gitattributes',
        '.github/workflows/callplan.yml',
        '.gitignore',
        'plans/first-call.yaml',
      ]);
      assert.match((await spawned('validate --strict')).stdout, 'nothing to object to in 2 files');
      assert.match((await spawned('dry-run')).stdout, '1 to send');
      assert.match((await spawned('run --simulate')).stdout, '1 sent: 1 fired');
    });

    it('takes flags, and its guards let the plan pass once they are put up', async (scope) => {
      const { callplan, read, write } = await commandFixture(scope);
      assert.is((await callplan(flags)).exit, 0);
      const plan = await read('plans/drill.yaml');
      assert.not.match(plan, 'Replace');
      for (const text of ['"drill"', '"+442079460000"', '"https://voice.example.org/a?b=c"'])
        assert.match(plan, text);
      const settings = await read('.callplanrc.yaml');
      await write({ '.callplanrc.yaml': settings.replace(/^# ( ?)(?=policy:| )/gm, '$1') });
      assert.match(await read('.callplanrc.yaml'), '\n  countries: ["GB"]');
      assert.is((await callplan('validate --strict')).stdout, 'nothing to object to in 2 files\n');
      assert.match((await callplan('run --simulate')).stdout, '1 sent: 1 fired');
    });

    for (const list of ['contacts.csv', 'contacts.jsonl'])
      it(`begins with a list: ${list}`, async (scope) => {
        const { callplan } = await commandFixture(scope);
        await callplan(`init --yes --to ${list}`);
        assert.match((await callplan('validate --strict')).stdout, 'nothing to object to in 3 files');
        assert.match((await callplan('run --simulate')).stdout, 'fired     ada');
      });

    it('refuses what the rules refuse, in their words, and then writes nothing', async (scope) => {
      const { callplan, folder } = await commandFixture(scope);
      const refused: Record<string, string> = {
        '--from 0151-123': '[bad-form]',
        '--to 911': '[emergency-number]',
        '--to ../x.csv': '[bad-form]',
        '--answer-url ftp://x.example/': '[bad-form]',
        '--name ../x': '[bad-form]',
      };
      for (const [flag, message] of Object.entries(refused)) {
        const { exit, stderr } = await callplan(`init --yes ${flag}`);
        assert.is(exit, 1, flag);
        assert.match(stderr, message);
      }
      assert.is((await callplan('init --yes --pipeline jenkins')).exit, 2);
      assert.equal(await filesIn(folder), []);
    });

    it('asks nothing without a terminal, and writes nothing unasked', async (scope) => {
      const { callplan, folder } = await commandFixture(scope);
      const { exit, stderr } = await callplan('init');
      assert.is(exit, 2);
      assert.match(stderr, '--yes');
      assert.equal(await filesIn(folder), []);
    });

    it('changes nothing that is there, but for a line that is missing', async (scope) => {
      const files = {
        '.callplanrc.yaml': 'cps: 1\n',
        '.gitignore': 'dist',
        '.gitattributes': '* text=auto\n*.lock.jsonl merge=callplan\n',
        '.github/workflows/callplan.yml': 'name: mine\n',
      };
      const { callplan, read } = await commandFixture(scope, files);
      const { stdout } = await callplan('init --yes');
      assert.is(await read('.gitignore'), 'dist\n.callplan/\n');
      assert.match(stdout, 'added to  .gitignore');
      for (const file of ['.callplanrc.yaml', '.gitattributes', '.github/workflows/callplan.yml'] as const)
        assert.is(await read(file), files[file]);
      const plan = await read('plans/first-call.yaml');
      assert.is((await callplan('init --yes')).exit, 0);
      assert.is(await read('.gitignore'), 'dist\n.callplan/\n');
      assert.is(await read('plans/first-call.yaml'), plan);
      const refused = await callplan('init --yes --from +14155550177');
      assert.is(refused.exit, 2);
      assert.match(refused.stderr, 'plans/first-call.yaml exists already');
      assert.is(await read('plans/first-call.yaml'), plan);
    });

    it("keeps to settings of another name, and to their plans' folder", async (scope) => {
      const { callplan, folder } = await commandFixture(scope, {
        'callplan.config.yaml': 'plans: ops/calls\n',
      });
      await callplan('init --yes --pipeline none');
      assert.equal(await filesIn(folder), [
        '.gitattributes',
        '.gitignore',
        'callplan.config.yaml',
        'ops/calls/first-call.yaml',
      ]);
      assert.is((await callplan('validate --strict')).exit, 0);
    });

    it('takes settings beside the plans for no plan', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, {
        'callplan.config.yaml': 'plans: .\n',
        '.x.yaml': '',
      });
      await callplan('init --yes --pipeline none');
      assert.ok((await filesIn(folder)).includes('first-call.yaml'));
    });

    const refused: [string, Record<string, string>, string][] = [
      ["a plans' folder that is a file", { plans: 'x\n' }, 'plans:1: the file cannot be read: '],
      [
        "a plans' folder outside of the repository",
        { '.callplanrc.yaml': 'plans: ../x\n' },
        'outside the repository',
      ],
    ];
    for (const [what, files, message] of refused)
      it(`writes nothing for ${what}`, async (scope) => {
        const { callplan, folder } = await commandFixture(scope, files);
        const { exit, stderr } = await callplan('init --yes');
        assert.is(exit, 3, stderr);
        assert.match(stderr, message);
        assert.equal(await filesIn(folder), Object.keys(files));
      });

    it('leaves a file alone that is not UTF-8, since it could not write it again', async (scope) => {
      const { callplan, folder } = await commandFixture(scope);
      const bytes = Buffer.from([0x2a, 0xff, 0xfe, 0x0a]);
      await writeFile(join(folder, '.gitattributes'), bytes);
      const { exit, stderr } = await callplan('init --yes');
      assert.is(exit, 3);
      assert.match(stderr, '.gitattributes cannot be written');
      assert.equal(await readFile(join(folder, '.gitattributes')), bytes);
      assert.equal(await filesIn(folder), ['.gitattributes']);
    });

    for (const [pipeline, file] of [
      ['github', '.github/workflows/callplan.yml'],
      ['gitlab', '.gitlab-ci.yml'],
    ] as const)
      it(`keeps what a folder is called from meaning anything to ${pipeline}`, async (scope) => {
        const plans = 'a ${{ github.token }} $CI_JOB_TOKEN [b]';
        const { callplan, read } = await commandFixture(scope, { '.callplanrc.yaml': `plans: "${plans}"\n` });
        assert.is((await callplan(`init --yes --pipeline ${pipeline}`)).exit, 0);
        assert.match(await read(file), ' "**/*.lock.jsonl"');
        assert.not.match(await read(file), 'token }}');
      });

    it('writes at the top, from wherever it is run', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'docs/x.md': '' });
      const { stdout } = await callplan('init --yes --pipeline none', { below: 'docs' });
      assert.match(stdout, '../plans/first-call.yaml');
      assert.ok((await filesIn(folder)).includes('plans/first-call.yaml'));
    });

    it('takes away what it made when something cannot be written, and leaves the rest', async (scope) => {
      const { callplan, folder, read } = await commandFixture(scope, {
        '.github': 'a file\n',
        '.gitignore': 'dist\n',
      });
      const { exit, stderr } = await callplan('init --yes');
      assert.is(exit, 3);
      assert.match(stderr, '.github/workflows/callplan.yml cannot be written');
      assert.equal((await readdir(folder)).sort(), ['.git', '.github', '.gitignore']);
      assert.is(await read('.gitignore'), 'dist\n');
    });

    it('takes back what it added as well', async (scope) => {
      const files = { '.gitattributes': '* text=auto\n', '.gitignore': 'dist\n', '..gitignore.tmp/x': '' };
      const { callplan, folder, read } = await commandFixture(scope, files);
      assert.is((await callplan('init --yes')).exit, 3);
      assert.equal(await filesIn(folder), Object.keys(files).sort());
      assert.is(await read('.gitattributes'), '* text=auto\n');
    });

    for (const path of ['plans', '.gitignore', '.github'])
      it(`writes nowhere outside of the repository: ${path} is a link`, async (scope) => {
        const { callplan, folder } = await commandFixture(scope);
        const outside = await scope.folder();
        await mkdir(join(outside, 'there'));
        await symlink(join(outside, path === '.gitignore' ? 'new' : 'there'), join(folder, path));
        const { exit, stderr } = await callplan('init --yes');
        assert.is(exit, 3);
        assert.match(stderr, 'leads out of the repository');
        assert.equal(await readdir(outside, { recursive: true }), ['there']);
        assert.equal(await filesIn(folder), path === 'plans' ? ['plans'] : [path]);
      });

    it('registers the merge driver, and takes branch and pipeline from git', async (scope) => {
      const { callplan, git, read } = await gitFixture(scope, { 'README.md': 'x' });
      await git('branch', '-m', 'main', 'master');
      await git('checkout', '-q', '-b', 'feature/calls');
      const { stdout } = await callplan('init --yes');
      assert.match(stdout, "this clone's git config");
      assert.match(await git('config', '--local', 'merge.callplan.driver'), 'callplan merge-driver');
      assert.match(await read('.github/workflows/callplan.yml'), `branches: ["master"]`);
      await git('remote', 'add', 'origin', 'git@gitlab.example.com:group/github.git');
      await callplan('init --yes');
      assert.match(await read('.gitlab-ci.yml'), 'resource_group: callplan');
    });

    it('leaves a pipeline at GitLab alone, and says how to include its own', async (scope) => {
      const { callplan, read } = await commandFixture(scope, {
        '.gitlab-ci.yml': 'test: { script: [make] }\n',
      });
      const { stdout } = await callplan('init --yes --pipeline gitlab');
      assert.match(stdout, 'include: { local: .gitlab/callplan.yml }');
      assert.match(await read('.gitlab/callplan.yml'), 'callplan run:');
      assert.is(await read('.gitlab-ci.yml'), 'test: { script: [make] }\n');
    });

    it('installs callplan in the pipeline as the package does', async (scope) => {
      const { callplan, read } = await commandFixture(scope, {
        'package.json': '{ "devDependencies": { "callplan": "0.1.0" } }',
      });
      assert.not.match((await callplan('init --yes')).stdout, 'npm install');
      assert.match(await read('.github/workflows/callplan.yml'), 'run: npm ci --ignore-scripts\n');
    });
  },
  { concurrency: 2 },
);
