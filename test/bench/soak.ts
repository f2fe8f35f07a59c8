/**
 * Kills the command thousands of times: `npm run soak -- --kills 2000`, with `--seed N` to make the same choices once more,
 * `--concurrency N` and `--faults SHARE`. Ends with 1 at the first call that was placed twice or forgotten.
 */
import { parseArgs } from 'node:util';
import { withFolder } from './measure.js';
import { soak } from './soak/soak.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    concurrency: { type: 'string', default: '10' },
    faults: { type: 'string', default: '0.02' },
  },
});
const [kills, seed, concurrency, faults] = [values.kills, values.seed, values.concurrency, values.faults].map(
  Number,
) as [number, number, number, number];
if (![kills, seed, concurrency, faults].every((number) => number >= 0))
  throw new Error('these are no numbers');

process.stdout.write(`seed ${seed}, ${kills} kills, concurrency ${concurrency}, faults ${faults}\n`);
const started = performance.now();
let shown = 0;
const tally = await withFolder((folder) =>
  soak({
    kills,
    seed,
    folder,
    concurrency,
    faults,
    onKill: (now) => {
      if (now.kills < shown + 100) return;
      shown = now.kills;
      process.stdout.write(`${now.kills} kills, ${now.lives} lives, ${now.accepted} accepted\n`);
    },
  }),
);
process.stdout.write(`${JSON.stringify(tally, undefined, 2)}\n`);
process.stdout.write(
  `0 received twice, 0 forgotten, in ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
);
