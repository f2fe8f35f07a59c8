import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { clocked, uuidOf } from '../clock-fixture.js';
import { emulated, least } from '../emulator-fixture.js';

spec('emulator: queued and live calls', (it) => {
  it('lets calls out of the queue as the rate allows, first come first served', async (scope) => {
    const emulator = await clocked(scope, { callsPerSecond: 2 });
    const statuses: number[] = [];
    for (let index = 0; index < 7; index++) statuses.push((await emulator.post(least)).status);
    assert.equal(statuses, [201, 201, 200, 200, 200, 200, 200]);
    emulator.at(0.999);
    assert.is(((await emulator.get('Call/?status=queued')).body['calls'] as unknown[]).length, 5);
    emulator.at(60);
    const dialled = emulator.calls.map((_, index) => emulator.story(index).slice(0, 2));
    assert.equal(dialled, [
      ['initiated 0', 'ringing 1'],
      ['initiated 0', 'ringing 1'],
      ['queued 0', 'initiated 1'],
      ['queued 0', 'initiated 1'],
      ['queued 0', 'initiated 2'],
      ['queued 0', 'initiated 2'],
      ['queued 0', 'initiated 3'],
    ]);
  });

  it('never dials more than the rate within any second, however calls come in', async (scope) => {
    const emulator = await clocked(scope, { callsPerSecond: 3 });
    let seconds = 0;
    for (let index = 0; index < 40; index++) {
      seconds += (index * 7) % 5 === 0 ? 0.9 : 0.1;
      emulator.at(seconds);
      await emulator.call(index % 6 === 0 ? { to: '14155550101<14155550102<14155550103<14155550104' } : {});
    }
    emulator.at(1000);
    const starts = emulator.history.map(
      ({ events }) => events.find(({ name }) => name === 'initiated')?.at ?? 0,
    );
    assert.equal(
      starts,
      [...starts].sort((one, other) => one - other),
      'in the order of placing',
    );
    for (const [index, start] of starts.entries())
      assert.ok((starts[index + 3] ?? Infinity) - start >= 999.999, `${index}: ${start}`);
  });

  it('lets a bulk request out of the queue call by call', async (scope) => {
    const emulator = await clocked(scope, { callsPerSecond: 2 });
    const to = '14155550101<14155550102<14155550103';
    const { status, body } = await emulator.post({ ...least, to });
    assert.is(status, 200);
    assert.is(body['message'], 'calls queued');
    assert.equal((await emulator.get('Call/?status=live')).body['calls'], [uuidOf(1), uuidOf(2)]);
    assert.equal((await emulator.get('Call/?status=queued')).body['calls'], [uuidOf(3)]);
    emulator.at(1);
    assert.equal((await emulator.get('Call/?status=queued')).body['calls'], []);
  });

  it('describes a call while it is queued, while it rings and while it is talked, and no longer', async (scope) => {
    const emulator = await clocked(scope, { callsPerSecond: 1, callUuids: 'separate' });
    await emulator.call();
    const request_uuid = await emulator.call({ caller_name: 'friendly_name' });
    const call_uuid = emulator.calls[1]?.callUuid ?? '';
    assert.is.not(call_uuid, request_uuid);
    const look = async (status: string): Promise<unknown> => {
      const answer = await emulator.get(`Call/${call_uuid}/?status=${status}`);
      if (answer.status !== 200) return answer.status;
      const { api_id, ...body } = answer.body;
      assert.type(api_id, 'string');
      return body;
    };
    const call = {
      call_uuid,
      caller_name: 'friendly_name',
      direction: 'outbound',
      from: '+14152224444',
      request_uuid,
      to: '14152223333',
    };
    assert.equal(await look('queued'), { ...call, call_status: 'queued', session_start: null });
    assert.is(await look('live'), 404);
    emulator.at(1);
    assert.is(await look('queued'), 404);
    const live = {
      ...call,
      session_start: '2026-11-24 12:00:01.000000',
      stir_attestation: '',
      stir_verification: 'Not Applicable',
    };
    assert.equal(await look('live'), { ...live, call_status: 'ringing' });
    emulator.at(7);
    assert.equal(await look('live'), { ...live, call_status: 'in-progress' });
    emulator.at(37);
    assert.is(await look('live'), 404);
    assert.is((await emulator.get(`Call/${call_uuid}/`)).status, 200);
    assert.is((await emulator.get(`Call/${request_uuid}/`)).status, 404);
    assert.is((await emulator.get(`Call/${call_uuid}/?status=done`)).status, 400);
  });

  it('keeps the two uuids apart, when told, with random ones too', async (scope) => {
    const emulator = await emulated(scope, { callUuids: 'separate' });
    const { status, body } = await emulator.post(least);
    assert.is(status, 201);
    const [call] = emulator.calls;
    assert.is(call?.requestUuid, body['request_uuid']);
    assert.match(call?.callUuid ?? '', /^[0-9a-f-]{36}$/);
    assert.is.not(call?.callUuid, call?.requestUuid);
  });

  it('filters by the numbers', async (scope) => {
    const emulator = await clocked(scope);
    const one = await emulator.call({ to: '14155550101' });
    const two = await emulator.call({ to: 'sip:john@foo.com', from: '14155550199' });
    const found = async (query: string): Promise<unknown> =>
      (await emulator.get(`Call/?status=live&${query}`)).body['calls'];
    assert.equal(await found(''), [one, two]);
    assert.equal(await found('to_number=%2B1415555'), [one]);
    assert.equal(await found('to_number=sip:john'), [two]);
    assert.equal(await found('from_number=1415555'), [two]);
    assert.equal(await found('call_direction=inbound'), []);
    assert.is((await emulator.get('Call/?status=live&to_number=x')).status, 400);
  });
});

