import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { clocked } from '../clock-fixture.js';
import { path } from '../emulator-fixture.js';

spec('emulator: a finished call', (it) => {
  it('describes a call that was talked', async (scope) => {
    const emulator = await clocked(scope, {
      behaviour: () => ({ outcome: 'answered', talkTime: 90, hangUp: 'xml' }),
    });
    const uuid = await emulator.call({ to: '+14155550101' });
    assert.is((await emulator.get(`Call/${uuid}/`)).status, 404, 'not before it is over');
    emulator.at(95.9);
    assert.is((await emulator.get(`Call/${uuid}/`)).status, 404);
    emulator.at(96);
    const { status, body } = await emulator.get(`Call/${uuid}/`);
    assert.is(status, 200);
    assert.equal(body, {
      answer_time: '2026-11-24 12:00:06+00:00',
      api_id: body['api_id'],
      bill_duration: 90,
      billed_duration: 120,
      call_direction: 'outbound',
      call_duration: 90,
      call_state: 'ANSWER',
      call_uuid: uuid,
      conference_uuid: null,
      end_time: '2026-11-24 12:01:36+00:00',
      from_number: '+14152224444',
      hangup_cause_code: 4010,
      hangup_cause_name: 'End Of XML Instructions',
      hangup_source: 'Answer XML',
      initiation_time: '2026-11-24 12:00:00+00:00',
      parent_call_uuid: null,
      resource_uri: `${path}${uuid}/`,
      stir_attestation: '',
      stir_verification: 'Not Applicable',
      to_number: '14155550101',
      total_amount: '0.02000',
      total_rate: '0.01000',
    });
  });

  it('describes a call that nobody took', async (scope) => {
    const emulator = await clocked(scope, { behaviour: () => ({ outcome: 'no-answer' }) });
    const uuid = await emulator.call({ to: '14155550103', ring_timeout: 30 });
    emulator.at(60);
    const { body } = await emulator.get(`Call/${uuid}/`);
    const fields = ['answer_time', 'bill_duration', 'billed_duration', 'call_duration', 'total_amount'];
    assert.equal(
      fields.map((name) => body[name]),
      [null, 0, 0, 0, '0.00000'],
    );
    assert.equal([body['hangup_cause_code'], body['end_time']], [6010, '2026-11-24 12:00:31+00:00']);
  });

  it('bills begun seconds and begun minutes', async (scope) => {
    const talked = [0.4, 12.2, 60, 60.1];
    const emulator = await clocked(scope, {
      behaviour: ({ number }) => ({ outcome: 'answered', talkTime: talked[number - 1] ?? 0 }),
    });
    for (let count = 0; count < talked.length; count++) await emulator.call({ to: '14152223333' });
    emulator.at(600);
    const { body } = await emulator.get('Call/');
    const items = body['objects'] as readonly Readonly<Record<string, unknown>>[];
    assert.equal(
      items.map((item) => [item['bill_duration'], item['billed_duration'], item['total_amount']]).reverse(),
      [
        [1, 60, '0.01000'],
        [13, 60, '0.01000'],
        [60, 60, '0.01000'],
        [61, 120, '0.02000'],
      ],
    );
  });
});
