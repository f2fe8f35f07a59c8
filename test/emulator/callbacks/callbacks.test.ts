import * as assert from 'uvu/assert';
import { Fault } from '../../../src/diagnostics/fault.js';
import type { CallbackAttempt } from '../../../src/emulator/core/callback-attempt.js';
import type { SavedCall } from '../../../src/emulator/saved/saved-call.js';
import { startEmulator } from '../../../src/emulator/server.js';
import { spec } from '../../harness/spec.js';
import { clocked, NOON, uuidOf } from '../clock-fixture.js';
import { credentials } from '../emulator-fixture.js';
import { backend, calledBack, status, told, xml } from './callback-fixture.js';

const common = {
  From: '14152224444',
  To: '14152223333',
  CallUUID: uuidOf(2),
  RequestUUID: uuidOf(1),
  ALegUUID: uuidOf(2),
  ALegRequestUUID: uuidOf(1),
  Direction: 'outbound',
};

const separate = { callUuids: 'separate' } as const;

spec('emulator: callbacks', (it) => {
  it('tells when a call rings, is answered and ends, each when it happens', async (scope) => {
    const { origin, received } = await backend(scope, xml);
    const emulator = await calledBack(scope, separate);
    await emulator.call({
      answer_url: `${origin}/answer`,
      ring_url: `${origin}/ring`,
      hangup_url: `${origin}/end`,
    });
    emulator.until(0.9);
    assert.equal(emulator.history[0]?.callbacks, []);
    emulator.until(1);
    await emulator.attempts(1);
    assert.equal(received[0]?.fields, { ...common, Event: 'Ring', CallStatus: 'ringing' });
    emulator.until(6);
    await emulator.attempts(2);
    assert.equal(received[1]?.fields, { ...common, Event: 'StartApp', CallStatus: 'in-progress' });
    emulator.until(36);
    await emulator.attempts(3);
    assert.equal(received[2]?.fields, {
      ...common,
      Event: 'Hangup',
      CallStatus: 'completed',
      StartTime: '2026-11-24 12:00:00',
      AnswerTime: '2026-11-24 12:00:06',
      EndTime: '2026-11-24 12:00:36',
      Duration: '30',
      BillDuration: '30',
      TotalCost: '0.01000',
      HangupCause: 'NORMAL_CLEARING',
      HangupCauseCode: '4000',
      HangupCauseName: 'Normal Hangup',
      HangupSource: 'Callee',
    });
    assert.equal(
      received.map(({ method, path }) => `${method} ${path}`),
      ['POST /ring', 'POST /answer', 'POST /end'],
    );
    assert.is(received[0]?.headers['content-type'], 'application/x-www-form-urlencoded');
    assert.equal(emulator.timers(), []);
  });

  it('keeps each attempt with the call', async (scope) => {
    const { origin } = await backend(scope, xml);
    const emulator = await calledBack(scope);
    await emulator.call({
      answer_url: `${origin}/answer?a=b#rc=0`,
      ring_url: `${origin}/ring`,
      ring_method: 'get',
    });
    emulator.until(6);
    await emulator.attempts(2);
    const [ring, answer] = emulator.history[0]?.callbacks ?? [];
    assert.ok(ring && answer);
    assert.type(answer.tookMs, 'number');
    const { tookMs, ...rest } = answer;
    assert.ok(tookMs > 0 && tookMs < 5000);
    assert.equal(rest, {
      at: NOON + 6000,
      event: 'StartApp',
      parameter: 'answer_url',
      method: 'POST',
      url: `${origin}/answer?a=b#rc=0`,
      attempt: 1,
      status: 200,
    });
    assert.equal(
      [ring.event, ring.parameter, ring.method, ring.at],
      ['Ring', 'ring_url', 'GET', NOON + 1000],
    );
  });

  it('tells of a machine where the detection is asynchronous', async (scope) => {
    const { origin, received } = await backend(scope, xml);
    const emulator = await calledBack(scope, { behaviour: () => ({ outcome: 'machine' }) });
    const urls = { answer_url: `${origin}/`, machine_detection_url: `${origin}/machine` };
    await emulator.call({ ...urls, machine_detection: 'hangup', hangup_url: `${origin}/` });
    await emulator.call({ ...urls, machine_detection: true, machine_detection_method: 'GET' });
    await emulator.call(urls);
    emulator.until(60);
    await emulator.attempts(6);
    const told = received.filter(({ fields }) => fields['Event'] === 'MachineDetection');
    assert.equal(
      told.map(({ method, fields: { Machine, IfMachine, CallStatus } }) => [
        method,
        Machine,
        IfMachine,
        CallStatus,
      ]),
      [
        ['POST', 'true', 'hangup', 'in-progress'],
        ['GET', 'true', 'continue', 'in-progress'],
      ],
    );
    assert.is(received.filter(({ fields }) => fields['HangupCauseCode'] === '9100').length, 1);
  });

  it('tells at once of a call that is canceled or hung up, and then nothing more', async (scope) => {
    const { origin, received } = await backend(scope, xml);
    const emulator = await calledBack(scope, { callsPerSecond: 1 });
    const urls = { answer_url: `${origin}/`, ring_url: `${origin}/`, hangup_url: `${origin}/` };
    const first = await emulator.call(urls);
    const queued = await emulator.call(urls);
    await emulator.delete(`Request/${queued}/`);
    await emulator.attempts(1);
    assert.is(received[0]?.fields['CallStatus'], 'cancel');
    assert.is(received[0]?.fields['RequestUUID'], queued);
    assert.is(received[0]?.fields['StartTime'], '2026-11-24 12:00:00');
    emulator.until(2);
    await emulator.delete(`Call/${first}/`);
    await emulator.attempts(3);
    emulator.until(500);
    assert.equal(
      received.map(({ fields: { Event, HangupCauseCode } }) => [Event, HangupCauseCode]),
      [
        ['Hangup', '1000'],
        ['Ring', undefined],
        ['Hangup', '1000'],
      ],
    );
  });

  it('dials who waits in the queue without anybody asking', async (scope) => {
    const { origin, received } = await backend(scope, xml);
    const emulator = await calledBack(scope, { callsPerSecond: 1 });
    for (const to of ['14152223331', '14152223332', '14152223333'])
      await emulator.call({ answer_url: origin, to });
    emulator.until(9);
    await emulator.attempts(3);
    assert.equal(
      received.map(({ fields }) => fields['To']),
      ['14152223331', '14152223332', '14152223333'],
    );
    assert.equal(
      emulator.history.map(({ callbacks }) => callbacks[0]?.at),
      [NOON + 6000, NOON + 7000, NOON + 8000],
    );
  });

  it('goes by the emulator’s speed', async (scope) => {
    const { origin } = await backend(scope, xml);
    const emulator = await calledBack(scope, { speed: 60 });
    await emulator.call({ answer_url: origin });
    emulator.until(0.099);
    assert.equal(emulator.history[0]?.callbacks, []);
    emulator.until(0.1);
    const [answer] = await emulator.attempts(1);
    assert.is(answer?.at, NOON + 6000);
  });

  it('works in real time', async (scope) => {
    const { origin, received } = await backend(scope, xml);
    const ended = new Promise<void>((resolve, reject) => {
      const options = {
        callbacks: true,
        clock: () => performance.now(),
        speed: 1000,
        onCallback: ({ event }: CallbackAttempt) => {
          if (event === 'Hangup') resolve();
        },
      };
      clocked(scope, options)
        .then((emulator) => emulator.call({ answer_url: `${origin}/`, hangup_url: `${origin}/` }))
        .catch(reject);
    });
    await ended;
    assert.equal(
      received.map(({ fields }) => fields['Event']),
      ['StartApp', 'Hangup'],
    );
  });

  it('goes on with calls that another emulator left, and tells nothing of theirs again', async (scope) => {
    const { origin, received } = await backend(scope, xml);
    const before = await calledBack(scope, { callsPerSecond: 3 });
    const urls = { answer_url: `${origin}/`, ring_url: `${origin}/`, hangup_url: `${origin}/` };
    for (const to of ['14152223331', '14152223332', '14152223333', '14152223334'])
      await before.call({ ...urls, to });
    await before.delete(`Call/${before.calls[0]?.callUuid}/`);
    before.until(1.5);
    await before.attempts(3);
    const saved = JSON.parse(JSON.stringify([...before.save()])) as SavedCall[];
    await before.close();
    received.splice(0);
    const after = await calledBack(scope, { saved }, 1.5);
    after.until(8);
    await after.attempts(4);
    const events = received.map(({ fields: { Event, To } }) => `${Event} ${To?.at(-1)}`);
    assert.equal(events.sort(), ['Ring 4', 'StartApp 2', 'StartApp 3', 'StartApp 4']);
  });

  it('is off unless it is asked for, and then waits for nothing', async (scope) => {
    const { origin, connections } = await backend(scope, xml);
    const emulator = await calledBack(scope, { callbacks: false });
    await emulator.call({ answer_url: origin, ring_url: origin, hangup_url: origin });
    emulator.until(100);
    assert.equal(emulator.timers(), []);
    assert.equal(emulator.history[0]?.callbacks, []);
    assert.is(connections(), 0);
  });

  it('is not to be had with time that jumps, nor for what is no host', async () => {
    for (const [options, message] of [
      [
        { speed: 'max' },
        'speed is "max", which is not a number: with callbacks on, servers answer in real time',
      ],
      [
        { callbackHosts: ['a:1'] },
        'callbackHosts is "a:1", which is not a host name or an address, without a port',
      ],
    ] as const) {
      const fault: unknown = await startEmulator({ credentials, callbacks: true, ...options }).catch(
        (error: unknown) => error,
      );
      assert.instance(fault, Fault);
      assert.is((fault as Fault).message, message);
    }
  });

  it('takes any 2xx for an answer where no XML is asked for', async (scope) => {
    const { origin } = await backend(scope, status(204));
    const emulator = await calledBack(scope);
    await emulator.call({ answer_url: 'http://127.0.0.1:1/', ring_url: origin });
    emulator.until(1);
    assert.equal((await emulator.attempts(1)).map(told), ['ring_url 1: 204']);
  });
});
