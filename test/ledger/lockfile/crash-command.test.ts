import * as assert from 'uvu/assert';
import { soak } from '../../bench/soak/soak.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';

spec('lockfile when the command is killed', (it) => {
  it('tells of every call that arrived, none of which arrived twice', async ({ folder }) => {
    // `npm run soak` does it thousands of times.
    const { seed, numRuns: kills } = tries(6);
    const tally = await soak({ kills, seed, folder: await folder(), concurrency: 10, faults: 0.02 });
    assert.ok(tally.received > 0 && tally.accepted > 0, JSON.stringify(tally));
  });
});
