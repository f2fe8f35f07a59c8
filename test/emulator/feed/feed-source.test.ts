import * as assert from 'uvu/assert';
import { createAccount } from '../../../src/emulator/emulated-account.js';
import type { FeedSource } from '../../../src/emulator/feed/feed-source.js';
import { createRecentActivity, NEWEST } from '../../../src/emulator/feed/recent-activity.js';
import type { EmulatorOptions } from '../../../src/emulator/options.js';
import { cpuMs } from '../../harness/cpu.js';
import { spec } from '../../harness/spec.js';
import { NOON, uuidOf } from '../clock-fixture.js';
import { authorization, credentials, least, path } from '../emulator-fixture.js';

interface Fixture {
  readonly source: FeedSource;
  readonly at: (seconds: number) => void;
  readonly post: (extra?: object) => void;
  readonly delete: (below: string) => void;
}

/** An account without a server, whose calls are all answered. */
function fixture(options: Partial<EmulatorOptions> = {}): Fixture {
  let now = NOON;
  let last = 0;
  const { api, feedSource: source } = createAccount(
    { credentials, clock: () => now, behaviour: () => ({ outcome: 'answered' }), ...options },
    () => uuidOf(++last),
  );
  const ask = (method: string, url: string, body: object = {}): void => {
    const contentType = 'application/json';
    api({ method, url, authorization, contentType, body: Buffer.from(JSON.stringify(body)) });
  };
  return {
    source,
    at: (seconds) => {
      now = NOON + seconds * 1000;
    },
    post: (extra = {}) => {
      ask('POST', path, { ...least, ...extra });
    },
    delete: (below) => {
      ask('DELETE', path.replace('Call/', below));
    },
  };
}

spec('emulator: what the page is told', (it) => {
  it('says once what is new, and nothing when nothing is', () => {
    const { source, at, post } = fixture();
    source.changes();
    assert.is(source.changes(), undefined);
    post();
    assert.is(source.changes()?.calls.length, 1);
    assert.is(source.changes(), undefined);
    at(1);
    assert.is(source.changes()?.calls[0]?.events.at(-1)?.name, 'ringing');
    at(2);
    // The second in which it was dialled has moved on, and nothing has happened to it.
    assert.equal(source.changes()?.calls, []);
  });

  it('tells of a call that is hung up just as it dials a digit', () => {
    const { source, at, post, delete: remove } = fixture({ callsPerSecond: Infinity });
    post({ send_digits: '1' });
    at(6);
    assert.is(source.changes()?.calls[0]?.events.at(-1)?.name, 'digit');
    remove(`Call/${uuidOf(1)}/`);
    assert.is(source.changes()?.calls[0]?.events.at(-1)?.name, 'ended');
  });

  it('counts what is queued, live and ended, also what was canceled in the queue', () => {
    const { source, at, post, delete: remove } = fixture();
    for (let calls = 0; calls < 5; calls++) post();
    assert.equal(source.snapshot().counts, { queued: 3, live: 2, ended: 0 });
    remove(`Request/${uuidOf(5)}/`);
    assert.equal(source.snapshot().counts, { queued: 2, live: 2, ended: 1 });
    at(1);
    assert.equal(source.snapshot().counts, { queued: 0, live: 4, ended: 1 });
    at(100);
    assert.equal(source.snapshot().counts, { queued: 0, live: 0, ended: 5 });
  });

  it('counts no forgotten call', () => {
    const { source, post } = fixture();
    const to = (from: number): string =>
      Array.from({ length: 1000 }, (_, index) => `+1415${from * 1000 + index + 1_000_000}`).join('<');
    for (let requests = 0; requests < 101; requests++) post({ to: to(requests) });
    const { queued, live, ended } = source.snapshot().counts;
    assert.is(queued + live + ended, 100_000);
  });

  it('counts by the second what was taken and what was dialled', () => {
    const { source, at, post } = fixture();
    for (let calls = 0; calls < 5; calls++) post();
    at(3);
    const { lastMinute, limit } = source.snapshot();
    assert.is(limit, 2);
    assert.equal(lastMinute.taken.slice(-5), [0, 5, 0, 0, 0]);
    assert.equal(lastMinute.dialled.slice(-5), [0, 2, 2, 1, 0]);
    at(60);
    assert.equal([source.snapshot().lastMinute.taken[0], source.snapshot().lastMinute.dialled[0]], [0, 2]);
    at(600);
    assert.ok(source.snapshot().lastMinute.dialled.every((count) => count === 0));
  });

  it('says nothing of a limit that there is none', () => {
    assert.is(fixture({ callsPerSecond: Infinity }).source.snapshot().limit, null);
  });

  it('knows the newest calls, oldest first, and counts what it is told late', () => {
    const recent = createRecentActivity();
    for (let call = 0; call < NEWEST + 7; call++) recent.taken(`u${call}`, NOON);
    assert.is(recent.newest().length, NEWEST);
    assert.is(recent.newest()[0], 'u7');
    assert.is(recent.newest().at(-1), `u${NEWEST + 6}`);
    for (const seconds of [59, 0, 59, -1]) recent.dialled(NOON + seconds * 1000);
    const { dialled } = recent.lastMinute(NOON + 59_000);
    assert.equal([dialled[0], dialled[59]], [1, 2]);
  });

  it('is short whatever a request holds', () => {
    const { source, at, post } = fixture({ callsPerSecond: Infinity });
    const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field-${index}`, 1]));
    post({ ...fields, ['x'.repeat(100_000)]: 1, answer_url: `https://a.example/${'x'.repeat(100_000)}` });
    post({ send_digits: `${'1'.repeat(500_000)}@1` });
    post({ to: `sip:${'x'.repeat(100_000)}@a.example` });
    at(30);
    const { calls } = source.snapshot();
    assert.ok(JSON.stringify(calls).length < 40_000, String(JSON.stringify(calls).length));
    assert.ok(cpuMs(source.snapshot) < 500);
    assert.match(calls[0]?.ignored.at(-1) ?? '', /^… \(4951 more\)$/);
    assert.match(calls[2]?.to ?? '', /^sip:x+… \(\d+ characters more\)$/);
    assert.is(calls[1]?.events.filter(({ name }) => name === 'digit').length, 200);
  });
});
