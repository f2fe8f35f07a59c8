import { readFile } from 'node:fs/promises';
import type { Arrivals } from './plivo.js';

/** A lockfile as it lies on the disk, read without a line of the code that wrote it. */
export interface Found {
  /** The state in the last line of each call, by its id. */
  readonly states: ReadonlyMap<string, string>;
  /** Whether the last line broke off. */
  readonly torn: boolean;
}

/** Reads a lockfile; nothing when there is none. Throws for a line that is not whole, unless it is the last and without an end. */
export async function readStates(file: string): Promise<Found> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  const states = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    const value = JSON.parse(line) as { lockfile?: number; id: string; state: string };
    if ((value.lockfile === 1) !== (index === 0))
      throw new Error(`line ${index + 1} is out of place: ${line}`);
    if (index > 0) states.set(value.id, value.state);
  }
  return { states, torn: rest !== '' };
}

/** What a lockfile says wrongly of what really arrived, a sentence each. `ids` are the calls that it is the record of. */
export function problemsIn({ states }: Found, ids: readonly string[], { fates }: Arrivals): string[] {
  return ids.flatMap((id) => {
    const met = fates.get(id) ?? [];
    const state = states.get(id);
    const problems: string[] = [];
    // Only what was turned away for its rate may come again.
    const turnedAway = met.slice(0, -1).every((fate) => fate === '429');
    if (!turnedAway) problems.push(`${id} was received more than once: ${met.join('; ')}`);
    const fate = met.at(-1);
    const remembered = state === 'accepted' || state === 'in_doubt' || state === 'sending';
    if (fate !== undefined && fate !== '429' && !remembered)
      problems.push(`${id} was received (${fate}), and the lockfile says ${state ?? 'nothing'}`);
    if (state === 'accepted' && fate !== 'placed')
      problems.push(`${id} is called accepted, and was answered ${fate ?? 'never'}`);
    return problems;
  });
}

/** How many calls a lockfile leaves in doubt once their process is gone. */
export function doubtsIn({ states }: Found): number {
  return [...states.values()].filter((state) => state === 'sending' || state === 'in_doubt').length;
}
