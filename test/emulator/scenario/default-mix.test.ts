import * as assert from 'uvu/assert';
import type { CallBehaviour } from '../../../src/emulator/calls/call-behaviour.js';
import { hangupCause } from '../../../src/emulator/core/hangup-causes.js';
import { createDefaultMix } from '../../../src/emulator/scenario/default-mix.js';
import { createRandom } from '../../../src/emulator/scenario/random.js';
import { spec } from '../../harness/spec.js';
import { clocked } from '../clock-fixture.js';

const from = '14152224444';
const requestUuid = 'u1';
const draw = (seed: string, to: string, number = 1): CallBehaviour =>
  createDefaultMix(seed)({ from, to, requestUuid, number });

spec('emulator: default mix', (it) => {
  it('keeps the shares that it documents, by number and by SIP URI', () => {
    const shares = { answered: 62, 'no-answer': 15, machine: 12, busy: 5, declined: 3, failed: 3 };
    for (const to of [
      (index: number) => String(14_150_000_000 + index),
      (index: number) => `sip:user${index}@foo.com`,
    ]) {
      const counts = new Map<string, number>();
      for (let index = 0; index < 20_000; index++) {
        const { outcome } = draw('1', to(index));
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      }
      for (const [outcome, share] of Object.entries(shares)) {
        const drawn = (counts.get(outcome) ?? 0) / 200;
        assert.ok(Math.abs(drawn - share) < 1, `${outcome}: ${drawn} of ${share}`);
      }
    }
  });

  it('draws the same for the same seed, destination and number, and else something new', () => {
    const to = '+14152223333';
    assert.equal(draw('a', to), draw('a', to));
    assert.equal(draw('a', to), draw('a', '14152223333'));
    const differing = [draw('a', to), draw('b', to), draw('a', to, 2), draw('a', '14152223334')];
    assert.is(new Set(differing.map((behaviour) => JSON.stringify(behaviour))).size, 4);
  });

  it('draws causes that have a name', () => {
    for (let number = 0; number < 2000; number++)
      for (const to of ['14152223333', 'sip:john@foo.com']) {
        const behaviour = draw('1', to, number);
        if (behaviour.outcome === 'failed') assert.is.not(hangupCause(behaviour.cause).name, 'Unknown');
      }
  });

  it('spreads evenly from keys that hardly differ', () => {
    const buckets = new Array<number>(10).fill(0);
    for (let key = 0; key < 10_000; key++) {
      const bucket = Math.floor(createRandom(`1\n${key}`)() * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    for (const count of buckets) assert.ok(Math.abs(count - 1000) < 150, String(count));
  });

  it('plays the same history for the same seed, in whatever order the calls came in', async (scope) => {
    const destinations = Array.from({ length: 30 }, (_, index) => `1415222${1000 + (index % 20)}`);
    const play = async (seed: string | number, all: readonly string[]): Promise<string> => {
      const emulator = await clocked(scope, { seed });
      for (const to of all) await emulator.call({ to });
      emulator.at(100_000);
      const stories = emulator.calls.map(({ to }, index) => `${to}: ${emulator.story(index).join(', ')}`);
      return stories.sort().join('\n');
    };
    const first = await play(7, destinations);
    assert.is(await play('7', [...destinations].reverse()), first);
    assert.is.not(await play(8, destinations), first);
  });

  it('is asked once a call, with the number of calls to that destination', async (scope) => {
    const asked: string[] = [];
    const emulator = await clocked(scope, {
      behaviour: ({ to, number, requestUuid: id, from: caller }) => {
        asked.push(`${id.slice(-1)} ${caller} ${to} ${number}`);
        return { outcome: 'busy' };
      },
    });
    for (const to of ['14152223333', '+14152223333', '14152223334']) await emulator.call({ to });
    for (const seconds of [1, 2, 3]) {
      emulator.at(seconds);
      await emulator.get('Call/');
    }
    assert.equal(asked, [
      '1 +14152224444 14152223333 1',
      '3 +14152224444 +14152223333 2',
      '5 +14152224444 14152223334 1',
    ]);
  });
});
