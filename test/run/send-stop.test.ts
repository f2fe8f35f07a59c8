import * as assert from 'uvu/assert';
import type { Entry } from '../../src/ledger/entry.js';
import type { Exchange } from '../../src/plivo/exchange.js';
import { createStop } from '../../src/run/stop.js';
import { tryOften, type Random } from '../harness/random.js';
import { spec } from '../harness/spec.js';
import {
  accepted,
  createFixture,
  failed,
  fired,
  lost,
  numbered,
  requestsFor,
  unsent,
  type Happened,
  type Fixture,
} from './send-fixture.js';

/** What no run may do, however it goes. `concurrency` is how many requests may be in flight. */
function checkPromises(log: readonly Happened[], concurrency: number): void {
  const phase = new Map<string, string>();
  const inFlight = new Set<string>();
  let stopped = false;
  for (const { what, ids } of log) {
    const key = ids.join();
    if (what === 'stop') stopped = true;
    if (what === 'claim') {
      assert.not(stopped, `${key} was claimed after the stop`);
      assert.ok(
        [undefined, 'not_sent'].includes(phase.get(key)),
        `${key} was claimed when it was ${phase.get(key)}`,
      );
      inFlight.add(key);
      assert.ok(inFlight.size <= concurrency, `${inFlight.size} in flight`);
    }
    if (what === 'post') {
      assert.not(stopped, `${key} was posted after the stop`);
      assert.is(phase.get(key), 'claimed', `${key} was posted without a claim`);
    }
    if (what.startsWith('record')) inFlight.delete(key);
    if (!what.startsWith('settled')) phase.set(key, what.replace('record ', ''));
  }
}

