import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { planText, commandFixture } from '../command-fixture.js';

const fine = planText(['"+14155550101"'], 'options: { time_limit: 300 }');
const twice = planText(['{ id: a, to: "+14155550101" }', '{ id: a, to: "+14155550102" }']);
const bad = planText(['"+14155550101"'], 'options: { time_limt: 300 }');
const many = planText(Array.from({ length: 150 }, () => '"nobody"'));

spec(
  'cli: validate',
  (it) => {
    it('prints every finding of every file with its line, sorted by file and place, and exits with 1', async (scope) => {
      const { spawned } = await commandFixture(scope, {
        '.callplanrc.yaml': 'cps: fast\n',
        'plans/b.yaml': bad,
        'plans/a.yaml': twice,
        'plans/b.lock.jsonl': 'x\n',
      });
      const { exit, stdout, stderr } = await spawned('validate');
      assert.is(exit, 1);
      assert.is(stderr, '');
      const heads = stdout.split('\n').filter((line) => /^\S+:\d+:\d+: /.test(line));
      assert.equal(
        heads.map((line) => line.replace(/:.*\[/, ' [')),
        [
          '.callplanrc.yaml [wrong-kind]',
          'plans/a.yaml [duplicate-id]',
          'plans/b.lock.jsonl [lockfile-damaged]',
          'plans/b.yaml [unknown-key]',
        ],
      );
      assert.match(stdout, '\n  1 | cps: fast\n    |      ^~~~\n');
      assert.match(
        stdout,
        '\n  plans/a.yaml:8:11: first used here\n  8 |   - { id: a, to: "+14155550101" }\n    |           ^\n',
      );
      assert.match(stdout, '\n  6 | options: { time_limt: 300 }\n    |            ^~~~~~~~~\n');
      assert.match(stdout, /\n4 errors in 4 files\n$/);
    });

    it('shows the line of the settings that a plan runs into', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        '.callplanrc.yaml': 'policy:\n  max_calls: 0\n',
        'plans/case.yaml': fine,
      });
      const { stdout } = await callplan('validate');
      assert.match(
        stdout,
        '\n  .callplanrc.yaml:2:3: policy.max_calls stands here\n  2 |   max_calls: 0\n    |   ^~~~~~~~~\n',
      );
    });

    it('dry-run and run show the lines too, on stderr', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': bad });
      const { exit, stdout, stderr } = await callplan('dry-run');
      assert.equal([exit, stdout], [1, '']);
      assert.match(stderr, '\n  6 | options: { time_limt: 300 }\n    |            ^~~~~~~~~\n');
    });

    it('shows 100 findings, as many as --max-problems says, or all; machines always get all', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': many });
      const shown = async (args: string): Promise<number> =>
        (await callplan(`validate ${args}`)).stdout.match(/\[(bad-form|short-number|impossible-number)\]/g)
          ?.length ?? 0;
      assert.is(await shown(''), 100);
      assert.is(await shown('--max-problems 7'), 7);
      assert.is(await shown('--max-problems 0'), 150);
      assert.match(
        (await callplan('validate')).stdout,
        /\n150 errors in 1 file; 50 of them not shown: .*\n$/,
      );
      const { stdout } = await callplan('validate --format json --max-problems 7');
      assert.is((JSON.parse(stdout) as { diagnostics: unknown[] }).diagnostics.length, 150);
    });

    it('--strict makes warnings fail, in the exit code and in junit', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, {
        'plans/case.yaml': fine,
        'plans/gone.lock.jsonl': '',
      });
      await writeFile(
        join(folder, 'plans/gone.lock.jsonl'),
        '{"lockfile":1,"plan":"gone","target":"plivo","account":"0123456789abcdef"}\n',
      );
      const lax = await callplan('validate --format junit');
      assert.is(lax.exit, 0);
      assert.match(lax.stdout, 'failures="0"');
      const strict = await callplan('validate --format junit --strict');
      assert.is(strict.exit, 1);
      assert.match(strict.stdout, '<failure type="lockfile-orphan"');
    });
  },
  { concurrency: 2 },
);