spec('emulator: ending calls', (it) => {
  it('cancels a queued call: it never rings, and those behind it move up', async (scope) => {
    const emulator = await clocked(scope, { callsPerSecond: 1 });
    const [, second, third] = [await emulator.call(), await emulator.call(), await emulator.call()];
    emulator.at(0.5);
    const canceled = await emulator.delete(`Request/${second}/`);
    assert.is(canceled.status, 204);
    assert.equal([canceled.body, canceled.headers.get('content-type')], [{}, null]);
    assert.equal((await emulator.get('Call/?status=queued')).body['calls'], [third]);
    assert.is((await emulator.delete(`Request/${second}/`)).status, 404, 'it is over');
    emulator.at(60);
    assert.equal(emulator.story(1), ['queued 0', 'ended 0.5 1000 Canceled API Request']);
    assert.equal(emulator.story(2).slice(0, 2), ['queued 0', 'initiated 1']);
    const { body } = await emulator.get(`Call/${second}/`);
    assert.equal(
      [
        'call_state',
        'hangup_cause_code',
        'hangup_cause_name',
        'hangup_source',
        'answer_time',
        'end_time',
      ].map((name) => body[name]),
      ['CANCEL', 1000, 'Canceled', 'API Request', null, '2026-11-24 12:00:00+00:00'],
    );
  });

  it('cancels a call that rings, and none that is talked', async (scope) => {
    const emulator = await clocked(scope);
    const [ringing, talked] = [await emulator.call(), await emulator.call()];
    emulator.at(5);
    assert.is((await emulator.delete(`Request/${ringing}/`)).status, 204);
    emulator.at(6);
    assert.is((await emulator.delete(`Request/${talked}/`)).status, 404);
    assert.equal(emulator.story(0), ['initiated 0', 'ringing 1', 'ended 5 1000 Canceled API Request']);
    assert.is(emulator.story(1).at(-1), 'answered 6');
  });

  it('hangs up what rings or is talked, once', async (scope) => {
    const emulator = await clocked(scope, { callUuids: 'separate', callsPerSecond: 2 });
    for (let index = 0; index < 3; index++) await emulator.call();
    const [ringing, talked, queued] = emulator.calls.map(({ callUuid }) => callUuid);
    assert.is((await emulator.delete(`Call/${queued}/`)).status, 404, 'it is no call yet');
    emulator.at(0.5);
    assert.is((await emulator.delete(`Call/${ringing}/`)).status, 204);
    assert.is((await emulator.delete(`Call/${ringing}/`)).status, 404);
    emulator.at(16);
    assert.is((await emulator.delete(`Call/${talked}/`)).status, 204);
    assert.is((await emulator.delete(`Call/${emulator.calls[1]?.requestUuid}/`)).status, 404);
    assert.is((await emulator.get(`Call/${talked}/?status=live`)).status, 404);
    const { body } = await emulator.get(`Call/${talked}/`);
    assert.equal([body['bill_duration'], body['billed_duration'], body['call_state']], [10, 60, 'ANSWER']);
    assert.equal(emulator.story(0), ['initiated 0', 'ended 0.5 1000 Canceled API Request']);
    assert.is(emulator.story(1).at(-1), 'ended 16 4000 Normal Hangup API Request');
    emulator.at(1000);
    const { meta, objects } = (await emulator.get('Call/')).body as { meta: object; objects: unknown[] };
    assert.equal([Reflect.get(meta, 'total_count'), objects.length], [3, 3], 'each ended once');
  });

  it('knows no call that was never placed, or is over', async (scope) => {
    const emulator = await clocked(scope);
    const over = await emulator.call();
    emulator.at(1000);
    for (const uuid of [over, uuidOf(999), 'x', '%', '__proto__', '..%2f'])
      for (const resource of ['Call', 'Request']) {
        const { status, body } = await emulator.delete(`${resource}/${uuid}/`);
        assert.is(status, 404, `${resource}/${uuid}/`);
        assert.equal(Object.keys(body).sort(), ['api_id', 'error']);
      }
    for (const query of ['', '?status=live', '?status=queued'])
      assert.is((await emulator.get(`Call/${uuidOf(999)}/${query}`)).status, 404);
    assert.is((await emulator.delete('Request/')).status, 404);
    assert.is((await emulator.delete('Call//')).status, 404);
  });

  it('hangs up the whole account only where that is allowed', async (scope) => {
    const careful = await clocked(scope);
    const uuid = await careful.call();
    assert.is((await careful.delete('Call/')).status, 403);
    assert.equal((await careful.get('Call/?status=live')).body['calls'], [uuid]);
    const daring = await clocked(scope, { allowHangUpAll: true, callsPerSecond: 2 });
    for (let index = 0; index < 3; index++) await daring.call();
    assert.is((await daring.delete('Call/')).status, 204);
    assert.equal((await daring.get('Call/?status=live')).body['calls'], []);
    assert.is(((await daring.get('Call/?status=queued')).body['calls'] as unknown[]).length, 1);
  });
});
