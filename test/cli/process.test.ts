import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import {
  credentials,
  fired,
  interrupting,
  planText,
  plivoDouble,
  commandFixture,
} from './command-fixture.js';
import { bin } from '../harness/places.js';

const three = { 'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"', '"+14155550103"']) };

spec(
  'cli: signals and pipes',
  (it) => {
    for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
      it(`${signal}: hears the call on its way out, starts no other, exits with ${code}; the next run goes on`, async (scope) => {
        const { callplan, spawned, read } = await commandFixture(scope, three);
        const { reply, during } = interrupting(signal as NodeJS.Signals);
        const { origin, received } = await plivoDouble(scope, reply);
        const run = `run --yes --new --cps 1000 --concurrency 1 --api-url ${origin}`;
        const stopped = await spawned(run, { env: credentials, during });
        assert.is(stopped.exit, code, stopped.stderr);
        assert.is(received.length, 1);
        assert.match(await read('plans/case.lock.jsonl'), '"request_uuid":"uuid-1"');
        assert.match(stopped.stdout, `stopped early: stopped by ${signal}`);
        assert.is((await callplan(run, { env: credentials })).exit, 0);
        assert.equal(
          received.map((body) => body['to']),
          ['+14155550101', '+14155550102', '+14155550103'],
        );
      });

    it('a second signal ends it at once, and the call on its way is in doubt, never sent again', async (scope) => {
      const { callplan, spawned } = await commandFixture(scope, three);
      let interrupt = (): void => undefined;
      const { origin, received } = await plivoDouble(scope, () => {
        interrupt();
      });
      const run = `run --yes --new --cps 1000 --concurrency 1 --api-url ${origin}`;
      const ended = await spawned(run, {
        env: credentials,
        during: (child) => {
          interrupt = () => child.kill('SIGINT');
          child.stderr?.on('data', (text: string) => {
            // Sooner it would be taken for the echo of the first.
            if (text.includes('no further call')) setTimeout(() => child.kill('SIGINT'), 600);
          });
        },
      });
      assert.is(ended.exit, 130);
      const { stdout, exit } = await callplan('status');
      assert.is(exit, 6);
      assert.match(stdout, 'in doubt  +14155550101');
      assert.is(received.length, 1);
    });

    it('a killed process leaves its call in doubt and its lockfile free', async (scope) => {
      const { callplan, spawned } = await commandFixture(scope, three);
      let kill = (): void => undefined;
      const { origin, received } = await plivoDouble(scope, (response, request, count) => {
        if (count === 1) kill();
        else fired(response, request, count);
      });
      const run = `run --yes --new --cps 1000 --concurrency 1 --api-url ${origin}`;
      const killed = await spawned(run, {
        env: credentials,
        during: (child) => {
          kill = () => child.kill('SIGKILL');
        },
      });
      assert.is(killed.exit, null);
      const next = await callplan(run, { env: credentials });
      assert.is(next.exit, 6);
      assert.equal(
        received.map((body) => body['to']),
        ['+14155550101', '+14155550102', '+14155550103'],
      );
    });

    it('a reader that goes away does not take the run with it', async (scope) => {
      const { folder, callplan } = await commandFixture(scope, three);
      const { origin, received } = await plivoDouble(scope, fired);
      const child = spawn(
        process.execPath,
        [bin, ...`run --yes --new --cps 1000 --api-url ${origin}`.split(' ')],
        {
          cwd: folder,
          env: { PATH: process.env['PATH'], ...credentials },
        },
      );
      child.stdout.destroy();
      child.stderr.destroy();
      const [exit] = (await once(child, 'close')) as [number];
      assert.is(exit, 0);
      assert.is(received.length, 3);
      assert.match((await callplan('status')).stdout, '3 fired');
    });
  },
  { concurrency: 4 },
);

spec(
  'cli: emulator',
  (it) => {
    it('shows its page, and says where', async (scope) => {
      const { spawned } = await commandFixture(scope);
      let page = '';
      const served = await spawned('emulator', {
        during: (child) => {
          child.stderr?.once('data', (text: string) => {
            const address = /Its calls are shown at (\S+) /.exec(text)?.[1] ?? '';
            void fetch(address)
              .then((reply) => reply.text())
              .then((html) => {
                page = html;
                child.kill('SIGINT');
              });
          });
        },
      });
      assert.is(served.exit, 0);
      assert.match(page, '<title>Emulated Plivo</title>');
      assert.not.match(served.stderr, 'warning');
    });

    it('warns of who can reach it when that is not this machine alone', async (scope) => {
      const { spawned } = await commandFixture(scope);
      const served = await spawned('emulator --host 0.0.0.0', {
        during: (child) => {
          let said = '';
          child.stderr?.on('data', (text: string) => {
            said += text;
            if (said.includes('Ctrl-C')) child.kill('SIGINT');
          });
        },
      });
      assert.is(served.exit, 0);
      assert.match(served.stderr, /^warning: 0\.0\.0\.0 is not loopback\. .*phone[^]*without a password/);
      assert.match(served.stderr, /export CALLPLAN_API_URL=http:\/\/127\.0\.0\.1:\d+\n/);
    });

    it('says how to use it, answers, logs the call, and ends in order', async (scope) => {
      const { spawned } = await commandFixture(scope);
      const served = await spawned('emulator --cps 1', {
        env: credentials,
        during: (child) => {
          child.stderr?.once('data', (text: string) => {
            const origin = /export CALLPLAN_API_URL=(\S+)/.exec(text)?.[1] ?? '';
            const url = `${origin}/v1/Account/${credentials.PLIVO_AUTH_ID}/Call/`;
            const authorization = `Basic ${btoa(`${credentials.PLIVO_AUTH_ID}:${credentials.PLIVO_AUTH_TOKEN}`)}`;
            const body = JSON.stringify({
              from: '+14152224444',
              to: '+14155550101',
              answer_url: 'https://voice.example.com/',
            });
            void fetch(url, {
              method: 'POST',
              headers: { authorization, 'content-type': 'application/json' },
              body,
            }).then((reply) => {
              assert.is(reply.status, 201);
              child.kill('SIGINT');
            });
          });
        },
      });
      assert.is(served.exit, 0);
      assert.match(served.stdout, /fired {3}[-0-9a-f]{36} {2}\+14152224444 -> \+14155550101/);
      assert.not.match(served.stderr + served.stdout, credentials.PLIVO_AUTH_TOKEN);
    });
  },
  { concurrency: 4 },
);
