import type { ServerResponse } from 'node:http';
import * as assert from 'uvu/assert';
import { createAlarm } from '../../../src/emulator/callbacks/alarm.js';
import { createPendingCallbacks } from '../../../src/emulator/callbacks/pending-callbacks.js';
import { createCall, type CallWithTimeline } from '../../../src/emulator/calls/call.js';
import { hangupCause } from '../../../src/emulator/core/hangup-causes.js';
import { spec } from '../../harness/spec.js';
import { uuidOf } from '../clock-fixture.js';
import { backend, calledBack, status, told, type Respond } from './callback-fixture.js';

/** A server that keeps all it is asked, and says when it is asked for the n-th time. */
function keeping(): {
  readonly respond: Respond;
  readonly kept: ServerResponse[];
  readonly asked: (count: number) => Promise<void>;
} {
  const kept: ServerResponse[] = [];
  let tell = (): void => undefined;
  return {
    kept,
    respond: (_request, response) => {
      kept.push(response);
      tell();
    },
    asked: (count) =>
      new Promise((resolve) => {
        tell = () => {
          if (kept.length >= count) resolve();
        };
        tell();
      }),
  };
}

function laidOut(number: number, ringingAt: number): CallWithTimeline {
  const placed = {
    requestUuid: uuidOf(number),
    callUuid: uuidOf(number),
    from: '1',
    to: '2',
    queued: false,
    parameters: { ring_url: 'http://127.0.0.1/' },
    ignored: [],
  };
  const timeline = {
    ringingAt,
    answeredAt: undefined,
    machineAt: undefined,
    endedAt: ringingAt + 1,
    cause: hangupCause(3000),
  };
  return Object.assign(createCall(placed, 0), { timeline, state: 'live' as const });
}

const many = (count: number): string =>
  Array.from({ length: count }, (_, number) => 14_152_230_000 + number).join('<');

spec('emulator: bounds of callbacks', (it) => {
  it('has at most fifty on their way, and the others wait for their turn', async (scope) => {
    const { respond, kept, asked } = keeping();
    const { origin, connections } = await backend(scope, respond);
    const emulator = await calledBack(scope);
    await emulator.call({ to: many(53), answer_url: origin, ring_url: origin });
    emulator.until(1);
    await asked(50);
    // What waits needs no timer: only for the answers at 6 s there is none yet either.
    assert.equal(emulator.timers(), [36]);
    for (let ended = 1; ended <= 3; ended++) {
      await new Promise(setImmediate);
      assert.is(connections(), 49 + ended);
      kept[ended]?.end();
      await asked(50 + ended);
    }
    kept[4]?.end();
    await emulator.attempts(4);
    await new Promise(setImmediate);
    assert.equal(emulator.timers(), [6]);
  });

  it('ends what is on its way when the emulator closes, and waits for nothing', async (scope) => {
    const { respond, kept, asked } = keeping();
    const { origin } = await backend(scope, respond);
    const emulator = await calledBack(scope, { callsPerSecond: 50 });
    await emulator.call({ to: many(60), answer_url: origin, ring_url: origin, hangup_url: origin });
    emulator.until(2);
    await asked(50);
    const gone = kept.map((response) => new Promise((resolve) => response.once('close', resolve)));
    await emulator.close();
    await Promise.all(gone);
    emulator.until(100);
    await new Promise(setImmediate);
    assert.equal(emulator.timers(), []);
    assert.is(kept.length, 50);
    assert.ok(emulator.history.every(({ callbacks }) => callbacks.length === 0));
    assert.equal(emulator.timers(), []);
  });

  it('remembers the newest twelve attempts of a call', async (scope) => {
    const { origin } = await backend(scope, status(500));
    const emulator = await calledBack(scope);
    const url = `${origin}/#rc=5&rp=all`;
    await emulator.call({ answer_url: url, fallback_url: url, hangup_url: url, ring_url: url });
    emulator.until(1);
    await emulator.attempts(6);
    emulator.until(7);
    await emulator.attempts(24);
    assert.equal(emulator.history[0]?.callbacks.map(told), [
      ...[1, 2, 3, 4, 5, 6].map((attempt) => `fallback_url ${attempt}: answered 500`),
      ...[1, 2, 3, 4, 5, 6].map((attempt) => `hangup_url ${attempt}: answered 500`),
    ]);
  });

  it('lets go of what is to be told of forgotten calls', () => {
    const events = createPendingCallbacks(0);
    const calls = [1, 2, 3].map((number) => laidOut(number, number * 10));
    calls.forEach(events.dialled);
    calls.slice(0, 2).forEach((call) => (call.state = 'forgotten'));
    events.dialled(laidOut(4, 40));
    assert.is(events.nextAt(), 10);
    events.sweep();
    assert.is(events.nextAt(), 30);
    assert.is(events.take(29), undefined);
    assert.is(events.take(30)?.call, calls[2]);
    const late = laidOut(5, 35);
    events.dialled(late);
    late.state = 'forgotten';
    assert.is(events.take(36), undefined);
    assert.is(events.take(40)?.at, 40);
    assert.is(events.nextAt(), Infinity);
  });

  it('has one timer, never longer than a timer can be, and rings again when that was too early', () => {
    const started: number[] = [];
    const running = new Set<() => void>();
    let rung = 0;
    const alarm = createAlarm(
      { msUntil: (at) => at },
      (ms, run) => {
        started.push(ms);
        running.add(run);
        return () => running.delete(run);
      },
      () => (rung += 1),
    );
    alarm.set(1e13);
    alarm.set(1e13);
    assert.equal([started, running.size], [[2 ** 31 - 1], 1]);
    alarm.set(5.2);
    assert.equal([started.at(-1), running.size], [6, 1]);
    running.forEach((run) => {
      running.delete(run);
      run();
    });
    assert.is(rung, 1);
    alarm.set(5.2);
    assert.is(running.size, 1);
    alarm.set(Infinity);
    assert.is(running.size, 0);
  });
});
