import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { clocked, type Clocked } from '../clock-fixture.js';
import { least } from '../emulator-fixture.js';
import { accepted } from '../parameter-values.js';
import { sdkFor } from './sdk.js';

const { from, to, answer_url: answerUrl } = least;

/** Every option of make-call with a value that is taken, as the API spells it. */
const options = Object.fromEntries(
  Object.entries({ ...accepted, error_if_parent_not_found: [false] })
    .filter(([name]) => !(name in least))
    .map(([name, values]) => [name, values[0]]),
);

const camel = (name: string): string => name.replace(/_./g, (part) => part.slice(1).toUpperCase());
const written = (at: number): string =>
  new Date(at).toISOString().replace('T', ' ').replace(/\..*/, '+00:00');

/** When something happened to the n-th call, as records of calls write it. */
function when({ history }: Clocked, index: number, name: string): string {
  return written(history[index]?.events.find((event) => event.name === name)?.at ?? NaN);
}

const uuids = (calls: unknown): unknown[] =>
  (calls as readonly { callUuid: string }[]).map(({ callUuid }) => callUuid);

spec('emulator, as the official SDK sees it: calls', (it) => {
  it('places a call with every option', async (scope) => {
    const emulator = await clocked(scope);
    const { does, hosts } = await sdkFor(scope, emulator);
    assert.ok(Object.keys(options).length > 20);
    const spelled = Object.fromEntries(Object.entries(options).map(([name, value]) => [camel(name), value]));
    const { type, value } = await does('calls', 'create', from, to, answerUrl, spelled);
    assert.is(type, 'CreateCallResponse');
    assert.is(value['message'], 'call fired');
    assert.match(String(value['apiId']), /^[0-9a-f-]{36}$/);
    const [call] = emulator.calls;
    assert.is(value['requestUuid'], call?.requestUuid);
    assert.equal(call?.parameters, { ...least, ...options });
    assert.equal(call?.ignored, []);
    assert.equal([...hosts()], ['api.plivo.com:443']);
  });

  it('places several at once, and hears that they are queued', async (scope) => {
    const emulator = await clocked(scope, { callsPerSecond: 2 });
    const { does } = await sdkFor(scope, emulator);
    const all = ['+14155550101', 'sip:john1234@phone.plivo.com'];
    const { value } = await does('calls', 'create', from, all, answerUrl);
    assert.is(value['message'], 'calls fired');
    assert.equal(
      value['requestUuid'],
      emulator.calls.map(({ requestUuid }) => requestUuid),
    );
    assert.equal(
      emulator.calls.map((call) => call.to),
      all,
    );
    assert.is((await does('calls', 'create', from, to, answerUrl)).value['message'], 'call queued');
  });

  it('follows a call from the queue to its end', async (scope) => {
    const emulator = await clocked(scope, { callsPerSecond: 1, callUuids: 'separate' });
    const { does, fails, requests } = await sdkFor(scope, emulator);
    const placed = [];
    for (const callerName of ['one', 'two'])
      placed.push((await does('calls', 'create', from, to, answerUrl, { callerName })).value['requestUuid']);
    const callUuid = emulator.calls[1]?.callUuid;
    const call = {
      callUuid,
      callerName: 'two',
      direction: 'outbound',
      from,
      requestUuid: placed[1],
      to: to.slice(1),
    };
    const look = async (method: string): Promise<unknown> => {
      const { type, value } = await does('calls', method, callUuid);
      const { apiId, ...rest } = value;
      assert.type(apiId, 'string');
      return [type, rest];
    };
    assert.equal(uuids((await does('calls', 'listQueuedCalls')).value), [callUuid]);
    assert.equal(uuids((await does('calls', 'listLiveCalls')).value), [emulator.calls[0]?.callUuid]);
    assert.equal(await look('getQueuedCall'), ['GetQueuedCallResponse', { ...call, callStatus: 'queued' }]);
    assert.is((await fails('calls', 'getLiveCall', callUuid)).status, 404);
    emulator.at(2);
    const signature = { stirAttestation: '', stirVerification: 'Not Applicable' };
    const live = { ...call, ...signature, sessionStart: '2026-11-24 12:00:01.000000' };
    assert.equal(await look('getLiveCall'), ['GetLiveCallResponse', { ...live, callStatus: 'ringing' }]);
    emulator.at(8);
    assert.equal(await look('getLiveCall'), ['GetLiveCallResponse', { ...live, callStatus: 'in-progress' }]);
    assert.is((await fails('calls', 'getQueuedCall', callUuid)).status, 404);
    assert.is((await fails('calls', 'get', callUuid)).status, 404);
    // It writes these paths without their last slash.
    assert.ok(requests().some((line) => line.endsWith(`Call/${callUuid}?status=live`)));
    emulator.at(60);
    assert.equal(await look('get'), [
      'RetrieveCallResponse',
      {
        answerTime: when(emulator, 1, 'answered'),
        billDuration: 30,
        billedDuration: 60,
        callDirection: 'outbound',
        callDuration: 30,
        callState: 'ANSWER',
        callUuid,
        conferenceUuid: null,
        endTime: when(emulator, 1, 'ended'),
        fromNumber: from,
        hangupCauseCode: 4000,
        hangupCauseName: 'Normal Hangup',
        hangupSource: 'Callee',
        initiationTime: when(emulator, 1, 'initiated'),
        parentCallUuid: null,
        resourceUri: `/v1/Account/MAXXXXXXXXXXXXXXXXXX/Call/${callUuid}/`,
        ...signature,
        toNumber: to.slice(1),
        totalAmount: '0.01000',
        totalRate: '0.01000',
      },
    ]);
  });

  it('lists finished calls by pages and filters', async (scope) => {
    const emulator = await clocked(scope, {
      behaviour: ({ to: called }) => ({ outcome: called.endsWith('0') ? 'busy' : 'answered', talkTime: 20 }),
    });
    const { does } = await sdkFor(scope, emulator);
    for (let index = 0; index < 25; index++) {
      emulator.at(index);
      await emulator.call({ to: `+14155550${100 + index}` });
    }
    emulator.at(1000);
    const newest = [...emulator.history]
      .sort((one, other) => (other.events.at(-1)?.at ?? 0) - (one.events.at(-1)?.at ?? 0))
      .map(({ callUuid }) => callUuid);
    const list = async (asked?: object): Promise<{ found: unknown[]; meta: unknown }> => {
      const { value, meta } = await does('calls', 'list', ...(asked ? [asked] : []));
      return { found: uuids(value), meta };
    };
    const first = await list();
    assert.equal(first.found, newest.slice(0, 20));
    const path = '/v1/Account/MAXXXXXXXXXXXXXXXXXX/Call/?limit=20&offset=20';
    assert.equal(first.meta, { limit: 20, offset: 0, totalCount: 25, next: path, previous: null });
    const last = await list({ limit: 10, offset: 20 });
    assert.equal(last.found, newest.slice(20));
    assert.match(String(Reflect.get(last.meta as object, 'previous')), /limit=10&offset=10$/);
    const counts: readonly (readonly [asked: object, count: number])[] = [
      [{ toNumber: '+14155550103' }, 1],
      [{ fromNumber: from, callDirection: 'outbound' }, 25],
      [{ callDirection: 'inbound' }, 0],
      [{ hangupCauseCode: 3010 }, 3],
      [{ hangupSource: 'Callee' }, 22],
      [{ billDuration: 20 }, 22],
      [{ billDurationGreaterThan: 20 }, 0],
      [{ bill_duration__gte: 20 }, 22],
      [{ billDurationLessThan: 20 }, 3],
      [{ endTimeGreaterThan: '2026-11-24 12:00' }, 25],
      [{ endTimeLessThan: '2026-11-24 12:00' }, 0],
      [{ end_time__gte: '2026-11-24 12:01' }, 0],
      [{ parentCallUuid: newest[0] }, 0],
      [{ subaccount: 'SAXXXXXXXXXXXXXXXXXX' }, 0],
    ];
    for (const [asked, count] of counts) {
      const { meta } = await list(asked);
      assert.is(Reflect.get(meta as object, 'totalCount'), count, JSON.stringify(asked));
    }
  });

  it('filters live calls, hangs up and cancels', async (scope) => {
    const emulator = await clocked(scope, { callsPerSecond: 2, callUuids: 'separate' });
    const { does, fails } = await sdkFor(scope, emulator);
    for (const last of [1, 2, 3]) await emulator.call({ to: `+1415555010${last}` });
    const [live, other, queued] = emulator.calls;
    const asked = { toNumber: '+14155550102' };
    assert.equal(uuids((await does('calls', 'listLiveCalls', asked)).value), [other?.callUuid]);
    assert.is((await does('calls', 'cancel', queued?.requestUuid)).type, 'PlivoGenericResponse');
    assert.is((await fails('calls', 'cancel', queued?.requestUuid)).status, 404);
    emulator.at(10);
    assert.equal((await does('calls', 'hangup', live?.callUuid)).value, true);
    assert.is((await fails('calls', 'hangup', live?.callUuid)).status, 404);
    assert.match(String(emulator.story(0).at(-1)), /^ended 10 4000 /);
    assert.equal(emulator.story(2), ['queued 0', 'ended 0 1000 Canceled API Request']);
    assert.equal(uuids((await does('calls', 'listLiveCalls')).value), [other?.callUuid]);
  });
});
