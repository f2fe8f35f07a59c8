import * as assert from 'uvu/assert';
import { allowedFailures, type MaxFailures } from '../../src/run/budget.js';
import { spec } from '../harness/spec.js';
import {
  createFixture,
  failed,
  fired,
  lost,
  numbered,
  requestsFor,
  unsent,
  type Fixture,
} from './send-fixture.js';

const posts = ({ log }: Fixture): number => log.filter(({ what }) => what === 'post').length;
const recorded = ({ log }: Fixture): number => log.filter(({ what }) => what.startsWith('record')).length;

spec('budget: how many calls may fail', (it) => {
  const table: readonly [max: MaxFailures, calls: number, allowed: number][] = [
    [0, 1000, 0],
    [7, 3, 7],
    ['5%', 0, 1],
    ['5%', 3, 1],
    ['5%', 39, 1],
    ['5%', 40, 2],
    ['5%', 99_999, 4999],
    ['1%', 100, 1],
    ['29%', 100, 29],
    ['100%', 3, 3],
  ];
  for (const [max, calls, allowed] of table)
    it(`${max} of ${calls}: ${allowed}`, () => {
      assert.is(allowedFailures(max, calls), allowed);
    });
});

spec('budget: a run', (it) => {
  for (const [what, exchange, state] of [
    ['rejects', failed(400, 'bad number'), 'rejected'],
    ['leaves in doubt', lost, 'in_doubt'],
  ] as const)
    it(`where Plivo ${what} every call is stopped; what is in flight is awaited and recorded`, async () => {
      for (const concurrency of [1, 3, 8]) {
        const fixture = createFixture({ concurrency, maxFailures: 4, reply: () => exchange });
        await fixture.run(requestsFor(numbered(50)));
        const sent = posts(fixture);
        assert.ok(sent >= 5 && sent <= 4 + concurrency, `${sent} sent, ${concurrency} at a time`);
        assert.is(recorded(fixture), fixture.log.filter(({ what }) => what === 'claimed').length);
        assert.is([...fixture.entries.values()].filter((entry) => entry.state === state).length, sent);
        assert.is(fixture.entries.size, sent);
        assert.is(fixture.stop.why(), '5 of 5 calls failed, and max_failures allows 4');
      }
    });

  it('may have as many failures as are allowed', async () => {
    const fixture = createFixture({
      maxFailures: '10%',
      reply: (ids) => (Number(ids[0]) < 3 ? lost : fired(ids)),
    });
    await fixture.run(requestsFor(numbered(30)));
    assert.is(fixture.stop.why(), undefined);
    assert.is(posts(fixture), 30);
  });

  it('names the share, and of how many it is', async () => {
    const fixture = createFixture({
      concurrency: 1,
      maxFailures: '5%',
      reply: (ids) => (Number(ids[0]) % 2 ? lost : fired(ids)),
    });
    await fixture.run(requestsFor(numbered(20)));
    assert.is(fixture.stop.why(), '2 of 4 calls failed, and max_failures allows 1 (5% of 20)');
    assert.is(posts(fixture), 4);
  });

  it('counts every call of a request that several share', async () => {
    const fixture = createFixture({ concurrency: 1, maxFailures: 4, reply: () => lost });
    await fixture.run(requestsFor(numbered(50), 5));
    assert.is(posts(fixture), 1);
    assert.is(fixture.stop.why(), '5 of 5 calls failed, and max_failures allows 4');
  });

  it('does not count a request that never left and is sent again', async () => {
    const fixture = createFixture({
      maxFailures: 0,
      reply: (ids, tries) => (tries < 3 ? unsent : fired(ids)),
    });
    await fixture.run(requestsFor(['a', 'b']));
    assert.is(fixture.stop.why(), undefined);
    assert.is(fixture.stateOf('b'), 'accepted');
  });
});
