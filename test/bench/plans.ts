import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildRequests, checkPlan, expand } from 'callplan';

const HEAD = `version: 1
name: bench
from: "+14152224444"
callbacks:
  answer: https://voice.example.com/bench/answer.xml
  hangup: https://voice.example.com/bench/hangup
destinations:
`;

/** A plan with `count` bare destinations. */
export function barePlan(count: number): string {
  return HEAD + list(count, (index) => `  - "${numberOf(index)}"\n`);
}

/** A plan of ten calls, half of them bare and half with something of their own, as people write them. */
export function smallPlan(index: number): string {
  const destination = (call: number): string =>
    call % 2 === 0
      ? `  - "${numberOf(index * 10 + call)}"\n`
      : `  - id: call-${call}\n    to: "${numberOf(index * 10 + call)}"\n    digits: 1w2W3\n`;
  return HEAD.replace('name: bench', `name: bench-${index}`) + list(10, destination);
}

/** A plan with `count` destinations that each say six things of their own. */
export function fullPlan(count: number): string {
  const destination = (index: number): string => `  - id: customer-${index}
    to: "${numberOf(index)}"
    digits: 1w2W${index}
    callbacks:
      answer: https://voice.example.com/bench/answer/${index}.xml
      hangup: https://voice.example.com/bench/hangup/${index}
    options:
      caller_name: Customer ${index}
`;
  return HEAD + list(count, destination);
}

function list(count: number, item: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => item(index)).join('');
}

function numberOf(index: number): string {
  return `+1415${5_000_000 + index}`;
}

/** Writes a plan of `count` calls into `folder`, and the bodies that it stands for: `COUNT.yaml` and `COUNT.json`. */
export async function writeSample(folder: string, count: number): Promise<void> {
  const text = barePlan(count);
  const { plan } = checkPlan({ file: 'plan.yaml', text });
  if (!plan) throw new Error('the plan is wrong');
  await writeFile(join(folder, `${count}.yaml`), text);
  await writeFile(
    join(folder, `${count}.json`),
    JSON.stringify(buildRequests(expand(plan)).map(({ body }) => body)),
  );
}
