import * as assert from 'uvu/assert';
import type { CallBehaviour } from '../../../src/emulator/calls/call-behaviour.js';
import { buildTimeline } from '../../../src/emulator/calls/timeline.js';
import { layOutTones } from '../../../src/emulator/calls/tones.js';
import { spec } from '../../harness/spec.js';
import { clocked } from '../clock-fixture.js';

/** Seconds of ringing, answer, detection and end, then the cause; `-` for what never happens. */
function told(behaviour: CallBehaviour, parameters: object = {}): string {
  const { ringingAt, answeredAt, machineAt, endedAt, cause } = buildTimeline(behaviour, parameters, 1000);
  const at = (ms: number | undefined): string => (ms === undefined ? '-' : String((ms - 1000) / 1000));
  return `${[ringingAt, answeredAt, machineAt, endedAt].map(at).join(' ')}: ${cause.code} ${cause.source}`;
}

const person: CallBehaviour = { outcome: 'answered', ringAfter: 2, answerAfter: 10, talkTime: 100 };
const machine: CallBehaviour = { outcome: 'machine', ringAfter: 2, answerAfter: 10, talkTime: 100 };
const nobody: CallBehaviour = { outcome: 'no-answer', ringAfter: 2 };

spec('emulator: timeline', (it) => {
  const table: readonly (readonly [CallBehaviour, object, string])[] = [
    [{ outcome: 'answered' }, {}, '1 6 - 36: 4000 Callee'],
    [{ ...person, hangUp: 'xml' }, {}, '2 12 - 112: 4010 Answer XML'],
    [person, { time_limit: 60 }, '2 12 - 72: 6000 Plivo'],
    [person, { time_limit: '60' }, '2 12 - 72: 6000 Plivo'],
    [{ ...person, talkTime: Infinity }, {}, '2 12 - 14412: 6000 Plivo'],
    [person, { hangup_on_ring: 60 }, '2 12 - 62: 6000 Plivo'],
    [person, { hangup_on_ring: 10 }, '2 - - 12: 6000 Plivo'],
    [person, { ring_timeout: 11 }, '2 12 - 112: 4000 Callee'],
    [person, { ring_timeout: 10 }, '2 - - 12: 6010 Plivo'],
    [{ ...person, answerAfter: 121 }, {}, '2 - - 122: 6010 Plivo'],
    [person, { machine_detection: 'hangup' }, '2 12 - 112: 4000 Callee'],
    [machine, {}, '2 12 - 112: 4000 Callee'],
    [machine, { machine_detection: 'true' }, '2 12 17 112: 4000 Callee'],
    [machine, { machine_detection: true, machine_detection_time: 2000 }, '2 12 14 112: 4000 Callee'],
    [machine, { machine_detection: 'hangup' }, '2 12 17 17: 9100 Plivo'],
    [machine, { machine_detection: 'hangup', machine_detection_time: '3000' }, '2 12 15 15: 9100 Plivo'],
    [machine, { machine_detection: 'hangup', time_limit: 3 }, '2 12 - 15: 6000 Plivo'],
    [{ ...machine, talkTime: 4 }, { machine_detection: 'hangup' }, '2 12 - 16: 4000 Callee'],
    [nobody, {}, '2 - - 122: 6010 Plivo'],
    [nobody, { ring_timeout: 30 }, '2 - - 32: 6010 Plivo'],
    [nobody, { ring_timeout: 30, hangup_on_ring: 20 }, '2 - - 22: 6000 Plivo'],
    [{ ...nobody, giveUpAfter: 25 }, { ring_timeout: 30 }, '2 - - 27: 3000 Carrier'],
    [{ ...nobody, giveUpAfter: 35 }, { ring_timeout: 30 }, '2 - - 32: 6010 Plivo'],
    [{ outcome: 'declined', ringAfter: 2 }, {}, '2 - - 6: 3110 Callee'],
    [{ outcome: 'declined', ringAfter: 2, declineAfter: 50 }, { ring_timeout: 30 }, '2 - - 32: 6010 Plivo'],
    [{ outcome: 'busy' }, {}, '- - - 1: 3010 Carrier'],
    [{ outcome: 'busy', endAfter: 3 }, { ring_timeout: 1 }, '- - - 3: 3010 Carrier'],
    [{ outcome: 'failed', cause: 2000 }, {}, '- - - 1: 2000 Error'],
    [{ outcome: 'failed', cause: 77, endAfter: 0 }, {}, '- - - 0: 77 Unknown'],
    [{ outcome: 'answered', ringAfter: -1, answerAfter: NaN, talkTime: 1 }, {}, '0 0 - 1: 4000 Callee'],
  ];
  it('ends by whatever is due first', () => {
    for (const [behaviour, parameters, expected] of table)
      assert.is(told(behaviour, parameters), expected, JSON.stringify([behaviour, parameters]));
  });

  it('lays out tones and waits', () => {
    const laidOut = (text: string): string[] =>
      layOutTones(text).map(({ digit, after, lengthMs }) => `${digit} ${after} ${lengthMs}`);
    assert.equal(laidOut('1w2W3'), ['1 0 100', '2 600 100', '3 1700 100']);
    assert.equal(laidOut('12@1000'), ['1 0 1000', '2 1000 1000']);
    assert.equal(laidOut('wW*w#@250'), ['* 1500 250', '# 2250 250']);
    assert.equal(laidOut('wW'), []);
  });

  it('sends digits after the answer, or before it, and none after the end', async (scope) => {
    const emulator = await clocked(scope, {
      behaviour: ({ to }) => ({ outcome: 'answered', answerAfter: 3, talkTime: to.endsWith('33') ? 30 : 1 }),
    });
    await emulator.call({ send_digits: '1w2' });
    await emulator.call({ send_digits: '1w2', send_on_preanswer: 'true' });
    await emulator.call({ send_digits: '1WW2', to: '14152223334' });
    emulator.at(100);
    assert.equal(emulator.story(0), [
      'initiated 0',
      'ringing 1',
      'answered 4',
      'digit 4 1 100',
      'digit 4.6 2 100',
      'ended 34 4000 Normal Hangup Callee',
    ]);
    assert.equal(emulator.story(1).slice(1, 5), [
      'ringing 1',
      'digit 1 1 100',
      'digit 1.6 2 100',
      'answered 4',
    ]);
    assert.equal(emulator.story(2).slice(3), ['digit 4 1 100', 'ended 5 4000 Normal Hangup Callee']);
  });

  it('tells what has happened, and nothing of what is to come', async (scope) => {
    const emulator = await clocked(scope, { behaviour: () => machine });
    await emulator.call({ machine_detection: 'hangup' });
    const stories = [0, 1.9, 2, 12, 16.9, 17].map((seconds) => {
      emulator.at(seconds);
      return emulator.story().length;
    });
    assert.equal(stories, [1, 1, 2, 3, 3, 5]);
    assert.equal(emulator.story().slice(3), ['machine 17', 'ended 17 9100 Machine Detected Plivo']);
  });
});
