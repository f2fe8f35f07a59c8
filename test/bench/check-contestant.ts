/** `check-contestant.ts NAME FILE WARM-UPS RUNS`: reads the file as the contestant does, and prints a {@link Measured} as JSON. */
import { readFileSync } from 'node:fs';
import { median } from './measure.js';

export type Contestant = 'callplan' | 'yaml' | 'json';

/** The median of the runs' processor time, and the most memory that the process ever held. */
export interface Measured {
  readonly ms: number;
  readonly peakMb: number;
}

const contestants: Record<Contestant, () => Promise<(text: string) => unknown>> = {
  callplan: async () => {
    const { checkPlan, expand } = await import('callplan');
    return (text) => {
      const { plan } = checkPlan({ file: 'plan.yaml', text });
      if (!plan) throw new Error('the plan is wrong');
      return expand(plan);
    };
  },
  yaml: async () => (await import('yaml')).parse,
  json: () => Promise.resolve(JSON.parse),
};

const [name, file = '', warmUps, runs] = process.argv.slice(2);
const read = await contestants[name as Contestant]();
const text = readFileSync(file, 'utf8');

// The processor's time, which says the same on a busy machine; nothing here waits for anything else.
const time = (): number => {
  const before = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

for (let warmUp = 0; warmUp < Number(warmUps); warmUp++) time();
const ms = median(Array.from({ length: Number(runs) }, time));
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ms, peakMb } satisfies Measured));
