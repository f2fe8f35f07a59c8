import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { fileRules } from '../../../src/diagnostics/catalog/files.js';
import { spec, type Scope } from '../../harness/spec.js';
import { planText, commandFixture, type CommandFixture } from '../command-fixture.js';

const plan = planText(['"+14155550101"']);
const header = '{"lockfile":1,"plan":"case","target":"plivo","account":"0123456789abcdef"}';
const entry = (id: string): string =>
  JSON.stringify({
    edition: '1',
    id,
    to: '+14155550101',
    from: '+14152224444',
    digest: `v1:${'0'.repeat(64)}`,
    state: 'accepted',
    at: '2026-11-23T10:00:00.000Z',
  });
const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

interface Case {
  readonly files: Readonly<Record<string, string>>;
  /** What `validate` says of them, line by line. */
  readonly says: readonly string[];
  /** 0 when it says so without an error. */
  readonly exit?: number;
  readonly prepare?: (commandFixture: CommandFixture, scope: Scope) => Promise<unknown>;
}

/** Each way in which the files can be wrong while the plans are fine. */
const cases: Readonly<Record<`${keyof typeof fileRules}${string}`, Case>> = {
  'file-unreadable: a folder in place of a plan': {
    files: { 'plans/case.yaml': plan },
    prepare: ({ folder }) => symlink('..', join(folder, 'plans/up.yaml')),
    says: ['plans/up.yaml:1:1: error: the file cannot be read: it is not a regular file [file-unreadable]'],
    exit: 1,
  },
  'lockfile-damaged: merge markers': {
    files: {
      'plans/case.yaml': plan,
      'plans/case.lock.jsonl': lines(
        header,
        '<<<<<<< ours',
        entry('a'),
        '=======',
        entry('b'),
        '>>>>>>> theirs',
      ),
    },
    says: [
      'plans/case.lock.jsonl:2:1: error: this is a git conflict marker (<<<<<<<): callplan lockfile repair joins what both branches know [lockfile-damaged]',
    ],
  },
  'lockfile-damaged: a broken line': {
    files: {
      'plans/case.yaml': plan,
      'plans/case.lock.jsonl': lines(header, entry('a'), '{"edition":"1"', entry('b')),
    },
    says: [
      'plans/case.lock.jsonl:3:1: error: this line is not a JSON object [lockfile-damaged]',
      '  Lose no other line over it: each is the record of a call that would be placed again. git log -p shows the last good version.',
    ],
  },
  'lockfile-damaged: no header': {
    files: { 'plans/case.yaml': plan, 'plans/case.lock.jsonl': lines(entry('a')) },
    says: ['plans/case.lock.jsonl:1:1: error: the header line'],
  },
  'lockfile-foreign: the record of another plan': {
    files: {
      'plans/case.yaml': plan,
      'plans/case.lock.jsonl': lines(header.replace('"case"', '"other"'), entry('a')),
    },
    says: [
      'plans/case.lock.jsonl:1:1: error: this is the record of the plan other, and the plan beside it is named case [lockfile-foreign]',
      '  plans/case.yaml:2:7: the plan is named here',
      '  If the plan was given another name, call it other again; if it is another plan, give it a file of its own. A run refuses both.',
    ],
  },
  'lockfile-shared: two plans beside one lockfile': {
    files: { 'plans/case.yaml': plan, 'plans/case.yml': plan.replace('name: case', 'name: other') },
    says: [
      'plans/case.yml:1:1: error: the calls of this plan would be recorded in plans/case.lock.jsonl, and so would those of another [lockfile-shared]',
      '  plans/case.yaml:1:1: the other plan is here',
    ],
  },
  'plan-name-shared: a copy of a plan': {
    files: { 'plans/case.yaml': plan, 'plans/copy.yaml': plan },
    says: [
      'plans/copy.yaml:2:7: error: another plan is named case too, so a run refuses both [plan-name-shared]',
      '  plans/case.yaml:2:7: the other plan is here',
    ],
  },
  'lockfile-orphan: a plan that is gone': {
    files: {
      'plans/case.yaml': plan,
      'plans/deep/gone.lock.jsonl': lines(header.replace('"case"', '"gone"'), entry('a')),
    },
    says: [
      'plans/deep/gone.lock.jsonl:1:1: warning: no plan file stands beside this record of the plan gone [lockfile-orphan]',
    ],
    exit: 0,
  },
  'lockfile-orphan: a plan that was renamed': {
    files: { 'plans/old.yaml': plan, 'plans/old.lock.jsonl': lines(header, entry('a')) },
    prepare: ({ folder }) => rename(join(folder, 'plans/old.yaml'), join(folder, 'plans/new.yaml')),
    says: [
      'plans/old.lock.jsonl:1:1: warning: no plan file stands beside this record of the plan case [lockfile-orphan]',
      '  plans/new.yaml is a plan of that name. If it was renamed, rename its lockfile with it: git mv plans/old.lock.jsonl plans/new.lock.jsonl',
    ],
    exit: 0,
  },
  'lockfile-orphan: one that is damaged, too': {
    files: { 'plans/case.yaml': plan, 'plans/gone.lock.jsonl': 'nonsense\n' },
    says: [
      'plans/gone.lock.jsonl:1:1: error: this line is not a JSON object [lockfile-damaged]',
      'plans/gone.lock.jsonl:1:1: warning: no plan file stands beside this record [lockfile-orphan]',
    ],
  },
};

