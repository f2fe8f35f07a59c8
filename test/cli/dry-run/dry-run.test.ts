import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { planText, commandFixture } from '../command-fixture.js';

spec(
  'cli: dry-run',
  (it) => {
    it('shows what would be sent, offline and without credentials, and writes nothing', async (scope) => {
      const { spawned, folder } = await commandFixture(scope, {
        'plans/case.yaml': planText(['"+14155550101"', '{ id: john, to: sip:john@phone.plivo.com }']),
      });
      const { exit, stdout, stderr } = await spawned('dry-run plans/*.yaml');
      assert.is(
        stdout,
        `plans/case.yaml  case, edition 1
  send  +14155550101  not called yet in this edition
  send  john          sip:john@phone.plivo.com  not called yet in this edition

2 to send, 0 to skip, 0 to ask about, 0 held; 1 s at 2 calls a second
`,
      );
      assert.is(stderr, '');
      assert.is(exit, 0);
      const { readdir } = await import('node:fs/promises');
      assert.equal(await readdir(`${folder}/plans`), ['case.yaml']);
    });

    it('prints the exact bodies with --show-requests', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
      const { stdout } = await callplan('dry-run --show-requests');
      assert.match(
        stdout,
        `  POST /v1/Account/{auth_id}/Call/
  {
    "from": "+14152224444",
    "to": "+14155550101",
    "answer_url": "https://voice.example.com/answer.xml",
    "answer_method": "POST"
  }
`,
      );
    });

    it('prints one JSON value and nothing else with --format json', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"'], 'options: { bulk: 2 }'),
      });
      const { stdout } = await callplan('dry-run --format json --cps 4');
      assert.equal(JSON.parse(stdout), {
        plans: [
          {
            file: 'plans/case.yaml',
            plan: 'case',
            edition: '1',
            lockfile: 'plans/case.lock.jsonl',
            steps: ['+14155550101', '+14155550102'].map((to) => ({
              id: to,
              to,
              action: 'send',
              reason: 'not called yet in this edition',
            })),
            requests: [
              {
                ids: ['+14155550101', '+14155550102'],
                method: 'POST',
                path: '/v1/Account/{auth_id}/Call/',
                body: {
                  from: '+14152224444',
                  to: '+14155550101<+14155550102',
                  answer_url: 'https://voice.example.com/answer.xml',
                  answer_method: 'POST',
                },
              },
            ],
          },
        ],
        counts: { send: 2, skip: 0, ask: 0, hold: 0 },
        seconds: 0.5,
      });
    });

    it('reads numbers and digits as they are written, quoted or not', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/case.yaml': planText([
          '+14155550101',
          '{ to: 14155550102, digits: 0042, options: { caller_name: 1e3 } }',
        ]),
      });
      const { stdout } = await callplan('dry-run --format json');
      const { plans } = JSON.parse(stdout) as { plans: { requests: { body: Record<string, unknown> }[] }[] };
      const bodies = plans[0]?.requests.map(({ body }) => [
        body['to'],
        body['send_digits'],
        body['caller_name'],
      ]);
      assert.equal(bodies, [
        ['+14155550101', undefined, undefined],
        ['14155550102', '0042', '1e3'],
      ]);
    });

    it('keeps stdout empty when a plan is wrong, and names every finding', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/case.yaml': planText(['"nobody"', '"+1 415"']),
      });
      const { exit, stdout, stderr } = await callplan('dry-run --format json');
      assert.is(exit, 1);
      assert.is(stdout, '');
      assert.match(stderr, 'plans/case.yaml:8:5: error: "nobody" is not a phone number');
      assert.match(stderr, '2 errors in 1 file');
    });

    it('lets no control character of a plan reach the terminal', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'plans/case.yaml': planText(['{ id: "\\e[2Jx", to: "+14155550101" }']),
      });
      const { stdout, stderr } = await callplan('dry-run');
      assert.not.match(stdout + stderr, '\u001b');
    });
  },
  { concurrency: 2 },
);
