import * as assert from 'uvu/assert';
import type { Exchange } from '../../src/plivo/exchange.js';
import { spec } from '../harness/spec.js';
import { createStage, failed, fired, lost, numbered, requestsFor, unsent } from './stage.js';

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
    const stage = createStage();
    await stage.run(requestsFor(['a']));
    assert.is(stage.storyOf('a'), PLACED);
    assert.is(stage.stop.why(), undefined);
  });

  it("is recorded with the time, Plivo's word and its id", async () => {
    const stage = createStage({ latency: () => 1000 });
    await stage.run(requestsFor(['a']));
    assert.equal(
      [...stage.entries.values()],
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
      const stage = createStage({ reply: () => exchange });
      await stage.run(requestsFor(['a']));
      assert.is(stage.storyOf('a'), PLACED.replaceAll('accepted', state), JSON.stringify(exchange));
      assert.is(stage.stateOf('a'), state);
    }
  });

  it('may be none', async () => {
    const stage = createStage();
    await stage.run([]);
    assert.equal(stage.log, []);
  });
});

spec('perform: many requests', (it) => {
  it('are each placed once, in their order', async () => {
    const stage = createStage();
    const ids = numbered(30);
    await stage.run(requestsFor(ids));
    for (const id of ids) assert.is(stage.storyOf(id), PLACED);
    assert.equal(
      stage.log.filter(({ what }) => what === 'claim').flatMap((happened) => happened.ids),
      ids,
    );
  });

  for (const concurrency of [1, 2, 7])
    it(`are at most ${concurrency} in flight, and no fewer than there could be`, async () => {
      const stage = createStage({ concurrency });
      await stage.run(requestsFor(numbered(20)));
      assert.is(mostInFlight(stage.log), concurrency);
    });

  it('start at the rate, each call of a bulk request counted', async () => {
    const stage = createStage({ rate: 2 });
    await stage.run(requestsFor(['a', 'b', 'c', 'd', 'e', 'f'], 2));
    assert.equal(
      stage.log.filter(({ what }) => what === 'claim').map(({ at }) => at),
      [0, 1000, 2000],
    );
  });

  it('go on when one of them is rejected or in doubt', async () => {
    const stage = createStage({
      reply: (ids) => (ids[0] === '0' ? failed(400, 'no') : ids[0] === '1' ? lost : fired(ids)),
    });
    await stage.run(requestsFor(numbered(6)));
    assert.equal(
      numbered(6).map((id) => stage.stateOf(id)),
      ['rejected', 'in_doubt', 'accepted', 'accepted', 'accepted', 'accepted'],
    );
  });
});

const RETRIED = 'claim, claimed, post, reply, settled not_sent, record not_sent';

spec('perform: certainly not sent', (it) => {
  /** The times from one post of `a` to the next. */
  const waits = (stage: ReturnType<typeof createStage>): number[] => {
    const posts = stage.log
      .filter(({ what, ids }) => what === 'post' && ids.includes('a'))
      .map(({ at }) => at);
    return posts.slice(1).map((at, index) => at - (posts[index] ?? 0));
  };

  it('goes again, under a new claim each time', async () => {
    const stage = createStage({ reply: (ids, tries) => (tries < 5 ? unsent : fired(ids)) });
    await stage.run(requestsFor(['a']));
    assert.is(stage.storyOf('a'), [RETRIED, RETRIED, RETRIED, RETRIED, PLACED].join(', '));
    assert.is(stage.stop.why(), undefined);
  });

  it('goes again later and later', async () => {
    // A try is 100 ms for the reply and 3 ms for each of the claim and the record.
    const stage = createStage({ reply: () => unsent });
    await stage.run(requestsFor(['a']));
    assert.equal(waits(stage), [1106, 2106, 4106, 8106]);
    const jittered = createStage({ reply: () => unsent, random: () => 0.5 });
    await jittered.run(requestsFor(['a']));
    assert.equal(waits(jittered), [1356, 2606, 5106, 10_106]);
  });

  it('goes again when Plivo says so', async () => {
    const stage = createStage({
      reply: (ids, tries) => (tries === 1 ? failed(429, 'slow down', 7000) : fired(ids)),
    });
    await stage.run(requestsFor(['a']));
    assert.equal(waits(stage), [7106]);
    assert.is(stage.stateOf('a'), 'accepted');
  });

  it('makes the others wait too', async () => {
    const stage = createStage({
      concurrency: 1,
      reply: (ids, tries) => (ids[0] === 'a' && tries === 1 ? failed(429, 'slow down', 7000) : fired(ids)),
    });
    const others = createStage({
      concurrency: 4,
      rate: 5,
      latency: () => 10,
      reply: (ids, tries) => (ids[0] === 'a' && tries === 1 ? failed(429, 'slow down', 7000) : fired(ids)),
    });
    await stage.run(requestsFor(['a', 'b', 'c']));
    await others.run(requestsFor(['a', 'b', 'c', 'd', 'e']));
    for (const { log } of [stage, others])
      assert.equal(
        log.filter(({ what, at }) => what === 'claim' && at > 0 && at < 7000),
        [],
      );
  });

  it('ends the run at the fifth time', async () => {
    const stage = createStage({ concurrency: 1, reply: () => unsent });
    await stage.run(requestsFor(['a', 'b']));
    assert.is(stage.storyOf('a'), Array.from({ length: 5 }, () => RETRIED).join(', '));
    assert.is(stage.storyOf('b'), '');
    assert.is(stage.stop.why(), 'connection refused');
    assert.is(stage.entries.size, 0);
  });

  it('is not sent again once the outcome is another one', async () => {
    for (const [last, state] of [
      [lost, 'in_doubt'],
      [failed(500, 'no'), 'in_doubt'],
      [failed(400, 'no'), 'rejected'],
    ] as const) {
      const stage = createStage({ reply: (_, tries) => (tries === 1 ? unsent : last) });
      await stage.run(requestsFor(['a']));
      assert.is(stage.storyOf('a'), `${RETRIED}, ${PLACED.replaceAll('accepted', state)}`);
      assert.is(stage.stateOf('a'), state);
    }
  });
});
