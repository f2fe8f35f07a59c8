import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { credentials, fired, plivoDouble, commandFixture } from '../cli/command-fixture.js';

const head = `version: 1
name: case
edition: "1"
from: "+14152224444"
callbacks: { answer: "https://voice.example.com/answer?name={{name}}", hangup: null }
destinations:
`;
const plan = (file = 'contacts.csv'): string => `${head}  - file: ${file}\n`;
const csv = 'to,id,name\n+14155550101,ada,"Ada, Countess"\n+14155550102,,Müller & Söhne\n';

spec(
  'cli: lists',
  (it) => {
    it('are called row by row, each once, with their variables', async (scope) => {
      const { spawned, callplan, read } = await commandFixture(scope, {
        'plans/case.yaml': plan(),
        'plans/contacts.csv': csv,
      });
      const { origin, received } = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      const first = await spawned(run, { env: credentials });
      assert.is(first.exit, 0, first.stdout + first.stderr);
      assert.equal(received, [
        {
          from: '+14152224444',
          to: '+14155550101',
          answer_url: 'https://voice.example.com/answer?name=Ada%2C%20Countess',
          answer_method: 'POST',
        },
        {
          from: '+14152224444',
          to: '+14155550102',
          answer_url: 'https://voice.example.com/answer?name=M%C3%BCller%20%26%20S%C3%B6hne',
          answer_method: 'POST',
        },
      ]);
      const lines = (await read('plans/case.lock.jsonl')).trim().split('\n').slice(1);
      assert.equal(
        lines.map((line) => (JSON.parse(line) as { id: string }).id),
        ['+14155550102', 'ada'],
      );
      const again = await callplan(run, { env: credentials });
      assert.is(again.exit, 0);
      assert.match(again.stdout, 'nothing sent; 2 already called');
      assert.is(received.length, 2);
    });

    it('that change ask about whom was called already, and send whom was not', async (scope) => {
      const { callplan, write } = await commandFixture(scope, {
        'plans/case.yaml': plan(),
        'plans/contacts.csv': csv,
      });
      assert.is((await callplan('run --simulate --cps 1000')).exit, 0);
      await write({ 'plans/contacts.csv': `${csv.replace('Countess', 'Lady')}+14155550103,bob,Bob\n` });
      const { stdout } = await callplan('dry-run --simulate');
      assert.match(stdout, /ask\s+ada/);
      assert.match(stdout, /skip\s+\+14155550102/);
      assert.match(stdout, /send\s+bob/);
      assert.match(stdout, '1 to send, 1 to skip, 1 to ask about, 0 held');
    });

    it('that are wrong keep everybody from being called, and say row and column', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/case.yaml': plan(),
        'plans/contacts.csv': `${csv}911,,x\n`,
        'plans/fine.yaml': `${head.replace('name: case', 'name: fine')}  - { to: "+14155550109", vars: { name: x } }\n`,
      });
      const { origin, received } = await plivoDouble(scope, fired);
      const { exit, stderr } = await callplan(`run --yes --new --api-url ${origin}`, { env: credentials });
      assert.is(exit, 1);
      assert.match(stderr, 'plans/contacts.csv:4:1: error: "911" stands for the emergency services');
      assert.match(stderr, '  4 | 911,,x\n    | ^~~\n');
      assert.is(received.length, 0);
      const { stdout } = await callplan('validate');
      assert.match(stdout, '1 error in 3 files');
    });

    it('can be shared by plans, in folders of their own', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/a/case.yaml': plan('../../lists/contacts.csv'),
        'plans/b/other.yaml': plan('../../lists/contacts.csv').replace('name: case', 'name: other'),
        'lists/contacts.csv': csv,
      });
      const { exit, stdout } = await callplan('validate');
      assert.is(stdout, 'nothing to object to in 3 files\n');
      assert.is(exit, 0);
      assert.match((await callplan('dry-run')).stdout, '4 to send');
    });

    it('are held by the guards like everybody else', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        '.callplanrc.yaml': 'policy: { countries: [US], max_calls: 1 }\n',
        'plans/case.yaml': plan(),
        'plans/contacts.csv': 'to,name\n+442079460018,x\n+14155550101,y\n',
      });
      const { exit, stdout } = await callplan('validate');
      assert.is(exit, 1);
      assert.match(stdout, 'plans/contacts.csv:2:1: error: +442079460018 is a number of GB');
      assert.match((await callplan('dry-run')).stdout, /hold\s+\+442079460018/);
    });

    it('are not overwritten by a report', async (scope) => {
      const { callplan, read } = await commandFixture(scope, {
        'plans/case.yaml': plan('people.jsonl'),
        'plans/people.jsonl': '{"to":"+14155550101","name":"Ada"}\n',
      });
      for (const command of ['run --simulate --report json=', 'validate --report rdjsonl=']) {
        const { exit, stderr } = await callplan(`${command}plans/people.jsonl`);
        assert.is(exit, 2, stderr);
        assert.match(stderr, 'a report must not take the place of plans/people.jsonl');
      }
      assert.is(await read('plans/people.jsonl'), '{"to":"+14155550101","name":"Ada"}\n');
    });
  },
  { concurrency: 4 },
);

