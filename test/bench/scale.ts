import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Figure } from './figure.js';
import { BIN, measureNode, median, withFolder } from './measure.js';

const ROWS = [1_000, 10_000, 100_000] as const;
type Rows = (typeof ROWS)[number];
const COMMANDS = ['validate', 'dry-run', 'run'] as const;
type Command = (typeof COMMANDS)[number];
/** A command that needs more ends with an error, and so does the bench. */
const HEAP = '--max-old-space-size=256';
const ROUNDS = 3;

interface Measured {
  readonly ms: number;
  readonly mb: number;
}

/**
 * Whole processes on a plan of one list, whose rows have five cells of which three stand in templates, against a process that reads the
 * same list into objects with csv-parse. `run` places each call with the emulator, which is a process of its own.
 */
export function scale(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    await mkdir(join(folder, '.git'));
    for (const rows of ROWS) {
      await mkdir(join(folder, String(rows)));
      await writeFile(join(folder, String(rows), 'plan.yaml'), planOf(rows));
      await writeFile(join(folder, String(rows), 'people.csv'), listOf(rows));
    }
    const emulator = await startEmulator();
    try {
      const parsed = parsing(join(folder, '100000/people.csv'));
      const ms = {} as Record<Command, Record<Rows, Measured>>;
      for (const command of COMMANDS) {
        ms[command] = {} as Record<Rows, Measured>;
        for (const rows of ROWS) ms[command][rows] = await measure(folder, command, rows, emulator.env);
      }
      return figuresOf(ms, parsed);
    } finally {
      emulator.close();
    }
  });
}

/** Each has a name of its own, or the second would be taken for the first, renamed. */
function planOf(rows: number): string {
  return `version: 1
name: bench-${rows}
from: "+14152224444"
callbacks: { answer: "https://voice.example.com/bench?name={{name}}&n={{n}}", hangup: null }
digits: "{{pin}}#"
destinations:
  - file: people.csv
`;
}

function listOf(rows: number): string {
  const row = (index: number): string =>
    `+1415${5_000_000 + index},c${index},"Ada ""${index}"" Lövelace",${index},${100_000 + index}\n`;
  return `to,id,name,n,pin\n${Array.from({ length: rows }, (_, index) => row(index)).join('')}`;
}

function figuresOf(measured: Record<Command, Record<Rows, Measured>>, parsed: Measured): Figure[] {
  const { validate } = measured;
  return [
    { name: 'csv-parse of 100,000 rows into objects', value: parsed.ms, unit: 'ms' },
    { name: 'validate of 100,000 rows / csv-parse', value: validate[100_000].ms / parsed.ms },
    { name: 'peak memory: csv-parse of 100,000 rows into objects', value: parsed.mb, unit: 'MB' },
    ...COMMANDS.flatMap((command): Figure[] => {
      const { 1_000: few, 10_000: more, 100_000: most } = measured[command];
      return [
        { name: `${command} of 100,000 rows`, value: most.ms, unit: 'ms' },
        {
          name: `${command}: a row among 100,000 / among 10,000`,
          value: (most.ms - few.ms) / 99_000 / ((more.ms - few.ms) / 9_000),
          aim: 1.1,
        },
        { name: `peak memory: ${command} of 1,000 rows`, value: few.mb, unit: 'MB' },
        { name: `peak memory: ${command} of 10,000 rows`, value: more.mb, unit: 'MB' },
        { name: `peak memory: ${command} of 100,000 rows`, value: most.mb, unit: 'MB' },
        { name: `peak memory: ${command} of 100,000 rows / of 10,000`, value: most.mb / more.mb, aim: 3 },
      ];
    }),
  ];
}

async function measure(
  folder: string,
  command: Command,
  rows: Rows,
  env: NodeJS.ProcessEnv,
): Promise<Measured> {
  const cwd = join(folder, String(rows));
  const fast = ['--yes', '--new', '--cps', '1000000', '--concurrency', '100'];
  // Ten minutes of calls need no repetition to be told from noise.
  const rounds = command === 'run' ? 1 : ROUNDS;
  const taken: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    await rm(join(cwd, 'plan.lock.jsonl'), { force: true });
    taken.push(measureNode([HEAP, BIN, command, 'plan.yaml', ...(command === 'run' ? fast : [])], cwd, env));
  }
  return { ms: median(taken.map(({ ms }) => ms)), mb: median(taken.map(({ mb }) => mb)) };
}

/** What a script would do that only wants the rows. */
function parsing(file: string): Measured {
  const parser = resolve('node_modules/csv-parse/dist/cjs/sync.cjs');
  const script = `const { parse } = require(${JSON.stringify(parser)});
globalThis.kept = parse(require('node:fs').readFileSync(${JSON.stringify(file)}), { columns: true });`;
  return measureNode(['-e', script], '.', {});
}

async function startEmulator(): Promise<{ env: NodeJS.ProcessEnv; close: () => void }> {
  const args = [BIN, 'emulator', '--cps', '1000000', '--speed', 'max', '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  while (!text.includes('Ctrl-C')) await once(child.stderr, 'data');
  const said = Array.from(text.matchAll(/export (\w+)=(\S+)/g), ([, name, value]) => [name, value]);
  return { env: Object.fromEntries(said) as NodeJS.ProcessEnv, close: () => child.kill() };
}
