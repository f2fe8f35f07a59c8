import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { EmulatorOptions } from '../../../src/emulator/options.js';
import { parseSavedCall, type SavedCall } from '../../../src/emulator/saved/saved-call.js';
import { tries } from '../../harness/random.js';
import { spec, type Scope } from '../../harness/spec.js';
import { clocked, NOON, uuidOf, type Clocked } from '../clock-fixture.js';

/** As a file would give it back. */
function stored(calls: Iterable<SavedCall>): SavedCall[] {
  return [...calls].map((call) => {
    const read = parseSavedCall(JSON.parse(JSON.stringify(call)));
    assert.ok(read, JSON.stringify(call));
    return read;
  });
}

/** Another emulator that goes on where this one stopped, so many seconds after noon. */
async function resumed(
  scope: Pick<Scope, 'defer'>,
  emulator: Clocked,
  seconds: number,
  options: Partial<EmulatorOptions> = {},
): Promise<Clocked> {
  const saved = stored(emulator.save());
  let now = NOON + seconds * 1000;
  let last = 100;
  const next = await clocked(scope, {
    clock: () => now,
    uuid: () => uuidOf(++last),
    ...options,
    saved,
  });
  return Object.assign(next, {
    at: (later: number) => {
      now = NOON + later * 1000;
    },
  });
}

/** All ended calls, without the ids of the exchange. */
async function ended(emulator: Clocked): Promise<unknown[]> {
  const { body } = await emulator.get('Call/');
  return (body['objects'] as Record<string, unknown>[]).map((call) => ({ ...call, api_id: '' }));
}