spec(
  'cli: lists that a stranger names',
  (it) => {
    const secret = 'to,name\n+14155550199,hunter2\n';
    const said = 'plans/case.yaml:7:11: error: ';

    /** What every command says of a plan that names `file`, none of which may show what is outside. */
    async function refused(
      scope: Parameters<Parameters<typeof it>[1]>[0],
      file: string,
      prepare: (folder: string, outside: string) => Promise<unknown>,
      wanted: string,
    ): Promise<void> {
      const outside = await scope.folder();
      await writeFile(join(outside, 'secret.csv'), secret);
      const { callplan, folder } = await commandFixture(scope, {
        'plans/case.yaml': plan(file.replace('OUTSIDE', outside).replace('NEIGHBOUR', basename(outside))),
      });
      await prepare(folder, outside);
      for (const command of ['validate', 'dry-run --show-requests', 'run --simulate']) {
        const { exit, stdout, stderr } = await callplan(command);
        assert.is(exit, 1, stdout + stderr);
        assert.match(stdout + stderr, `${said}${wanted}`);
        assert.not.match(stdout + stderr, 'hunter2');
      }
    }
    const nothing = (): Promise<void> => Promise.resolve();
    const out = 'it is a link that leads out of the repository';

    it('by a path out of the repository', (scope) =>
      refused(scope, '../../NEIGHBOUR/secret.csv', nothing, '../../callplan-test'));

    it('by a path that does not exist there either: nobody learns which files there are', (scope) =>
      refused(
        scope,
        '../../../../../nowhere.csv',
        nothing,
        '../../../../../nowhere.csv cannot be read: it lies outside',
      ));

    it('by an absolute path', (scope) => refused(scope, 'OUTSIDE/secret.csv', nothing, '"'));

    it('by a link', (scope) =>
      refused(
        scope,
        'contacts.csv',
        (folder, outside) => symlink(join(outside, 'secret.csv'), join(folder, 'plans/contacts.csv')),
        `contacts.csv cannot be read: ${out}`,
      ));

    it('by a link to what git keeps, where a checkout leaves its token', (scope) =>
      refused(
        scope,
        'contacts.jsonl',
        async (folder) => {
          await writeFile(join(folder, '.git/config'), 'extraheader = AUTHORIZATION: basic hunter2\n');
          await symlink('../.git/config', join(folder, 'plans/contacts.jsonl'));
        },
        `contacts.jsonl cannot be read: ${out}`,
      ));

    it('by a link to a folder', (scope) =>
      refused(
        scope,
        'deep/secret.csv',
        (folder, outside) => symlink(outside, join(folder, 'plans/deep')),
        `deep/secret.csv cannot be read: ${out}`,
      ));

    it('by a link to a folder, and back', (scope) =>
      refused(
        scope,
        'deep/../contacts.csv',
        (folder, outside) => symlink(outside, join(folder, 'plans/deep')),
        'there is no deep/../contacts.csv',
      ));

    it('that are a pipe nobody writes to', (scope) =>
      refused(
        scope,
        'contacts.csv',
        (folder) => promisify(execFile)('mkfifo', [join(folder, 'plans/contacts.csv')]),
        'contacts.csv cannot be read: it is not a regular file',
      ));

    it('that are a folder', (scope) =>
      refused(
        scope,
        'contacts.csv',
        (folder) => mkdir(join(folder, 'plans/contacts.csv')),
        'contacts.csv cannot be read: it is not a regular file',
      ));

    it('that are not there, with the name of one that is', (scope) =>
      refused(
        scope,
        'contcts.csv',
        (folder) => writeFile(join(folder, 'plans/contacts.csv'), csv),
        'there is no contcts.csv',
      ));

    it('are read through a link that stays inside', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, {
        'plans/case.yaml': plan(),
        'lists/contacts.csv': csv,
      });
      await symlink('../lists/contacts.csv', join(folder, 'plans/contacts.csv'));
      assert.match((await callplan('dry-run')).stdout, '2 to send');
    });
  },
  { concurrency: 4 },
);
