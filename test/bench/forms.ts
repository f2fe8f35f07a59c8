import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from './figure.js';
import { BIN, measureNode, median, withFolder } from './measure.js';

const ROUNDS = 3;
/** About 720 bytes each. */
const ITEMS = { '1 MB': 1_395, '10 MB': 13_950 } as const;

/** Whole processes that make plans of Postman collections, against one that parses the same JSON and keeps it. */
export function forms(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    for (const [size, items] of Object.entries(ITEMS))
      await writeFile(join(folder, `${size}.json`), collectionOf(items));
    const small = measure(['import', '1 MB.json', '--as', 'postman', '--out', 'small.yaml'], folder);
    const large = measure(['import', '10 MB.json', '--as', 'postman', '--out', 'large.yaml'], folder);
    const parse = `globalThis.kept = JSON.parse(require('node:fs').readFileSync('10 MB.json', 'utf8'))`;
    const parsed = measureNode(['-e', parse], folder);
    return [
      { name: 'import of a Postman collection of 10 MB', value: large.ms, unit: 'ms' },
      { name: 'import: 10 MB / 1 MB', value: large.ms / small.ms, aim: 10 },
      { name: 'peak memory: import of 1 MB', value: small.mb, unit: 'MB' },
      { name: 'peak memory: import of 10 MB', value: large.mb, unit: 'MB' },
      { name: 'peak memory: import of 10 MB / JSON.parse of it', value: large.mb / parsed.mb },
    ];
  });
}

/** A file that is there is not written anew, so each round writes to another. */
function measure(args: readonly string[], folder: string): { ms: number; mb: number } {
  const rounds = Array.from({ length: ROUNDS }, (_, round) =>
    measureNode([BIN, ...args.map((arg) => arg.replace(/\.yaml$/, `-${round}.yaml`))], folder),
  );
  return { ms: median(rounds.map(({ ms }) => ms)), mb: median(rounds.map(({ mb }) => mb)) };
}

function collectionOf(items: number): string {
  const item = (index: number): object => ({
    name: `Call ${index}`,
    request: {
      method: 'POST',
      header: [{ key: 'Content-Type', value: 'application/json' }],
      url: { raw: 'https://api.plivo.com/v1/Account/{{auth_id}}/Call/' },
      description: 'Calls a customer about an appointment. '.repeat(8),
      body: {
        mode: 'raw',
        raw: JSON.stringify({
          from: '+14152224444',
          to: `+1415${5_000_000 + index}`,
          answer_url: `https://voice.example.com/answer.xml?customer=${index}`,
          answer_method: 'GET',
          caller_name: `Customer ${index}`,
        }),
      },
    },
  });
  return JSON.stringify({
    info: { name: 'calls', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: Array.from({ length: items }, (_, index) => item(index)),
  });
}
