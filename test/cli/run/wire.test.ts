import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import {
  answer,
  fired as firedBody,
  leadingTo,
  listen,
  reply,
  reset,
  type Behaviour,
} from '../../plivo/peer.js';
import { credentials, planText, commandFixture } from '../command-fixture.js';
import { join } from 'node:path';
import { root } from '../../harness/places.js';

const ids = ['"+14155550101"', '"+14155550102"'];
const plan = { 'plans/case.yaml': planText(ids) };
const good = answer(reply(201, firedBody));

/** What the first request meets, the lockfile's word for it, and the exit codes of this run and the next one. */
const troubles: [title: string, behaviour: Behaviour, state: string, exit: number, next: number][] = [
  ['a reset', { onRequest: reset }, 'in_doubt', 6, 6],
  ['a clean close', { onRequest: (socket) => socket.end() }, 'in_doubt', 6, 6],
  ['garbage', answer('SSH-2.0-OpenSSH_9.6\r\n'), 'in_doubt', 6, 6],
  ['a 201 that is cut', answer('HTTP/1.1 201 Made\r\ncontent-length: 99\r\n\r\n{"m'), 'accepted', 0, 0],
  ['a 201 without a request_uuid', answer(reply(201, '{"api_id":"a"}')), 'accepted', 0, 0],
  ['a redirect to itself', answer(reply(307, '', 'location: /v1/\r\n')), 'in_doubt', 6, 6],
  ['403 for the destination', answer(reply(403, 'Destination number barred')), 'rejected', 1, 5],
  ['408', answer(reply(408)), 'in_doubt', 6, 6],
  ['500', answer(reply(500, '{"error":"server error"}')), 'in_doubt', 6, 6],
  ['502 as HTML', answer(reply(502, '<html>502 Bad Gateway</html>')), 'in_doubt', 6, 6],
  ['503', answer(reply(503)), 'in_doubt', 6, 6],
  ['504', answer(reply(504)), 'in_doubt', 6, 6],
];

/** A server that does `first` to the first request that arrives and answers all others well. */
function firstThenGood({ onRequest }: Behaviour): Behaviour {
  let count = 0;
  return {
    onRequest: (socket, request) => {
      count += 1;
      (count === 1 ? onRequest : good.onRequest)?.(socket, request);
    },
  };
}

const recipients = (requests: readonly string[]): unknown[] =>
  requests.map((request) => (JSON.parse(request.split('\r\n\r\n')[1] ?? '') as { to: string }).to);

spec(
  'cli: trouble on the wire',
  (it) => {
    for (const [title, behaviour, state, exit, next] of troubles)
      it(`${title}: each call arrives once, in this run and all later ones`, async (scope) => {
        const { callplan, read } = await commandFixture(scope, plan);
        const peer = await listen(scope, firstThenGood(behaviour));
        const run = `run --yes --new --cps 1000 --concurrency 1 --api-url ${peer.origin}`;
        assert.is((await callplan(run, { env: credentials })).exit, exit);
        assert.match(await read('plans/case.lock.jsonl'), `"state":"${state}"`);
        for (let again = 0; again < 2; again++)
          assert.is((await callplan(run, { env: credentials })).exit, next);
        assert.equal(recipients(peer.requests), ['+14155550101', '+14155550102']);
      });

    it('429: what was turned away is sent once more, and arrives no third time', async (scope) => {
      const { callplan } = await commandFixture(scope, plan);
      const peer = await listen(scope, firstThenGood(answer(reply(429, 'slow', 'retry-after: 1\r\n'))));
      const run = `run --yes --new --cps 1000 --concurrency 1 --api-url ${peer.origin}`;
      for (let runs = 0; runs < 2; runs++) assert.is((await callplan(run, { env: credentials })).exit, 0);
      assert.equal(recipients(peer.requests), ['+14155550101', '+14155550101', '+14155550102']);
    });

    for (const [title, behaviour, exit] of [
      ['a reply', good, 0],
      ['a reset', { onRequest: reset }, 6],
    ] as const)
      it(`${title} as api.plivo.com, through a proxy: each call arrives once`, async (scope) => {
        const { spawned, read } = await commandFixture(scope, plan);
        const peer = await listen(scope, { ...firstThenGood(behaviour), secure: true });
        const proxy = await listen(scope, leadingTo(peer));
        const env = {
          ...credentials,
          HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
          NODE_EXTRA_CA_CERTS: join(root, 'test/plivo/tls/cert.pem'),
        };
        for (let runs = 0; runs < 2; runs++) {
          const result = await spawned('run --yes --new --cps 1000 --concurrency 1', { env });
          assert.is(result.exit, exit, result.stderr);
        }
        assert.match(await read('plans/case.lock.jsonl'), '"target":"plivo"');
        assert.equal(recipients(peer.requests), ['+14155550101', '+14155550102']);
        assert.match(proxy.received.join(''), /^(CONNECT api\.plivo\.com:443 )/);
      });
  },
  { concurrency: 2 },
);
