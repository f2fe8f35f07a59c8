import * as assert from 'uvu/assert';
import type { Exchange } from '../../src/plivo/exchange.js';
import { spec } from '../harness/spec.js';
import { createFixture, failed, fired, lost, numbered, requestsFor, unsent } from './send-fixture.js';

const PLACED = 'claim, claimed, post, reply, settled accepted, record accepted';

/** The most requests that were claimed and not yet recorded at one time. */
function mostInFlight(log: readonly { readonly what: string }[]): number {
  let now = 0;
  return log.reduce((most, { what }) => {
    if (what === 'claim') now += 1;
    if (what.startsWith('record')) now -= 1;
    return Math.max(most, now);
  }, 0);
}

spec('perform: one request', (it) => {
  it('is claimed, then posted, then recorded', async () => {
    const fixture = createFixture();
    await fixture.run(requestsFor(['a']));
    assert.is(fixture.storyOf('a'), PLACED);
    assert.is(fixture.stop.why(), undefined);
  });

  it("is recorded with the time, Plivo's word and its id", async () => {
    const fixture = createFixture({ latency: () => 1000 });
    await fixture.run(requestsFor(['a']));
    assert.equal(
      [...fixture.entries.values()],
      [
        {
          edition: '1',
          id: 'a',
          to: 'sip:a@test',
          from: '+14152224444',
          digest: `v1:${'0'.repeat(64)}`,
          state: 'accepted',
          at: '2026-11-23T10:00:01.003Z',
          status: 201,
          message: 'call fired',
          request_uuid: 'uuid-a',
        },
      ],
    );
  });

  it('is posted once, whatever the outcome, unless it certainly never arrived', async () => {
    const outcomes: readonly [Exchange, string][] = [
      [failed(400, 'from is not valid'), 'rejected'],
      [failed(403, 'Calls to this destination country are barred'), 'rejected'],
      [failed(404, 'not found'), 'rejected'],
      [failed(422, 'unprocessable'), 'rejected'],
      [failed(408, 'timeout'), 'in_doubt'],
      [failed(500, 'internal error'), 'in_doubt'],
      [failed(503, 'unavailable', 1000), 'in_doubt'],
      [failed(302, 'elsewhere'), 'in_doubt'],
      [lost, 'in_doubt'],
      [{ kind: 'reply', status: 200, body: 'no json', complete: false }, 'accepted'],
    ];
    for (const [exchange, state] of outcomes) {
      const fixture = createFixture({ reply: () => exchange });
      await fixture.run(requestsFor(['a']));
      assert.is(fixture.storyOf('a'), PLACED.replaceAll('accepted', state), JSON.stringify(exchange));
      assert.is(fixture.stateOf('a'), state);
    }
  });

  it('may be none', async () => {
    const fixture = createFixture();
    await fixture.run([]);
    assert.equal(fixture.log, []);
  });
});

spec('perform: many requests', (it) => {
  it('are each placed once, in their order', async () => {
    const fixture = createFixture();
    const ids = numbered(30);
    await fixture.run(requestsFor(ids));
    for (const id of ids) assert.is(fixture.storyOf(id), PLACED);
    assert.equal(
      fixture.log.filter(({ what }) => what === 'claim').flatMap((happened) => happened.ids),
      ids,
    );
  });

  for (const concurrency of [1, 2, 7])
    it(`are at most ${concurrency} in flight, and no fewer than there could be`, async () => {
      const fixture = createFixture({ concurrency });
      await fixture.run(requestsFor(numbered(20)));
      assert.is(mostInFlight(fixture.log), concurrency);
    });

  it('start at the rate, each call of a bulk request counted', async () => {
    const fixture = createFixture({ rate: 2 });
    await fixture.run(requestsFor(['a', 'b', 'c', 'd', 'e', 'f'], 2));
    assert.equal(
      fixture.log.filter(({ what }) => what === 'claim').map(({ at }) => at),
      [0, 1000, 2000],
    );
  });

  it('go on when one of them is rejected or in doubt', async () => {
    const fixture = createFixture({
      reply: (ids) => (ids[0] === '0' ? failed(400, 'no') : ids[0] === '1' ? lost : fired(ids)),
    });
    await fixture.run(requestsFor(numbered(6)));
    assert.equal(
      numbered(6).map((id) => fixture.stateOf(id)),
      ['rejected', 'in_doubt', 'accepted', 'accepted', 'accepted', 'accepted'],
    );
  });
});

