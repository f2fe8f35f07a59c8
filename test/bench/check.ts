import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Contestant, Measured } from './check-contestant.js';
import type { Figure } from './figure.js';
import { alternate, runScript, withFolder } from './measure.js';
import { fullPlan } from './plans.js';

const ROUNDS = 5;

/** Parse, validate, rules and digests of inline destinations, against `yaml.parse` and `JSON.parse` of the same data alone. */
export function check(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    const small = measurer(await writePlan(folder, 1_000), { warmUps: 12, runs: 9 });
    const large = measurer(await writePlan(folder, 10_000), { warmUps: 3, runs: 3 });
    const once = measurer(await writePlan(folder, 10_000), { warmUps: 0, runs: 1 });
    const few = alternate(
      small((measured) => measured.ms),
      ROUNDS,
    );
    const many = alternate(
      large((measured) => measured.ms),
      ROUNDS,
    );
    const peak = alternate(
      once((measured) => measured.peakMb),
      1,
    );
    return [
      { name: 'yaml.parse of 10,000 destinations', value: many.yaml, unit: 'ms' },
      { name: 'check of 1,000 destinations / yaml.parse', value: few.callplan / few.yaml, aim: 1.6 },
      { name: 'check of 10,000 destinations / yaml.parse', value: many.callplan / many.yaml, aim: 1.6 },
      { name: 'check of 1,000 destinations / JSON.parse', value: few.callplan / few.json },
      { name: 'check of 10,000 destinations / JSON.parse', value: many.callplan / many.json },
      { name: 'check of 10,000 destinations / of 1,000', value: many.callplan / few.callplan, aim: 12 },
      { name: 'yaml.parse of 10,000 destinations / of 1,000', value: many.yaml / few.yaml },
      { name: 'check of 10,000 destinations: peak memory', value: peak.callplan, unit: 'MB' },
      { name: 'yaml.parse of 10,000 destinations: peak memory', value: peak.yaml, unit: 'MB' },
    ];
  });
}

interface Sample {
  readonly yaml: string;
  readonly json: string;
}

async function writePlan(folder: string, count: number): Promise<Sample> {
  const text = fullPlan(count);
  const sample = { yaml: join(folder, `${count}.yaml`), json: join(folder, `${count}.json`) };
  await writeFile(sample.yaml, text);
  await writeFile(sample.json, JSON.stringify(parse(text)));
  return sample;
}

type Measures = Record<Contestant, () => number>;

/** Each measure is taken in a process of its own: what one contestant made V8 compile must not help or hinder another. */
function measurer(
  sample: Sample,
  { warmUps, runs }: { warmUps: number; runs: number },
): (pick: (measured: Measured) => number) => Measures {
  const measure = (contestant: Contestant, file: string): Measured => {
    const { stdout } = runScript('check-contestant.ts', contestant, file, String(warmUps), String(runs));
    return JSON.parse(stdout) as Measured;
  };
  return (pick) => ({
    callplan: () => pick(measure('callplan', sample.yaml)),
    yaml: () => pick(measure('yaml', sample.yaml)),
    json: () => pick(measure('json', sample.json)),
  });
}
