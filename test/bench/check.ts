import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Contestant, Measured } from './check-contestant.js';
import type { Figure } from './figure.js';
import { alternate, runScript, withFolder } from './measure.js';
import { fullPlan } from './plans.js';

const ROUNDS = 3;

/** Parse, validate, rules and digests of inline destinations, against `yaml.parse` and `JSON.parse` of the same data alone. */
export function check(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    const few = await writeSample(folder, 1_000, { warmUps: 8, runs: 7 });
    const many = await writeSample(folder, 10_000, { warmUps: 1, runs: 2 });
    const ms = alternate(
      {
        fewChecked: () => measure('callplan', few).ms,
        fewYaml: () => measure('yaml', few).ms,
        fewJson: () => measure('json', few).ms,
        checked: () => measure('callplan', many).ms,
        yaml: () => measure('yaml', many).ms,
        json: () => measure('json', many).ms,
      },
      ROUNDS,
    );
    const growth = ms.checked / ms.fewChecked / (ms.yaml / ms.fewYaml);
    const once = { ...many, warmUps: 0, runs: 1 };
    return [
      { name: 'yaml.parse of 10,000 destinations', value: ms.yaml, unit: 'ms' },
      { name: 'check of 1,000 destinations / yaml.parse', value: ms.fewChecked / ms.fewYaml, aim: 1.6 },
      { name: 'check of 10,000 destinations / yaml.parse', value: ms.checked / ms.yaml, aim: 1.6 },
      { name: 'check of 1,000 destinations / JSON.parse', value: ms.fewChecked / ms.fewJson },
      { name: 'check of 10,000 destinations / JSON.parse', value: ms.checked / ms.json },
      { name: 'check of 10,000 destinations / of 1,000', value: ms.checked / ms.fewChecked },
      { name: 'yaml.parse of 10,000 destinations / of 1,000', value: ms.yaml / ms.fewYaml },
      // The parser itself grows faster than its text, by what the collection of garbage takes: nothing may come on top.
      { name: 'growth of the check / growth of yaml.parse', value: growth, aim: 1.1 },
      {
        name: 'peak memory: check of 10,000 destinations',
        value: measure('callplan', once).peakMb,
        unit: 'MB',
      },
      {
        name: 'peak memory: yaml.parse of 10,000 destinations',
        value: measure('yaml', once).peakMb,
        unit: 'MB',
      },
    ];
  });
}

interface Sample {
  readonly yaml: string;
  readonly json: string;
  readonly warmUps: number;
  readonly runs: number;
}

async function writeSample(
  folder: string,
  count: number,
  repeat: Pick<Sample, 'warmUps' | 'runs'>,
): Promise<Sample> {
  const text = fullPlan(count);
  const [yaml, json] = [join(folder, `${count}.yaml`), join(folder, `${count}.json`)];
  await writeFile(yaml, text);
  await writeFile(json, JSON.stringify(parse(text)));
  return { yaml, json, ...repeat };
}

/** In a process of its own: what one contestant made V8 compile must not help or hinder another. */
function measure(contestant: Contestant, { yaml, json, warmUps, runs }: Sample): Measured {
  const file = contestant === 'json' ? json : yaml;
  const { stdout } = runScript('check-contestant.ts', contestant, file, String(warmUps), String(runs));
  return JSON.parse(stdout) as Measured;
}
