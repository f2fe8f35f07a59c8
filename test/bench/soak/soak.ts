import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seeded, type Random } from '../../harness/random.js';
import { doubtsIn, problemsIn, readStates } from './ledger.js';
import { live, type End } from './life.js';
import { listenBadly, type FaultyPlivo } from './plivo.js';

export interface SoakOptions {
  /** Processes to kill before it is over. */
  readonly kills: number;
  /** Decides all that is left to chance but the moments at which the machine gets round to something. */
  readonly seed: number;
  /** Where the lockfiles may lie while it goes on. */
  readonly folder: string;
  readonly concurrency: number;
  /** The share of requests that meet trouble. */
  readonly faults: number;
  readonly onKill?: (tally: Tally) => void;
}

/** What has been seen so far. */
export interface Tally {
  lives: number;
  /** Processes that died of a signal, whichever. */
  kills: number;
  /** Processes that ended in order after a signal. */
  stopped: number;
  plans: number;
  received: number;
  accepted: number;
  inDoubt: number;
  /** Lockfiles whose last line had broken off. */
  torn: number;
  faults: number;
}

const CALLS = 400;
/** One plan's record is soaked this often at most before the next one's turn. */
const LIVES = 25;

/**
 * Runs the real command over and over against a server that answers badly, kills it at random moments, and compares after each end what
 * the lockfile says with what arrived. Throws at the first call that was received twice or forgotten, at a line that is not whole, and
 * when more calls are in doubt than kills, times the concurrency, and faults can explain.
 */
export async function soak(options: SoakOptions): Promise<Tally> {
  const random = seeded(options.seed);
  const plivo = await listenBadly(seeded(options.seed + 1), options.faults);
  const tally: Tally = {
    lives: 0,
    kills: 0,
    stopped: 0,
    plans: 0,
    received: 0,
    accepted: 0,
    inDoubt: 0,
    torn: 0,
    faults: 0,
  };
  try {
    while (tally.kills < options.kills) await soakPlan(options, plivo, random, tally);
  } finally {
    plivo.close();
  }
  return { ...tally, faults: plivo.faults(), received: plivo.fates.size };
}

/** One plan and its lockfile, from the first life to the one that finds nothing more to do. */
async function soakPlan(
  options: SoakOptions,
  plivo: FaultyPlivo,
  random: Random,
  tally: Tally,
): Promise<void> {
  const folder = await mkdtemp(join(options.folder, 'plan-'));
  const ids = Array.from({ length: CALLS }, (_, call) => `sip:c${tally.plans}-${call}@soak.example`);
  await mkdir(join(folder, '.git'));
  await mkdir(join(folder, 'plans'));
  await writeFile(join(folder, 'plans/soak.yaml'), planText(ids));
  const file = join(folder, 'plans/soak.lock.jsonl');
  tally.plans += 1;
  const before = { kills: tally.kills, faults: plivo.faults() };
  for (let lives = 0; lives < LIVES && tally.kills < options.kills; lives++) {
    const end = await live(folder, options.concurrency, plivo, random);
    count(end, tally);
    const found = await readStates(file);
    if (found.torn) tally.torn += 1;
    const problems = problemsIn(found, ids, plivo);
    const doubts = doubtsIn(found);
    const faults = plivo.faults() - before.faults;
    if (doubts > (tally.kills - before.kills) * options.concurrency + faults)
      problems.push(`${doubts} calls are in doubt`);
    const odd = oddEnd(end, [...found.states.values()].includes('sending'));
    if (odd !== undefined) problems.push(odd);
    if (problems.length > 0)
      throw new Error(
        `seed ${options.seed}, life ${tally.lives}, ${file}:\n${problems.join('\n')}\n${end.stderr}`,
      );
    options.onKill?.(tally);
    if (end.exit === 0 || end.exit === 6) break;
  }
  const { states } = await readStates(file);
  tally.inDoubt += doubtsIn({ states, torn: false });
  tally.accepted += [...states.values()].filter((state) => state === 'accepted').length;
  await rm(folder, { recursive: true });
}

function count({ signal, exit }: End, tally: Tally): void {
  tally.lives += 1;
  if (signal !== null) tally.kills += 1;
  else if (exit !== 0 && exit !== 6) tally.stopped += 1;
}

/** 0 and 6: done, or done but for what is in doubt. The others are the signals' own. */
function oddEnd({ signal, exit }: End, sending: boolean): string | undefined {
  if (signal !== null) return undefined;
  if (exit === null || ![0, 6, 129, 130, 143].includes(exit)) return `it ended with ${exit ?? 'nothing'}`;
  return sending ? `it ended in order, with ${exit}, and left a call on its way` : undefined;
}

function planText(ids: readonly string[]): string {
  return `version: 1
name: soak
edition: "1"
from: "+14152224444"
callbacks: { answer: https://voice.example.com/answer.xml, hangup: null }
destinations:
${ids.map((id) => `  - ${id}\n`).join('')}`;
}
