import * as assert from 'uvu/assert';
import { seeded } from '../harness/random.js';
import { spec } from '../harness/spec.js';
import { createFixture, failed, fired, numbered, requestsFor, type Fixture } from './send-fixture.js';

const SECONDS = 10;

/** How long the replies take, in ms. */
const latencies: Record<string, (rate: number) => () => number> = {
  'at once': () => () => 0,
  'after 50 ms': () => () => 50,
  'after 5 s': () => () => 5000,
  'at once, late or very late': (rate) => {
    const random = seeded(rate);
    return () => random.pick([0, 0, 50, 50, 700, 5000]);
  },
};

/** When each request left, in ms after the beginning. */
function postsOf({ log }: Fixture): number[] {
  return log.filter(({ what }) => what === 'post').map(({ at }) => at);
}

/** The most that any second holds, wherever it begins. */
function mostInASecond(times: readonly number[]): number {
  let head = 0;
  let most = 0;
  for (const [index, at] of times.entries()) {
    while ((times[head] ?? at) <= at - 1000) head += 1;
    most = Math.max(most, index - head + 1);
  }
  return most;
}

spec('pace: a whole run', (it) => {
  for (const rate of [2, 10, 100, 500])
    for (const [title, latencyOf] of Object.entries(latencies))
      it(`keeps to ${rate} a second for ${SECONDS} s when replies come ${title}`, async () => {
        // Enough for those that wait for the slowest replies.
        const fixture = createFixture({ rate, latency: latencyOf(rate), concurrency: 6 * rate });
        await fixture.run(requestsFor(numbered(rate * SECONDS + 1)));
        const posts = postsOf(fixture);
        const seconds = ((posts.at(-1) ?? NaN) - (posts[0] ?? NaN)) / 1000;
        assert.ok(Math.abs(seconds / SECONDS - 1) < 0.005, `${rate * SECONDS} turns took ${seconds} s`);
        assert.ok(mostInASecond(posts) <= rate + 1, `${mostInASecond(posts)} in a second`);
      });

  it('slows down as a whole when one call is told to wait, and does not make up for it', async () => {
    const rate = 100;
    const told = 'told to wait';
    const fixture = createFixture({
      rate,
      concurrency: 50,
      latency: () => 20,
      reply: ([id = ''], tries) => (id === '200' && tries === 1 ? failed(429, told, 3000) : fired([id])),
    });
    await fixture.run(requestsFor(numbered(500)));
    const reply = fixture.log.find(({ what, ids }) => what === 'reply' && ids.includes('200'))?.at ?? NaN;
    const posts = postsOf(fixture);
    // What had its turn before the reply came may still be on its way to its intent.
    assert.equal(
      posts.filter((at) => at > reply + 10 && at < reply + 3000),
      [],
    );
    assert.ok(posts.some((at) => at >= reply + 3000));
    assert.ok(mostInASecond(posts) <= rate + 1);
    assert.is(posts.length, 501);
  });
});
