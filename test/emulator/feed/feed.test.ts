import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import * as assert from 'uvu/assert';
import { createFeed, MAX_BEHIND_BYTES, MAX_CLIENTS, type Feed } from '../../../src/emulator/feed/feed.js';
import type { Change, Snapshot } from '../../../src/emulator/feed/messages.js';
import { spec } from '../../harness/spec.js';
import { clocked } from '../clock-fixture.js';
import { emulated, least } from '../emulator-fixture.js';
import { readFeed } from './feed-reader.js';

/** The response to somebody who watches, of which `waiting` bytes have not arrived. */
class Watcher extends EventEmitter {
  waiting = 0;
  written: string[] = [];
  status = 0;
  get writableLength(): number {
    return this.waiting;
  }
  writeHead(status: number): void {
    this.status = status;
  }
  write(text: string): void {
    this.written.push(/^event: (\w+)/.exec(text)?.[1] ?? text);
  }
}

interface Fixture {
  readonly feed: Feed;
  readonly join: () => Watcher;
  readonly tick: (change?: boolean) => void;
  /** How many timers run, and how often somebody looked. */
  readonly counts: { timers: number; looks: number };
}

/** A feed whose time is told. */
function fixture(): Fixture {
  const counts = { timers: 0, looks: 0 };
  let change = false;
  let ring = (): void => undefined;
  const watch = {
    snapshot: () => ({}) as Snapshot,
    changes: () => {
      counts.looks += 1;
      return change ? ({} as Change) : undefined;
    },
  };
  const feed = createFeed(watch, (_, callback) => {
    counts.timers += 1;
    ring = callback;
    return () => {
      counts.timers -= 1;
      ring = () => undefined;
    };
  });
  return {
    feed,
    counts,
    join: () => {
      const watcher = new Watcher();
      feed.open(watcher as unknown as ServerResponse, {});
      return watcher;
    },
    tick: (isNew = false) => {
      change = isNew;
      ring();
    },
  };
}

spec('emulator: feed', (it) => {
  it('looks only while somebody watches', () => {
    const { join, tick, counts } = fixture();
    tick();
    assert.equal(counts, { timers: 0, looks: 0 });
    const [one, other] = [join(), join()];
    tick();
    assert.equal(counts, { timers: 1, looks: 1 });
    one.emit('close');
    tick();
    other.emit('close');
    tick();
    assert.equal(counts, { timers: 0, looks: 2 });
    join();
    assert.is(counts.timers, 1);
  });

  it('shows all first, then what is new, and a sign of life now and then', () => {
    const { join, tick } = fixture();
    const watcher = join();
    tick(true);
    for (let ticks = 2; ticks <= 120; ticks++) tick();
    assert.equal(watcher.written, ['snapshot', 'change', ': still here\n\n', ': still here\n\n']);
  });

  it('spares who lags behind, and shows all anew when it has arrived', () => {
    const { join, tick } = fixture();
    const [slow, quick] = [join(), join()];
    slow.waiting = MAX_BEHIND_BYTES + 1;
    for (let ticks = 1; ticks <= 70; ticks++) tick(ticks < 3);
    slow.waiting = 10;
    tick(true);
    assert.equal(slow.written, ['snapshot']);
    slow.waiting = 0;
    tick(true);
    tick(true);
    assert.equal(slow.written, ['snapshot', 'snapshot', 'change']);
    assert.is(quick.written.filter((name) => name === 'change').length, 5);
  });

  it('bears so many watchers and no more', () => {
    const { feed, join } = fixture();
    const watchers = Array.from({ length: MAX_CLIENTS }, join);
    const surplus = new Watcher();
    assert.is(feed.open(surplus as unknown as ServerResponse, {})?.status, 503);
    assert.is(surplus.status, 0);
    watchers[3]?.emit('close');
    assert.is(feed.open(surplus as unknown as ServerResponse, {}), undefined);
  });

  it('tells of a call and its life as the time goes on', async (scope) => {
    const emulator = await clocked(scope, { page: true });
    const { next } = await readFeed(scope, emulator.origin);
    const [first, all] = (await next()) ?? [];
    assert.is(first, 'snapshot');
    assert.equal(all?.calls, []);
    await emulator.call({ nonsense: 1 });
    const [, { calls: taken = [] } = {}] = (await next()) ?? [];
    assert.equal(
      taken[0]?.events.map(({ name }) => name),
      ['initiated'],
    );
    assert.equal(taken[0]?.ignored, ['nonsense']);
    emulator.at(7);
    const [, change] = (await next()) ?? [];
    assert.equal(
      change?.calls[0]?.events.map(({ name }) => name),
      ['initiated', 'ringing', 'answered'],
    );
    const late = await (await readFeed(scope, emulator.origin)).next();
    assert.equal(late?.[1].calls, change?.calls);
  });

  it('moves no time by looking', async (scope) => {
    const emulator = await clocked(scope, { page: true, speed: 'max' });
    await emulator.call();
    emulator.at(7);
    for (let looks = 0; looks < 3; looks++) {
      const [, snapshot] = (await (await readFeed(scope, emulator.origin)).next()) ?? [];
      assert.equal(snapshot?.counts, { queued: 0, live: 1, ended: 0 });
    }
  });

  it('ends at once with the emulator, and holds no process', async (scope) => {
    const emulator = await emulated(scope, { page: true });
    const feeds = await Promise.all([1, 2, 3].map(() => readFeed(scope, emulator.origin)));
    for (const { next } of feeds) assert.is((await next())?.[0], 'snapshot');
    await emulator.close();
    for (const { next } of feeds) assert.is(await next(), undefined);
  });

  it('answers while ten thousand calls come in, of which it tells the newest', async (scope) => {
    const emulator = await emulated(scope, { page: true });
    const { next } = await readFeed(scope, emulator.origin);
    await next();
    const numbers = (from: number): string =>
      Array.from({ length: 1000 }, (_, index) => `+1415${from * 1000 + index + 1_000_000}`).join('<');
    for (let request = 0; request < 10; request++)
      assert.is((await emulator.post({ ...least, to: numbers(request) })).status, 200);
    const seen = new Set<string>();
    for (let sum = 0; sum < 10_000;) {
      const [, change] = (await next()) ?? [];
      assert.ok((change?.calls.length ?? 0) <= 500);
      for (const { to } of change?.calls ?? []) seen.add(to);
      const { queued = 0, live = 0, ended = 0 } = change?.counts ?? {};
      sum = queued + live + ended;
    }
    assert.ok(seen.has('+14151009999'));
    assert.not.ok(seen.has('+14151000000'));
  });
});
