import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Figure } from './figure.js';
import { alternate, BIN, peakMb, runNode, withFolder } from './measure.js';
import { fullPlan, smallPlan } from './plans.js';

const ROUNDS = 7;
const FILES = [1, 100, 1000] as const;
const AIMS = { 1: 1.5, 100: 3, 1000: undefined } as const;
const SCHEMA = resolve('schemas/plan.schema.json');

/**
 * Whole processes that validate many small plans, against two validators that know nothing but the schema and tell no places, and
 * against a process that does nothing; then one large plan, with errors in it and without.
 */
export function validate(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    await mkdir(join(folder, '.git'));
    return [...(await manyFiles(folder)), ...(await oneLargeFile(folder))];
  });
}

async function manyFiles(folder: string): Promise<Figure[]> {
  for (const count of FILES) await writePlans(join(folder, String(count)), count);
  const ms = alternate<string>(
    {
      node: () => runNode(['-e', '0'], folder).ms,
      ...contestants(folder, 1),
      ...contestants(folder, 100),
      ...contestants(folder, 1000),
    },
    ROUNDS,
  );
  const of = (name: string): number => ms[name] ?? NaN;
  const ratios = FILES.flatMap((count): Figure[] => {
    const files = `${count} ${count === 1 ? 'plan' : 'plans'}`;
    const aim = AIMS[count];
    return [
      {
        name: `callplan validate, ${files} / node -e 0`,
        value: of(`callplan ${count}`) / of('node'),
        ...(aim === undefined ? {} : { aim }),
      },
      { name: `ajv-cli, ${files} / node -e 0`, value: of(`ajv ${count}`) / of('node') },
      { name: `@sourcemeta/jsonschema, ${files} / node -e 0`, value: of(`jsonschema ${count}`) / of('node') },
    ];
  });
  const perFile = (name: string, count: number): number => (of(`${name} ${count}`) - of('node')) / count;
  return [
    ...ratios,
    { name: 'callplan / ajv-cli, 1000 plans', value: of('callplan 1000') / of('ajv 1000'), aim: 1 },
    {
      name: 'callplan, a plan among 1000 / among 100',
      value: perFile('callplan', 1000) / perFile('callplan', 100),
      aim: 1,
    },
    {
      name: 'peak memory: callplan validate, 1000 plans',
      value: peakMb(callplanArgs('1000'), folder),
      unit: 'MB',
    },
    { name: 'peak memory: ajv-cli, 1000 plans', value: peakMb(ajvArgs('1000'), folder), unit: 'MB' },
  ];
}

function contestants(folder: string, count: number): Record<string, () => number> {
  const name = String(count);
  return {
    [`callplan ${count}`]: () => runNode(callplanArgs(name), folder).ms,
    [`ajv ${count}`]: () => runNode(ajvArgs(name), folder).ms,
    [`jsonschema ${count}`]: () =>
      runNode([bin('@sourcemeta/jsonschema/npm/cli.js'), 'validate', SCHEMA, name], folder).ms,
  };
}

function callplanArgs(plans: string): string[] {
  return [BIN, 'validate', plans];
}

function ajvArgs(folder: string): string[] {
  return [bin('ajv-cli/dist/index.js'), 'validate', '--strict=false', '-s', SCHEMA, '-d', `${folder}/*.yaml`];
}

function bin(path: string): string {
  return resolve('node_modules', path);
}

async function writePlans(folder: string, count: number): Promise<void> {
  await mkdir(folder);
  for (let index = 0; index < count; index++)
    await writeFile(join(folder, `plan-${index}.yaml`), smallPlan(index));
}

/** Of 1,000 and 10,000 inline destinations, none or every hundredth of them wrong. */
async function oneLargeFile(folder: string): Promise<Figure[]> {
  const samples = { few: fullPlan(1_000), many: fullPlan(10_000) };
  for (const [name, text] of Object.entries(samples)) {
    await writeFile(join(folder, `${name}.yaml`), text);
    await writeFile(join(folder, `${name}-wrong.yaml`), withErrors(text));
  }
  const time = (name: string): number => runNode(callplanArgs(`${name}.yaml`), folder, {}, [0, 1]).ms;
  const ms = alternate(
    {
      node: () => runNode(['-e', '0'], folder).ms,
      few: () => time('few'),
      many: () => time('many'),
      fewWrong: () => time('few-wrong'),
      manyWrong: () => time('many-wrong'),
    },
    ROUNDS,
  );
  return [
    { name: '10,000 destinations, 100 of them wrong / none', value: ms.manyWrong / ms.many, aim: 1.1 },
    { name: '10,000 destinations / 1,000', value: (ms.many - ms.node) / (ms.few - ms.node), aim: 10 },
    {
      name: '10,000 destinations, 100 wrong / 1,000, 10 wrong',
      value: (ms.manyWrong - ms.node) / (ms.fewWrong - ms.node),
      aim: 10,
    },
    {
      name: 'peak memory: 10,000 destinations, 100 wrong',
      value: peakMb(callplanArgs('many-wrong.yaml'), folder),
      unit: 'MB',
    },
  ];
}

/** Every hundredth caller name is under a key that does not exist. */
function withErrors(text: string): string {
  return text.replace(/caller_name(?=: Customer \d*00\n)/g, 'caler_name');
}
