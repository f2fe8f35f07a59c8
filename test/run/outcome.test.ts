import * as assert from 'uvu/assert';
import type { Entry } from '../../src/ledger/entry.js';
import { classify } from '../../src/plivo/reply.js';
import { claimsOf, outcomesOf } from '../../src/run/outcome.js';
import { spec } from '../harness/spec.js';
import { accepted, failed, lost, requestsFor, unsent } from './send-fixture.js';
import type { Exchange } from '../../src/plivo/exchange.js';

const AT = new Date('2026-11-23T10:00:00.000Z');

/** What becomes of calls that are sent together, without what is the same for all entries. */
function outcomes(ids: readonly string[], exchange: Exchange): Partial<Entry>[] {
  const [request] = requestsFor(ids, 10);
  if (!request) throw new Error('no request');
  return outcomesOf(request, classify(exchange), AT).map((entry, index) => {
    const { edition, id, to, from, digest, at, ...facts } = entry;
    assert.equal({ edition, id, to, from, digest, at }, { ...known(index), at: AT.toISOString() });
    return facts;
  });

  function known(index: number): Partial<Entry> {
    const { edition = '', id = '', to = '', digest = '' } = request?.calls[index] ?? {};
    return { edition, id, to, from: '+14152224444', digest };
  }
}

const FIRED = { state: 'accepted', status: 201, message: 'call fired' } as const;
const three = ['a', 'b', 'c'];

spec('outcome', (it) => {
  it('claims every call of a request', () => {
    const [request] = requestsFor(three, 10);
    assert.ok(request);
    assert.equal(
      claimsOf(request, AT),
      request.calls.map(({ edition, id, to, digest }) => ({
        edition,
        id,
        to,
        from: '+14152224444',
        digest,
        at: '2026-11-23T10:00:00.000Z',
        state: 'sending',
      })),
    );
  });

  it('gives each call of a bulk request its id, by position', () => {
    assert.equal(outcomes(three, accepted(['1', '2', '3'])), [
      { ...FIRED, request_uuid: '1' },
      { ...FIRED, request_uuid: '2' },
      { ...FIRED, request_uuid: '3' },
    ]);
  });

  it('takes a list of one as the id of one', () => {
    assert.equal(outcomes(['a'], accepted(['1'])), [{ ...FIRED, request_uuid: '1' }]);
    assert.equal(outcomes(['a'], accepted('1')), [{ ...FIRED, request_uuid: '1' }]);
  });

  it('knows calls to be placed though it is told no id', () => {
    assert.equal(outcomes(three, accepted(undefined)), [FIRED, FIRED, FIRED]);
    assert.equal(outcomes(three, accepted([])), [FIRED, FIRED, FIRED]);
    assert.equal(outcomes(['a'], { kind: 'reply', status: 200, body: '', complete: false }), [
      { state: 'accepted', status: 200, message: 'HTTP 200' },
    ]);
  });

  it('leaves all of them in doubt when the ids are fewer or more', () => {
    for (const [ids, uuids, error] of [
      [three, ['1', '2'], 'Plivo answered 3 calls with 2 request_uuids: 1, 2'],
      [three, '1', 'Plivo answered 3 calls with 1 request_uuids: 1'],
      [['a'], ['1', '2'], 'Plivo answered 1 calls with 2 request_uuids: 1, 2'],
      [three, ['1', '2', '3', '4', '5', '6'], 'Plivo answered 3 calls with 6 request_uuids: 1, 2, 3, 4, 5'],
    ] as const)
      assert.equal(
        outcomes(ids, accepted(uuids)),
        ids.map(() => ({ state: 'in_doubt', status: 201, error })),
      );
  });

  it('says the same of every call when none was accepted', () => {
    for (const [exchange, facts] of [
      [failed(400, 'no'), { state: 'rejected', status: 400, error: 'no' }],
      [failed(500, 'oops'), { state: 'in_doubt', status: 500, error: 'oops' }],
      [failed(429, 'slow down', 5), { state: 'not_sent', status: 429, error: 'slow down' }],
      [failed(401, 'who'), { state: 'not_sent', status: 401, error: 'who' }],
      [lost, { state: 'in_doubt', error: 'connection reset' }],
      [unsent, { state: 'not_sent', error: 'connection refused' }],
    ] as const)
      assert.equal(outcomes(three, exchange), [facts, facts, facts]);
  });
});
