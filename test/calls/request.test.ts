import * as assert from 'uvu/assert';
import { canonicalAddress } from '../../src/plan/address.js';
import { buildRequests, type CallRequest } from '../../src/calls/request.js';
import type { Call } from '../../src/calls/expand.js';
import { tryOften, type Random } from '../harness/random.js';
import { spec } from '../harness/spec.js';
import { callsOf } from './plan-fixture.js';

type Destination = string | { id: string; to?: string; options?: object };

/** The requests, each told by the ids of its calls. */
function joined(bulk: number, destinations: readonly Destination[], options: object = {}): string[] {
  const said = {
    duplicates: 'allow',
    options,
    destinations: destinations.map((destination, index) =>
      typeof destination === 'string'
        ? { id: destination, to: `+1415222${3000 + index}` }
        : { to: `+1415222${3000 + index}`, ...destination },
    ),
  };
  const calls = callsOf(said, { bulk });
  return buildRequests(calls).map((request) => request.calls.map(({ id }) => id).join(' '));
}

spec('calls: requests', (it) => {
  it('are one a call unless told otherwise', () => {
    assert.equal(joined(1, ['a', 'b', 'c']), ['a', 'b', 'c']);
  });

  it('hold as many calls as they may, and begin anew after that', () => {
    assert.equal(joined(2, ['a', 'b', 'c', 'd', 'e']), ['a b', 'c d', 'e']);
    assert.equal(joined(1000, ['a', 'b', 'c', 'd', 'e']), ['a b c d e']);
  });

  it('hold calls that differ in nothing but their destination', () => {
    const b = { id: 'b', options: { time_limit: 60 } };
    const d = { id: 'd', options: { time_limit: 60 } };
    assert.equal(joined(10, ['a', b, 'c', d]), ['a c', 'b d']);
  });

  it('hold calls that say the same in another way', () => {
    const b = { id: 'b', options: { time_limit: 300, sip_headers: 'a=1,b=2' } };
    assert.equal(joined(10, ['a', b], { time_limit: 300, sip_headers: { b: '2', a: '1' } }), ['a b']);
  });

  it('hold calls that agree on how many they may be', () => {
    const few = (id: string) => ({ id, options: { bulk: 2 } });
    assert.equal(joined(10, ['a', few('b'), 'c', few('d'), few('e')]), ['a c', 'b d', 'e']);
  });

  it('leave a call alone that wants to be', () => {
    assert.equal(joined(10, ['a', { id: 'b', options: { bulk: 1 } }, 'c']), ['a c', 'b']);
  });

  it('never join calls into a conference', () => {
    assert.equal(joined(10, ['a', 'b'], { parent_call_uuid: 'parent' }), ['a', 'b']);
    const b = { id: 'b', options: { parent_call_uuid: 'parent' } };
    assert.equal(joined(10, ['a', b, { ...b, id: 'c' }, 'd']), ['a d', 'b', 'c']);
  });

  it('never hold one address twice, however it is spelled', () => {
    const again = { id: 'b', to: '+14152223000' };
    assert.equal(joined(10, ['a', again, 'c']), ['a', 'b c']);
    assert.equal(joined(10, ['a', { ...again, to: '14152223000' }]), ['a', 'b']);
    const sip = (id: string, to: string) => ({ id, to });
    assert.equal(joined(10, [sip('a', 'sip:x@host'), sip('b', 'SIP:x@HOST'), sip('c', 'sip:X@host')]), [
      'a',
      'b c',
    ]);
  });

  it('join the destinations by <, as they are written', () => {
    const [request] = buildRequests(
      callsOf({
        options: { bulk: 10 },
        destinations: ['+14152223331', '14152223332', 'sip:john@phone.plivo.com'],
      }),
    );
    assert.is(request?.body['to'], '+14152223331<14152223332<sip:john@phone.plivo.com');
  });

  it('say nothing to Plivo of how they were joined', () => {
    const [request] = buildRequests(callsOf({ options: { bulk: 10 }, destinations: ['+14152223331'] }));
    assert.not('bulk' in (request?.body ?? {}));
  });
});

/** Calls that have much in common, so that most of them could be joined. */
function randomCalls(random: Random): Call[] {
  const numbers = [1, 2, 3, 4, 5, 6].map((n) => `1415222333${n}`);
  return Array.from({ length: 40 }, (_, index) => ({
    edition: '1',
    id: `call-${index}`,
    to: random.pick(['sip:a@h', 'SIP:a@H', ...numbers, ...numbers.map((number) => `+${number}`)]),
    parameters: {
      from: '+14152224444',
      time_limit: random.pick([60, 300]),
      ...(random.below(8) === 0 ? { parent_call_uuid: 'parent' } : {}),
    },
    digest: `v1:${index}`,
    bulk: random.pick([1, 3, 100]),
  }));
}

function checkRequest({ calls, body }: CallRequest): void {
  const [first] = calls;
  if (!first) throw new Error('a request without calls');
  const { to, ...parameters } = body;
  assert.ok(calls.length <= first.bulk);
  assert.is(to, calls.map((call) => call.to).join('<'));
  for (const call of calls) {
    assert.equal(call.parameters, parameters);
    assert.is(call.bulk, first.bulk);
  }
  assert.is(new Set(calls.map((call) => canonicalAddress(call.to))).size, calls.length);
  if ('parent_call_uuid' in parameters) assert.is(calls.length, 1);
}

spec('calls: requests of any calls', (it) => {
  it('hold each call once and in order, and only what may be together', async () => {
    await tryOften(100, (random) => {
      const calls = randomCalls(random);
      const requests = buildRequests(calls);
      requests.forEach(checkRequest);
      const places = requests.map((request) => request.calls.map((call) => calls.indexOf(call)));
      const ascending = (list: readonly number[]) => [...list].sort((a, b) => a - b);
      assert.equal(ascending(places.flat()), [...calls.keys()], 'each call once');
      for (const list of places) assert.equal(list, ascending(list), 'order within a request');
      const firsts = places.map(([first = -1]) => first);
      assert.equal(firsts, ascending(firsts));
      assert.ok(requests.length < calls.length);
    });
  });
});
