import * as assert from 'uvu/assert';
import type { Single } from '../../../src/ledger/entry.js';
import type { FoundCall } from '../../../src/plivo/record.js';
import { matchCalls } from '../../../src/run/sync/match.js';
import { spec } from '../../harness/spec.js';

const [FROM, X, Y] = ['+14152224444', '+14152220001', '+14152220002'];

/** An attempt in doubt to X at 10:00. */
function attempt(id: string, over: Partial<Single> = {}): Single {
  const digest = `v1:${'a'.repeat(64)}`;
  return {
    edition: '1',
    id,
    to: X,
    from: FROM,
    digest,
    state: 'in_doubt',
    at: '2026-11-23T10:00:00.000Z',
    ...over,
  };
}

/** A call to X that began at that time of the day, by default a second later. */
function call(call_uuid: string, over: Partial<FoundCall> = {}, began = '10:00:01'): FoundCall {
  return {
    record: { call_uuid },
    from: FROM.slice(1),
    to: X.slice(1),
    began: new Date(`2026-11-23T${began}Z`),
    standing: 'completed',
    ...over,
  };
}

/** What is found for each attempt, in short: an id, `?` before each of those that may be it, or nothing. */
function found(
  open: readonly Single[],
  calls: readonly FoundCall[],
  attributed: readonly string[] = [],
): string[] {
  return matchCalls(open, calls, new Set(attributed)).map((finding) => {
    if (finding.kind === 'found') return finding.call.record.call_uuid;
    return finding.kind === 'nothing'
      ? ''
      : finding.calls.map(({ record }) => `?${record.call_uuid}`).join('');
  });
}

const later = { at: '2026-11-23T14:00:00.000Z' };

/** The attempts, the account's calls, and what is found. */
const table: Readonly<
  Record<string, readonly [readonly Single[], readonly FoundCall[], readonly string[], string[]?]>
> = {
  'the only call to the phone': [[attempt('a')], [call('1'), call('2', { to: Y })], ['1']],
  'no call at all': [[attempt('a')], [], ['']],
  'a call to another phone': [[attempt('a')], [call('1', { to: Y })], ['']],
  'two calls to the phone': [[attempt('a')], [call('1'), call('2')], ['?1?2']],
  'a call that another attempt is known for': [[attempt('a')], [call('1')], [''], ['1']],
  'two calls, of which one is known for another attempt': [
    [attempt('a')],
    [call('1'), call('2')],
    ['2'],
    ['1'],
  ],
  'two attempts at one phone, and one call': [[attempt('a'), attempt('b')], [call('1')], ['?1', '?1']],
  'two attempts at one phone, and two calls': [
    [attempt('a'), attempt('b')],
    [call('1'), call('2')],
    ['?1?2', '?1?2'],
  ],
  'two attempts hours apart, each with its call': [
    [attempt('a'), attempt('b', later)],
    [call('2', {}, '14:00:01'), call('1')],
    ['1', '2'],
  ],
  'a call with the caller of somebody else': [[attempt('a')], [call('1', { from: Y })], ['?1']],
  'a call from before': [[attempt('a')], [call('1', {}, '09:57:29')], ['']],
  'a call that began before its reply was given up': [[attempt('a')], [call('1', {}, '09:57:31')], ['1']],
  'a call that waited for an hour': [[attempt('a')], [call('1', {}, '11:00:00')], ['1']],
  'a call from hours later': [[attempt('a')], [call('1', {}, '11:00:01')], ['']],
  'a call of which nobody tells when it began': [
    [attempt('a')],
    [{ ...call('1'), began: undefined } as never],
    ['1'],
  ],
  'a SIP address in another spelling': [
    [attempt('a', { to: 'sip:john@Phone.plivo.com;transport=tls' })],
    [call('1', { to: 'sip:john@phone.plivo.com' })],
    ['1'],
  ],
  'the call that has the id of the request': [
    [attempt('a', { state: 'accepted', request_uuid: '2' })],
    [call('1'), call('2')],
    ['2'],
  ],
  'an id of a request that two attempts bear': [
    [
      attempt('a', { state: 'accepted', request_uuid: '1' }),
      attempt('b', { state: 'accepted', request_uuid: '1', to: Y }),
    ],
    [call('1')],
    ['?1', '?1'],
  ],
  'the call that tells the id of the request': [
    [attempt('a', { state: 'accepted', request_uuid: 'r' })],
    [call('1'), call('2', { requestUuid: 'r' })],
    ['2'],
  ],
  'the id of the request, whatever else fits': [
    [attempt('a', { state: 'accepted', request_uuid: 'r' }), attempt('b')],
    [call('1', { requestUuid: 'r', to: Y }), call('2')],
    ['1', '2'],
  ],
  'the call that was met before': [
    [attempt('a', { state: 'accepted', call: { call_uuid: '2' } })],
    [call('1'), call('2')],
    ['2'],
  ],
  'not another call than the one that was met before': [
    [attempt('a', { state: 'accepted', call: { call_uuid: '9' } })],
    [call('1')],
    [''],
  ],
  'what is left by one whose call was met before': [
    [attempt('a', { state: 'accepted', call: { call_uuid: '9' } }), attempt('b')],
    [call('1')],
    ['', '1'],
  ],
};

spec('match: finds', (it) => {
  for (const [title, [open, calls, expected, attributed]] of Object.entries(table))
    it(title, () => {
      assert.equal(found(open, calls, attributed), expected);
      assert.equal(found(open, [...calls].reverse(), attributed).map(sorted), expected.map(sorted));
    });

  it('never one call for two attempts that have no id of their own', () => {
    const open = Array.from({ length: 40 }, (_, n) => attempt(String(n), { to: n % 3 === 0 ? X : Y }));
    const calls = Array.from({ length: 30 }, (_, n) => call(`c${n}`, { to: n % 2 === 0 ? X : Y }));
    const ids = found(open, calls).filter((id) => id !== '' && !id.startsWith('?'));
    assert.is(new Set(ids).size, ids.length);
  });
});

const sorted = (text: string): string => Array.from(text).sort().join('');
