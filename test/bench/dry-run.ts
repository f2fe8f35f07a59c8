import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPlan, expand, type Entry } from 'callplan';
import { encodeLockfile } from '../../src/ledger/lockfile/encode.js';
import type { Figure } from './figure.js';
import { alternate, BIN, runNode, withFolder } from './measure.js';
import { fullPlan } from './plans.js';

const CALLS = 10_000;
const ROUNDS = 7;
const REPORTS = ['json=o.json', 'markdown=o.md', 'github=o.txt', 'outputs=o.env', 'text=t.txt'];

/**
 * A dry run of 10,000 destinations of which the lockfile knows as many calls, half of them edited since and so in need of a person, with
 * every report and the steps saved, against `validate` of the same alone.
 */
export function dryRun(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    await mkdir(join(folder, '.git'));
    await mkdir(join(folder, 'plans'));
    await writeSample(join(folder, 'plans'));
    const reports = REPORTS.flatMap((report) => ['--report', report]);
    const remove = ['o.md', 'o.env'].map((file) => `require('fs').rmSync('${file}',{force:true});`).join('');
    const ms = alternate(
      {
        node: () => runNode(['-e', '0'], folder).ms,
        validate: () => runNode([BIN, 'validate'], folder).ms,
        plain: () => runNode([BIN, 'dry-run'], folder).ms,
        all: () => {
          // What is added to a file would grow from round to round.
          runNode(['-e', remove], folder);
          return runNode([BIN, 'dry-run', ...reports, '--out', 's.json'], folder).ms;
        },
      },
      ROUNDS,
    );
    return [
      { name: 'validate, 10,000 destinations and a lockfile of as many', value: ms.validate, unit: 'ms' },
      { name: 'dry-run / validate', value: ms.plain / ms.validate },
      { name: 'dry-run with every report and --out / validate', value: ms.all / ms.validate, aim: 1.5 },
    ];
  });
}

async function writeSample(folder: string): Promise<void> {
  const text = fullPlan(CALLS);
  const { plan } = checkPlan({ file: 'plan.yaml', text });
  if (!plan) throw new Error('the plan is wrong');
  const entries = expand(plan).map(({ edition, id, to, parameters, digest }, index): Entry => ({
    edition,
    id,
    to,
    from: String(parameters['from']),
    digest: index % 2 === 0 ? digest : `v1:${'0'.repeat(64)}`,
    state: 'accepted',
    at: '2026-11-23T10:00:00.000Z',
    status: 201,
    message: 'call fired',
    request_uuid: `uuid-${index}`,
  }));
  const header = { lockfile: 1, plan: plan.name, target: 'plivo', account: '0'.repeat(16) } as const;
  await writeFile(join(folder, 'plan.yaml'), text);
  await writeFile(join(folder, 'plan.lock.jsonl'), encodeLockfile(header, entries));
}