const RETRIED = 'claim, claimed, post, reply, settled not_sent, record not_sent';

spec('perform: certainly not sent', (it) => {
  /** The times from one post of `a` to the next. */
  const waits = (fixture: ReturnType<typeof createFixture>): number[] => {
    const posts = fixture.log
      .filter(({ what, ids }) => what === 'post' && ids.includes('a'))
      .map(({ at }) => at);
    return posts.slice(1).map((at, index) => at - (posts[index] ?? 0));
  };

  it('goes again, under a new claim each time', async () => {
    const fixture = createFixture({ reply: (ids, tries) => (tries < 5 ? unsent : fired(ids)) });
    await fixture.run(requestsFor(['a']));
    assert.is(fixture.storyOf('a'), [RETRIED, RETRIED, RETRIED, RETRIED, PLACED].join(', '));
    assert.is(fixture.stop.why(), undefined);
  });

  it('goes again later and later', async () => {
    // A try is 100 ms for the reply and 3 ms for each of the claim and the record.
    const fixture = createFixture({ reply: () => unsent });
    await fixture.run(requestsFor(['a']));
    assert.equal(waits(fixture), [1106, 2106, 4106, 8106]);
    const jittered = createFixture({ reply: () => unsent, random: () => 0.5 });
    await jittered.run(requestsFor(['a']));
    assert.equal(waits(jittered), [1356, 2606, 5106, 10_106]);
  });

  it('goes again when Plivo says so', async () => {
    const fixture = createFixture({
      reply: (ids, tries) => (tries === 1 ? failed(429, 'slow down', 7000) : fired(ids)),
    });
    await fixture.run(requestsFor(['a']));
    assert.equal(waits(fixture), [7106]);
    assert.is(fixture.stateOf('a'), 'accepted');
  });

  it('makes the others wait too', async () => {
    const fixture = createFixture({
      concurrency: 1,
      reply: (ids, tries) => (ids[0] === 'a' && tries === 1 ? failed(429, 'slow down', 7000) : fired(ids)),
    });
    const others = createFixture({
      concurrency: 4,
      rate: 5,
      latency: () => 10,
      reply: (ids, tries) => (ids[0] === 'a' && tries === 1 ? failed(429, 'slow down', 7000) : fired(ids)),
    });
    await fixture.run(requestsFor(['a', 'b', 'c']));
    await others.run(requestsFor(['a', 'b', 'c', 'd', 'e']));
    for (const { log } of [fixture, others])
      assert.equal(
        log.filter(({ what, at }) => what === 'claim' && at > 0 && at < 7000),
        [],
      );
  });

  it('ends the run at the fifth time', async () => {
    const fixture = createFixture({ concurrency: 1, reply: () => unsent });
    await fixture.run(requestsFor(['a', 'b']));
    assert.is(fixture.storyOf('a'), Array.from({ length: 5 }, () => RETRIED).join(', '));
    assert.is(fixture.storyOf('b'), '');
    assert.is(fixture.stop.why(), 'connection refused');
    assert.is(fixture.entries.size, 0);
  });

  it('is not sent again once the outcome is another one', async () => {
    for (const [last, state] of [
      [lost, 'in_doubt'],
      [failed(500, 'no'), 'in_doubt'],
      [failed(400, 'no'), 'rejected'],
    ] as const) {
      const fixture = createFixture({ reply: (_, tries) => (tries === 1 ? unsent : last) });
      await fixture.run(requestsFor(['a']));
      assert.is(fixture.storyOf('a'), `${RETRIED}, ${PLACED.replaceAll('accepted', state)}`);
      assert.is(fixture.stateOf('a'), state);
    }
  });
});
