/**
 * Checks every case with every text of the schemas reworded, and prints the codes of each as JSON. A process of its own, since a schema
 * is compiled once.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import configSchema from '../../schemas/config.schema.json' with { type: 'json' };
import planSchema from '../../schemas/plan.schema.json' with { type: 'json' };

/** What people read in a schema. */
const WORDS = ['patternErrorMessage', 'description', 'title'];

function reword(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part))
    if (WORDS.includes(key) && typeof value === 'string') Object.assign(part, { [key]: 'something else' });
    else reword(value);
}

reword(planSchema);
reword(configSchema);
const { checkPlan } = await import('../../src/plan/check.js');
const { decodeText } = await import('../../src/source/files/text.js');
const { parseList } = await import('../../src/source/lists/parse-list.js');

const folder = process.argv[2] ?? '';
const files = readdirSync(folder);
const codes: Record<string, string[]> = {};
for (const name of files.filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -5))) {
  const source = decodeText(readFileSync(join(folder, `${name}.yaml`)), name);
  if ('code' in source) continue;
  const endings = ['csv', 'jsonl'].filter((ending) => files.includes(`${name}.${ending}`));
  const lists = new Map(
    endings.map((ending) => {
      const file = `list.${ending}`;
      return [file, parseList({ file, bytes: readFileSync(join(folder, `${name}.${ending}`)) })];
    }),
  );
  codes[name] = checkPlan(source, { lists }).diagnostics.map(({ code }) => code);
}
process.stdout.write(JSON.stringify(codes));