spec('emulator: save', (it) => {
  it('lets calls of every stage go on in the next emulator as if nothing had been', async (scope) => {
    const options = { callsPerSecond: 1, seed: 7 };
    const one = await clocked(scope, {
      behaviour: () => ({ outcome: 'answered', answerAfter: 2, talkTime: 3 }),
      ...options,
    });
    for (let count = 0; count < 6; count++) await one.call({ send_digits: '1' });
    one.at(3.5);
    const stories = (emulator: Clocked): string[][] =>
      Array.from({ length: 6 }, (_, index) => emulator.story(index));
    const two = await resumed(scope, one, 3.5, options);
    assert.equal(stories(two), stories(one));
    for (const later of [4, 5.5, 20]) {
      one.at(later);
      two.at(later);
      assert.equal(stories(two), stories(one), `at ${later}`);
      assert.equal(await ended(two), await ended(one));
      assert.equal((await two.get('')).body['cash_credits'], (await one.get('')).body['cash_credits']);
    }
  });

  it('tells the same history whenever it was saved', async (scope) => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 4 });
    const calls = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        times,
        calls,
        fc.integer({ min: 1, max: 3 }),
        async (stops, starts, callsPerSecond) => {
          const options = { callsPerSecond, seed: 3 };
          const whole = await clocked(scope, options);
          let parted = await clocked(scope, options);
          const moments = [
            ...stops.map((at) => [at, 'stop'] as const),
            ...starts.map((at) => [at, 'call'] as const),
          ];
          for (const [at, what] of moments.sort(([a], [b]) => a - b)) {
            whole.at(at);
            parted.at(at);
            if (what === 'stop') parted = await resumed(scope, parted, at, options);
            else for (const emulator of [whole, parted]) await emulator.call({ to: `+1415222${1000 + at}` });
          }
          whole.at(1000);
          parted.at(1000);
          assert.equal(
            starts.map((_, index) => parted.story(index)),
            starts.map((_, index) => whole.story(index)),
          );
          await parted.close();
          await whole.close();
        },
      ),
      tries(25),
    );
  });

  it('keeps what was decided, whatever the next emulator would decide', async (scope) => {
    const one = await clocked(scope, {
      callsPerSecond: 1,
      behaviour: ({ number }) => ({ outcome: number === 2 ? 'busy' : 'declined' }),
    });
    for (let count = 0; count < 3; count++) await one.call();
    const two = await resumed(scope, one, 0, { behaviour: () => ({ outcome: 'machine' }) });
    await two.call();
    two.at(100);
    assert.equal(
      [0, 1, 2, 3].map((index) => two.story(index).at(-1)?.split(' ')[2]),
      ['3110', '3010', '3110', '4000'],
    );
  });

  it('numbers further calls on from those that were saved', async (scope) => {
    const one = await clocked(scope);
    await one.call();
    const numbers: number[] = [];
    const two = await resumed(scope, one, 1, {
      behaviour: ({ number }) => {
        numbers.push(number);
        return { outcome: 'busy' };
      },
    });
    await two.call();
    two.at(9);
    assert.is(two.history.length, 2);
    assert.equal(numbers, [2]);
  });

  it('has calls that go on do so from the same stage, though time had been skipped', async (scope) => {
    const one = await clocked(scope, {
      speed: 'max',
      behaviour: () => ({ outcome: 'answered', answerAfter: 60, talkTime: 600 }),
    });
    const uuid = await one.call();
    // From the present to the ringing, then to the answer.
    for (let count = 0; count < 2; count++) await one.get('Call/?status=live');
    const two = await resumed(scope, one, 0);
    const { body } = await two.get(`Call/${uuid}/?status=live`);
    assert.is(body['call_status'], 'in-progress');
    two.at(599);
    assert.is((await two.get(`Call/${uuid}/?status=live`)).status, 200);
    two.at(601);
    assert.is((await two.get(`Call/${uuid}/`)).status, 200);
  });

  it('lists what ended ahead of time in the order of the ends', async (scope) => {
    const one = await clocked(scope, { speed: 'max' });
    const ahead = await one.call();
    const before = (await one.get('Call/')).body['objects'] as { end_time: string }[];
    const two = await resumed(scope, one, 0, { behaviour: () => ({ outcome: 'busy' }) });
    const first = await two.call();
    two.at(2);
    const second = await two.call();
    two.at(4);
    const { body } = await two.get('Call/');
    const objects = body['objects'] as { call_uuid: string; end_time: string }[];
    assert.equal(
      objects.map(({ call_uuid }) => call_uuid),
      [ahead, second, first],
    );
    assert.is(objects[0]?.end_time, before[0]?.end_time, 'what has been told stays');
  });

  it('tells each change before it is answered', async (scope) => {
    const told: string[] = [];
    const one = await clocked(scope, {
      callsPerSecond: 1,
      onChange: (calls) => {
        for (const { placed, state } of stored(calls)) told.push(`${placed.to} ${state}`);
      },
    });
    await one.post({ from: '14152224444', to: '14152223331', answer_url: 'https://a.example' });
    const bulk = await one.post({
      from: '14152224444',
      to: '14152223332<14152223333',
      answer_url: 'https://a.example',
    });
    assert.equal(told, ['14152223331 live', '14152223332 queued', '14152223333 queued']);
    const [queued = ''] = bulk.body['request_uuid'] as string[];
    assert.is((await one.delete(`Request/${queued}/`)).status, 204);
    assert.equal(told.slice(3), ['14152223332 ended']);
  });

  it('reads back no call of which anything is missing or of another kind', async (scope) => {
    const one = await clocked(scope, {
      callsPerSecond: 1,
      behaviour: () => ({ outcome: 'no-answer', giveUpAfter: Infinity }),
    });
    await one.call();
    await one.call();
    one.at(0.5);
    const parts = (value: unknown, path: string[] = []): string[][] =>
      typeof value === 'object' && value !== null
        ? [path, ...Object.entries(value).flatMap(([key, part]) => parts(part, [...path, key]))]
        : [path];
    const changed = (value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown =>
      key === undefined
        ? to
        : Array.isArray(value)
          ? value.map((part: unknown, index) => (String(index) === key ? changed(part, rest, to) : part))
          : { ...(value as object), [key]: changed((value as Record<string, unknown>)[key], rest, to) };
    for (const call of stored(one.save())) {
      for (const path of parts(call))
        for (const other of [null, { a: null }, [[]]])
          assert.is(
            parseSavedCall(JSON.parse(JSON.stringify(changed(call, path, other)))),
            undefined,
            `${path.join('.')} ${JSON.stringify(other)}`,
          );
      for (const key of ['placed', 'placedAt', 'state'])
        assert.is(parseSavedCall({ ...call, [key]: undefined }), undefined, key);
      assert.is(parseSavedCall({ ...call, more: 1 }), undefined);
      assert.is(parseSavedCall({ ...call, placed: { ...call.placed, parameters: [] } }), undefined);
      assert.is(parseSavedCall({ ...call, timeline: undefined, behaviour: undefined }), undefined);
      assert.is(parseSavedCall({ ...call, state: 'ended', timeline: undefined }), undefined);
      assert.is(parseSavedCall({ ...call, state: call.state === 'live' ? 'queued' : 'live' }), undefined);
    }
  });
});