/** Whatever was posted has been recorded. */
function checkRecorded({ log }: Fixture): void {
  const count = (what: string): number => log.filter((happened) => happened.what === what).length;
  assert.is(log.filter(({ what }) => what.startsWith('record')).length, count('claimed'));
  assert.is(count('reply'), count('post'));
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

spec('stop', (it) => {
  it('keeps its first reason', () => {
    const stop = createStop();
    assert.is(stop.why(), undefined);
    stop.now('first');
    stop.now('second');
    assert.is(stop.why(), 'first');
    assert.ok(stop.signal.aborted);
  });
});

spec('perform: stop', (it) => {
  const verdicts: readonly [
    title: string,
    exchange: Exchange,
    why: string,
    state: Entry['state'] | undefined,
  ][] = [
    ['wrong credentials', failed(401, 'not authorized'), 'not authorized', undefined],
    ['a barred account', failed(403, 'account suspended'), 'account suspended', 'rejected'],
    ['a wrong address', failed(404, 'not found'), 'not found', 'rejected'],
    ['a redirect', failed(301, 'moved'), 'moved', 'in_doubt'],
  ];
  for (const [title, exchange, why, state] of verdicts)
    it(`by ${title}: what is in flight is heard, nothing else begins`, async () => {
      const fixture = createFixture({
        latency: (ids) => (ids[0] === '1' ? 100 : 500),
        reply: (ids) => (ids[0] === '1' ? exchange : fired(ids)),
      });
      await fixture.run(requestsFor(numbered(10)));
      assert.equal(
        numbered(4).map((id) => fixture.stateOf(id)),
        ['accepted', state, 'accepted', undefined],
      );
      assert.is(fixture.stop.why(), why);
      assert.is(fixture.log.filter(({ what }) => what === 'post').length, 3);
      checkPromises(fixture.log, 3);
      checkRecorded(fixture);
    });

  it('before the beginning leaves nothing to happen', async () => {
    const fixture = createFixture();
    fixture.stop.now('early');
    await fixture.run(requestsFor(['a', 'b']));
    assert.equal(
      fixture.log.map(({ what }) => what),
      ['stop'],
    );
  });

  it('just as a turn has come claims nothing', async () => {
    const fixture = createFixture({
      onTurn: (stop) => {
        stop.now('by hand');
      },
    });
    await fixture.run(requestsFor(['a', 'b']));
    assert.equal(
      fixture.log.map(({ what }) => what),
      ['stop'],
    );
  });

  it('while a claim is written takes the claim back and posts nothing', async () => {
    const fixture = createFixture({ concurrency: 1 });
    const running = fixture.run(requestsFor(['a', 'b']));
    await fixture.clock.pass(1);
    fixture.stop.now('by hand');
    await running;
    assert.is(fixture.storyOf('a'), 'claim, claimed, settled not_sent, record not_sent');
    assert.is(fixture.storyOf('b'), '');
    assert.is(fixture.entries.size, 0);
    assert.is(fixture.stop.why(), 'by hand');
  });

  it('while others wait for their turn or a retry does not keep them waiting', async () => {
    const fixture = createFixture({ rate: 1, reply: () => failed(429, 'slow down', 200_000) });
    const running = fixture.run(requestsFor(['a', 'b', 'c', 'd']));
    await fixture.clock.pass(2000);
    fixture.stop.now('by hand');
    await running;
    assert.ok(fixture.clock.now() < 10_000, 'no time passes for those who wait');
    assert.is(fixture.entries.size, 0);
  });
});

spec('perform: a ledger that cannot be written', (it) => {
  it('posts nothing whose claim failed, hears what is in flight, and tells the error', async () => {
    const full = new Error('disk full');
    const fixture = createFixture({
      rate: 100,
      latency: () => 1000,
      write: ([id], state) => {
        if (id === '2' && state === 'sending') throw full;
      },
    });
    assert.is(await errorOf(fixture.run(requestsFor(numbered(10)))), full);
    assert.is(fixture.storyOf('2'), 'claim');
    assert.equal(
      numbered(4).map((id) => fixture.stateOf(id)),
      ['accepted', 'accepted', undefined, undefined],
    );
    assert.is(fixture.stop.why(), 'disk full');
    checkPromises(fixture.log, 3);
  });

  it('tells also that an outcome could not be recorded, and sends nothing more', async () => {
    const full = new Error('disk full');
    const fixture = createFixture({
      latency: ([id]) => (id === '0' ? 100 : 500),
      write: ([id], state) => {
        if (id === '0' && state !== 'sending') throw full;
      },
    });
    assert.is(await errorOf(fixture.run(requestsFor(numbered(10)))), full);
    assert.equal(
      numbered(4).map((id) => fixture.stateOf(id)),
      ['sending', 'accepted', 'accepted', undefined],
    );
    checkPromises(fixture.log, 3);
  });

  it('leaves the claim where a client breaks its promise and throws', async () => {
    const broken = new Error('broken');
    const fixture = createFixture({
      concurrency: 2,
      reply: (ids) => {
        if (ids[0] === '0') throw broken;
        return fired(ids);
      },
    });
    assert.is(await errorOf(fixture.run(requestsFor(numbered(5)))), broken);
    assert.equal(
      numbered(3).map((id) => fixture.stateOf(id)),
      ['sending', 'accepted', undefined],
    );
  });
});

function randomExchange(random: Random, ids: readonly string[]): Exchange {
  const { below } = random;
  if (below(2) === 0) return fired(ids);
  if (below(100) === 0) return failed(401, 'not authorized');
  return random.pick<Exchange>([
    unsent,
    lost,
    accepted(undefined),
    accepted(['one', 'two']),
    failed(429, 'slow down', 1 + below(3000)),
    failed(400, 'no'),
    failed(403, 'destination barred'),
    failed(500, 'oops'),
  ]);
}

spec('perform: any run', (it) => {
  it('keeps its promises', async () => {
    await tryOften(100, async (random) => {
      const concurrency = 1 + random.below(6);
      const fixture = createFixture({
        rate: random.pick([2, 20, 1000]),
        concurrency,
        random: random.next,
        latency: () => random.next() * 1000,
        reply: (ids) => randomExchange(random, ids),
        write: () => {
          if (random.below(300) === 0) throw new Error('disk full');
        },
      });
      const ids = numbered(20);
      const error = await errorOf(fixture.run(requestsFor(ids, random.pick([1, 1, 3]))));
      checkPromises(fixture.log, concurrency);
      if (error === undefined) checkRecorded(fixture);
      if (error === undefined && fixture.stop.why() === undefined)
        for (const id of ids) assert.match(fixture.storyOf(id), /record (accepted|rejected|in_doubt)$/);
    });
  });
});