spec('cli: reports', (it) => {
  const names = ['text', 'json', 'github', 'sarif', 'junit', 'rdjsonl'];

  it('writes several at once, each as --format would print it, and the text to stdout', async (scope) => {
    const { callplan, spawned, read, folder } = await commandFixture(scope, { 'plans/case.yaml': twice });
    const reports = names.map((name) => `--report ${name}=out.${name}`).join(' ');
    const { exit, stdout } = await spawned(`validate ${reports}`);
    assert.is(exit, 1);
    for (const name of names)
      assert.is(await read(`out.${name}`), (await callplan(`validate --format ${name}`)).stdout, name);
    assert.is(stdout, await read('out.text'));
    assert.equal(
      (await readdir(folder)).filter((file) => file.includes('tmp')),
      [],
    );
  });

  it('writes a report too when nothing is wrong, over the one of before', async (scope) => {
    const { callplan, read } = await commandFixture(scope, { 'plans/case.yaml': fine, 'out.json': 'old' });
    assert.is((await callplan('validate --report json=out.json')).exit, 0);
    assert.equal(JSON.parse(await read('out.json')), { diagnostics: [], files: 1 });
  });

  it('a report without a file takes the place of the text', async (scope) => {
    const { callplan } = await commandFixture(scope, { 'plans/case.yaml': twice });
    assert.match(
      (await callplan('validate --report github')).stdout,
      /^::error file=plans\/case.yaml,[^\n]*\n$/,
    );
  });

  const wrong: [args: string, says: RegExp][] = [
    ['--report github --report sarif', /stdout cannot carry both github and sarif/],
    ['--format text --report json', /stdout cannot carry both text and json.*\n.*--report json=FILE/],
    ['--report text --report github --report json', /stdout cannot carry both text and github/],
    ['--report sarf=x', /there is no report sarf .*\n {2}Say --report sarif/],
    ['--report xml', /there is no report xml .*\n {2}There are text, json, github, sarif, junit, rdjsonl/],
    ['--report sarif=', /--report sarif= names no file/],
    ['--report sarif=x --report json=x', /two reports would be written to x/],
    ['--format xml', /'xml' is invalid/],
    ['--max-problems few', /--max-problems is "few", which is not a whole number/],
    ['--max-problems -1', /--max-problems is "-1"/],
    ['--report json=plans/case.yaml', /a report must not take the place of plans\/case.yaml/],
    ['--report json=.callplanrc.yaml', /must not take the place of .callplanrc.yaml/],
    ['--report json=plans/other.lock.jsonl', /must not take the place of plans\/other.lock.jsonl/],
    ['--report json=plans/CASE.YAML', /must not take the place of plans\/CASE.YAML/],
  ];
  for (const [args, says] of wrong)
    it(`exits with 2 and writes nothing: ${args}`, async (scope) => {
      const { callplan, read, folder } = await commandFixture(scope, {
        'plans/case.yaml': twice,
        '.callplanrc.yaml': 'cps: 3\n',
      });
      const { exit, stdout, stderr } = await callplan(`validate ${args}`);
      assert.is(exit, 2, stdout + stderr);
      assert.match(stderr, says);
      assert.is(stdout, '');
      assert.is(await read('plans/case.yaml'), twice);
      assert.equal((await readdir(folder)).sort(), ['.callplanrc.yaml', '.git', 'plans']);
    });

  it('exits with 3 where a report cannot be written, and leaves what is there alone', async (scope) => {
    const { callplan, folder } = await commandFixture(scope, { 'plans/case.yaml': fine });
    const outside = await scope.folder();
    await mkdir(join(folder, 'folder'));
    await symlink(outside, join(folder, 'away'));
    await symlink(join(outside, 'made'), join(folder, 'link'));
    for (const [file, problem] of [
      ['nowhere/out', 'its folder does not exist'],
      ['plans/case.yaml/out', 'its folder does not exist'],
      ['folder', 'it is not a regular file'],
      ['/dev/null', 'it is not a regular file'],
      ['away/out', 'it is a link that leads out of the repository'],
      ['link', 'it is a link that leads out of the repository'],
    ]) {
      const { exit, stderr } = await callplan(`validate --report json=${file}`);
      assert.is(exit, 3, file);
      assert.match(stderr, `error: ${file} cannot be written: ${problem} [file-unwritable]`);
    }
    assert.equal(await readdir(outside), []);
    assert.equal((await readdir(folder)).sort(), ['.git', 'away', 'folder', 'link', 'plans']);
  });

  it('names files from the top of the repository where GitHub wants that', async (scope) => {
    const { callplan } = await commandFixture(scope, { 'tools/calls/plans/case.yaml': twice });
    for (const [format, says] of [
      ['github', '::error file=tools/calls/plans/case.yaml,'],
      ['sarif', '"uri": "tools/calls/plans/case.yaml"'],
      ['json', '"file": "plans/case.yaml"'],
    ] as const) {
      const { stdout } = await callplan(`validate plans --format ${format}`, { below: 'tools/calls' });
      assert.match(stdout, says);
    }
  });

  it('a file from a stranger cannot speak to the pipeline, by its name or by its text', async (scope) => {
    const name = '::error file=x::forged ##[set-env name=A]b.yaml';
    const { callplan } = await commandFixture(scope, {
      [name]: fine.replace('from', '"::warning::x"'),
      'other.yaml': planText(['"::error::d ##[add-mask]e"']),
    });
    for (const command of ['dry-run', ...names.map((format) => `validate --format ${format}`)]) {
      const env = { GITHUB_ACTIONS: 'true', CI: 'true' };
      const { stdout, stderr } = await callplan(`${command} .`, { env });
      const lines = (stdout + stderr).split('\n').filter((line) => line !== '');
      assert.ok(lines.length > 1, command);
      for (const line of lines) {
        assert.not.match(line, '##[', command);
        if (command.endsWith('github'))
          assert.match(line, /^::error file=(?:other\.yaml|[^,:]*forged[^,:]*),line=/);
        else assert.not.match(line, /^\s*::/, command);
      }
    }
  });
});
