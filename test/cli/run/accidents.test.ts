import { mkdir, rename, rm, symlink, truncate, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, fired, planText, plivoDouble, commandFixture, type Reply } from '../command-fixture.js';

const two = planText(['"+14155550101"', '"+14155550102"']);
const env = credentials;

/** Answers 200 with this body. */
function answer(status: number, body: (authorization: string) => string): Reply {
  return (response, request) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body(request.headers.authorization ?? ''));
  };
}

spec(
  'cli: accidents that must not call anybody twice',
  (it) => {
    it('a copied plan is refused', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/a.yaml': two, 'plans/b.yaml': two });
      const { origin, received } = await plivoDouble(scope, fired);
      const { exit, stderr } = await callplan(`run --yes --new --api-url ${origin}`, { env });
      assert.is(exit, 5);
      assert.match(stderr, 'plans/b.yaml:2: another plan is named case too, so a run refuses both');
      assert.is(received.length, 0);
    });

    it('a lost lockfile is refused wherever nobody can be asked, CI or not', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/a.yaml': two });
      const { origin, received } = await plivoDouble(scope, fired);
      await callplan(`run --yes --new --cps 1000 --api-url ${origin}`, { env });
      await rm(join(folder, 'plans/a.lock.jsonl'));
      const { exit } = await callplan(`run --yes --cps 1000 --api-url ${origin}`, {
        env: { ...env, TF_BUILD: 'True' },
      });
      assert.is(exit, 5);
      assert.is(received.length, 2);
    });

    it('a lockfile that was cut is damaged, however little is missing', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/a.yaml': two });
      const { origin, received } = await plivoDouble(scope, fired);
      const run = `run --yes --cps 1000 --api-url ${origin}`;
      await callplan(`${run} --new`, { env });
      const file = join(folder, 'plans/a.lock.jsonl');
      await truncate(file, (await stat(file)).size - 5);
      assert.is((await callplan(`${run} --new`, { env })).exit, 3);
      assert.is((await callplan('validate')).exit, 1);
      assert.match((await callplan('dry-run')).stderr, 'plans/a.lock.jsonl:3: this line is cut');
      assert.is(received.length, 2);
    });

    it('a settings file that was emptied does not open another edition, nor lift the policy', async (scope) => {
      const { callplan, write } = await commandFixture(scope, {
        'plans/a.yaml': two,
        '.callplanrc.yaml': 'edition: r2\npolicy: { max_calls: 5 }\n',
      });
      const { origin, received } = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      assert.is((await callplan(run, { env })).exit, 0);
      for (const emptied of ['', '\n', '# edition: r2\n']) {
        await write({ '.callplanrc.yaml': emptied });
        const { exit, stderr } = await callplan(run, { env });
        assert.is(exit, 1, emptied);
        assert.match(stderr, '.callplanrc.yaml:1:1: error: the file is empty [empty-document]');
      }
      assert.is(received.length, 2);
    });

    it('the folder that a command is run from does not change the edition', async (scope) => {
      const { callplan, write, folder } = await commandFixture(scope, {
        'plans/a.yaml': two,
        '.callplanrc.yaml': 'edition: r2\n',
      });
      await write({ 'plans/.callplanrc.yaml': 'edition: r3\n' });
      const { origin, received } = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      await callplan(run, { env });
      const elsewhere = await commandFixture(scope);
      for (const path of [join(folder, 'plans/a.yaml'), join(folder, 'plans'), join(folder, 'plans/*.yaml')])
        assert.match(
          (await elsewhere.callplan(`${run} ${path}`, { env })).stdout,
          'nothing sent; 2 already called',
        );
      assert.is(received.length, 2);
    });

    it('a plan that was moved without its lockfile is refused', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/a.yaml': two });
      const { origin, received } = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      await callplan(run, { env });
      await mkdir(join(folder, 'plans/eu'));
      await rename(join(folder, 'plans/a.yaml'), join(folder, 'plans/eu/a.yaml'));
      const { exit, stderr } = await callplan(run, { env });
      assert.is(exit, 5);
      assert.match(stderr, 'git mv plans/a.lock.jsonl plans/eu/a.lock.jsonl');
      assert.is(received.length, 2);
    });

    it('another spelling of a SIP URI is the same phone', async (scope) => {
      const { callplan, write } = await commandFixture(scope, {
        'plans/a.yaml': planText(['sip:john@phone.plivo.com']),
      });
      const { origin, received } = await plivoDouble(scope, fired);
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      await callplan(run, { env });
      for (const spelling of [
        'sips:john@phone.plivo.com',
        'sip:john@PHONE.plivo.com:5060',
        'sip:%6Aohn@phone.plivo.com',
      ]) {
        await write({ 'plans/a.yaml': planText([spelling]) });
        await callplan(run, { env });
      }
      assert.is(received.length, 1);
    });

    it('a reply with an unheard-of status is in doubt, and recorded', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/a.yaml': two });
      const { origin, received } = await plivoDouble(
        scope,
        answer(999, () => 'odd'),
      );
      const run = `run --yes --new --cps 1000 --api-url ${origin}`;
      assert.is((await callplan(run, { env })).exit, 6);
      assert.is((await callplan(run, { env })).exit, 6);
      assert.is(received.length, 2);
    });

    it('a plan reached by another name of its repository is held to the same links', async (scope) => {
      const { folder } = await commandFixture(scope, { 'plans/a.yaml': two });
      const outside = await commandFixture(scope, { 'secret.yaml': 'password: hunter2\n' });
      await symlink(join(outside.folder, 'secret.yaml'), join(folder, 'plans/link.yaml'));
      const elsewhere = await commandFixture(scope);
      await symlink(folder, join(elsewhere.folder, 'alias'));
      for (const path of ['alias/plans', join(folder, 'plans')]) {
        const { stdout, stderr } = await elsewhere.callplan(`validate ${path}`);
        assert.match(stdout + stderr, 'link.yaml');
        assert.not.match(stdout + stderr, 'password');
      }
    });
  },
  { concurrency: 2 },
);

spec(
  'cli: secrets in replies',
  (it) => {
    const base64 = btoa(`${credentials.PLIVO_AUTH_ID}:${credentials.PLIVO_AUTH_TOKEN}`);
    const replies: Record<string, Reply> = {
      'a message': answer(201, (sent) => JSON.stringify({ message: `fired for ${sent}`, request_uuid: 'u' })),
      'an id': answer(201, (sent) => JSON.stringify({ message: 'call fired', request_uuid: sent.slice(6) })),
      'an error that escapes slashes': answer(400, (sent) =>
        JSON.stringify({ error: `no: ${sent}` })
          .replaceAll('/', '\\/')
          .replaceAll('+', '\\u002B'),
      ),
    };
    for (const [title, reply] of Object.entries(replies))
      it(`${title}: reaches neither the screen nor the lockfile`, async (scope) => {
        const { callplan, read } = await commandFixture(scope, { 'plans/a.yaml': two });
        const { origin } = await plivoDouble(scope, reply);
        const { stdout, stderr } = await callplan(
          `run --yes --new --cps 1000 --api-url ${origin} --format json`,
          { env },
        );
        const all = stdout + stderr + (await read('plans/a.lock.jsonl'));
        for (const secret of [base64, credentials.PLIVO_AUTH_TOKEN]) assert.not.match(all, secret);
      });
  },
  { concurrency: 2 },
);
