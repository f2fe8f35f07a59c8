import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { backend, xml, type Respond } from '../../emulator/callbacks/callback-fixture.js';
import { credentials, commandFixture } from '../command-fixture.js';

const scenario = 'version: 1\ncalls:\n  - then: { answered: { answer_after: 1s, talk_time: 2s } }\n';

const hostile: Respond = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/\x9b31mred' }).end();
};

/** Serves until a line of its log matches, and gives what it wrote. */
async function logged(
  scope: Parameters<typeof commandFixture>[0],
  respond: Respond,
  body: (origin: string) => object,
  until: RegExp,
): Promise<string> {
  const { spawned } = await commandFixture(scope, { 'calm.yaml': scenario });
  const server = await backend(scope, respond);
  const { PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: token } = credentials;
  const { exit, stdout, stderr } = await spawned('emulator --callbacks --speed 100 --scenario calm.yaml', {
    env: credentials,
    during: (child) => {
      child.stderr?.once('data', (text: string) => {
        const origin = /export CALLPLAN_API_URL=(\S+)/.exec(text)?.[1] ?? '';
        void fetch(`${origin}/v1/Account/${id}/Call/`, {
          method: 'POST',
          headers: { authorization: `Basic ${btoa(`${id}:${token}`)}`, 'content-type': 'application/json' },
          body: JSON.stringify({ from: '+14152224444', to: '+14155550101', ...body(server.origin) }),
        });
      });
      let written = '';
      child.stdout?.on('data', (text: string) => {
        written += text;
        if (until.test(written)) child.kill('SIGINT');
      });
    },
  });
  assert.is(exit, 0, stderr);
  assert.not.match(stdout + stderr, token);
  return stdout.replaceAll(server.origin.replace('http://', ''), 'HOST').replace(/\(\d+ ms\)/g, '(n ms)');
}

spec(
  'cli: emulator with callbacks',
  (it) => {
    it('logs every request to a callback URL on a line', async (scope) => {
      const body = (origin: string): object => ({
        answer_url: `${origin.replace('//', '//user:hunter2@')}/answer#rc=9&x=1`,
        ring_url: `${origin}/ring`,
        ring_method: 'GET',
        hangup_url: 'http://voice.example.com/end',
      });
      const log = await logged(scope, xml, body, /(?:.*\n){5}/);
      // Which of them ends first is left to the machine.
      assert.equal(
        log
          .replace(/[-0-9a-f]{36}/g, 'UUID')
          .split('\n')
          .sort(),
        [
          '',
          '        ignored: rc=9, x=1',
          'answer  UUID  POST http://HOST/answer#rc=9&x=1: 200 (n ms)',
          'fired   UUID  +14152224444 -> +14155550101',
          'hangup  UUID  POST http://voice.example.com/end: not sent: voice.example.com is not this machine, and was not allowed (n ms)',
          'ring    UUID  GET http://HOST/ring: 200 (n ms)',
        ],
      );
    });

    it('shows nothing as it is that a server sent', async (scope) => {
      const log = await logged(scope, hostile, (origin) => ({ answer_url: origin }), /answer .*\n/);
      assert.match(log, 'the content type is text/\\u{9b}31mred, not text/xml or application/xml');
      assert.not.match(log, '\x9b');
    });

    it('refuses what cannot be', async (scope) => {
      const { callplan } = await commandFixture(scope);
      for (const [args, message] of [
        ['--callbacks --speed max', '--speed is "max", which is not a number: with callbacks on'],
        [
          '--allow-callback-host example.com',
          '--allow-callback-host says where callbacks may go, and none are sent',
        ],
        [
          '--callbacks --allow-callback-host a:1',
          '--allow-callback-host is "a:1", which is not a host name or an address',
        ],
      ] as const) {
        const { exit, stderr } = await callplan(`emulator ${args}`);
        assert.is(exit, 2, args);
        assert.match(stderr, message);
      }
    });
  },
  { concurrency: 3 },
);
