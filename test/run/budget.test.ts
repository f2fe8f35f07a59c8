import * as assert from 'uvu/assert';
import { allowedFailures, type MaxFailures } from '../../src/run/budget.js';
import { spec } from '../harness/spec.js';
import { createStage, failed, fired, lost, numbered, requestsFor, unsent, type Stage } from './stage.js';

const posts = ({ log }: Stage): number => log.filter(({ what }) => what === 'post').length;
const recorded = ({ log }: Stage): number => log.filter(({ what }) => what.startsWith('record')).length;

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
        const stage = createStage({ concurrency, maxFailures: 4, reply: () => exchange });
        await stage.run(requestsFor(numbered(50)));
        const sent = posts(stage);
        assert.ok(sent >= 5 && sent <= 4 + concurrency, `${sent} sent, ${concurrency} at a time`);
        assert.is(recorded(stage), stage.log.filter(({ what }) => what === 'claimed').length);
        assert.is([...stage.entries.values()].filter((entry) => entry.state === state).length, sent);
        assert.is(stage.entries.size, sent);
        assert.is(stage.stop.why(), '5 of 5 calls failed, and max_failures allows 4');
      }
    });

  it('may have as many failures as are allowed', async () => {
    const stage = createStage({
      maxFailures: '10%',
      reply: (ids) => (Number(ids[0]) < 3 ? lost : fired(ids)),
    });
    await stage.run(requestsFor(numbered(30)));
    assert.is(stage.stop.why(), undefined);
    assert.is(posts(stage), 30);
  });

  it('names the share, and of how many it is', async () => {
    const stage = createStage({
      concurrency: 1,
      maxFailures: '5%',
      reply: (ids) => (Number(ids[0]) % 2 ? lost : fired(ids)),
    });
    await stage.run(requestsFor(numbered(20)));
    assert.is(stage.stop.why(), '2 of 4 calls failed, and max_failures allows 1 (5% of 20)');
    assert.is(posts(stage), 4);
  });

  it('counts every call of a request that several share', async () => {
    const stage = createStage({ concurrency: 1, maxFailures: 4, reply: () => lost });
    await stage.run(requestsFor(numbered(50), 5));
    assert.is(posts(stage), 1);
    assert.is(stage.stop.why(), '5 of 5 calls failed, and max_failures allows 4');
  });

  it('does not count a request that never left and is sent again', async () => {
    const stage = createStage({
      maxFailures: 0,
      reply: (ids, tries) => (tries < 3 ? unsent : fired(ids)),
    });
    await stage.run(requestsFor(['a', 'b']));
    assert.is(stage.stop.why(), undefined);
    assert.is(stage.stateOf('b'), 'accepted');
  });
});