spec(
  'cli: validate: files',
  (it) => {
    for (const [title, { files, says, exit = 1, prepare }] of Object.entries(cases))
      it(title, async (scope) => {
        const made = await commandFixture(scope, files);
        await prepare?.(made, scope);
        const result = await made.callplan('validate');
        assert.is(result.exit, exit, result.stdout + result.stderr);
        for (const line of says) assert.match(`\n${result.stdout}`, `\n${line}`);
      });

    it('every code of this kind has a case', () => {
      for (const code of Object.keys(fileRules))
        assert.ok(
          Object.keys(cases).some((title) => title.startsWith(`${code}: `)),
          code,
        );
    });

    it('checks the others when one cannot be read, and names all that is wrong', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, {
        '.callplanrc.yaml': 'cps: fast\n',
        'plans/a.yaml': 'version: 2\n',
        'plans/b.yaml': plan,
        'plans/b.lock.jsonl': 'nonsense\n',
        'plans/c.yaml': plan.replace('name: case', 'nam: case'),
      });
      await symlink('/etc/passwd', join(folder, 'plans/b-link.yaml'));
      const { exit, stdout } = await callplan('validate --format json');
      assert.is(exit, 1);
      const { diagnostics, files } = JSON.parse(stdout) as { diagnostics: { file: string }[]; files: number };
      assert.equal(
        [...new Set(diagnostics.map(({ file }) => file))],
        ['.callplanrc.yaml', 'plans/a.yaml', 'plans/b-link.yaml', 'plans/b.lock.jsonl', 'plans/c.yaml'],
      );
      assert.is(files, 6);
    });

    it('counts nothing for max_calls while a lockfile is damaged, and names no heir for it', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        '.callplanrc.yaml': 'policy: { max_calls: 0 }\n',
        'plans/a.yaml': plan,
        'plans/a.lock.jsonl': 'nonsense\n',
        'plans/b.yaml': 'version: 1\n',
        'plans/gone.lock.jsonl': 'nonsense\n',
      });
      const { stdout } = await callplan('validate');
      assert.not.match(stdout, 'policy-max-calls');
      assert.not.match(stdout, 'git mv');
    });

    it('says nothing of lockfiles whose folder was not asked for', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/case.yaml': plan,
        'plans/gone.lock.jsonl': lines(header),
      });
      for (const named of ['plans/case.yaml', 'plans/*.yaml'])
        assert.is((await callplan(`validate --strict ${named}`)).exit, 0, named);
      assert.is((await callplan('validate --strict')).exit, 1);
    });

    it('takes files, folders and patterns together, each plan once', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/a.yaml': plan,
        'plans/deep/b.yml': plan,
        'ops/c.yaml': plan,
      });
      for (const [named, files] of [
        ['', 2],
        ['plans/**/*.y*ml', 2],
        ['plans plans/a.yaml ops/*.yaml **/*.yaml', 3],
      ] as const) {
        const { stdout } = await callplan(`validate --format json ${named}`);
        assert.is((JSON.parse(stdout) as { files: number }).files, files, named);
      }
    });

    it('refuses a pattern or folder that brings nothing, by its name', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/a.yaml': plan });
      await mkdir(join(folder, 'empty'));
      for (const [named, says] of [
        ['plans plan/*.yaml', 'plan/*.yaml matches no plan'],
        ['plans/a.yaml empty', 'empty has no plans'],
      ] as const)
        for (const command of ['validate', 'dry-run']) {
          const { exit, stdout, stderr } = await callplan(`${command} ${named}`);
          assert.is(exit, 2, named);
          assert.is(stdout, '');
          assert.match(stderr, says);
        }
    });
  },
  { concurrency: 2 },
);
