import type { StepChanges } from '../../steps/compare.js';
import type { Action, Step } from '../../steps/decide.js';
import type { Compared } from './dry-run.js';

export type StepCounts = Readonly<Record<Action, number>>;

/** How many steps there are of each action. */
export function countSteps(steps: readonly Step[]): StepCounts {
  const counts = { send: 0, skip: 0, ask: 0, hold: 0 };
  for (const { action } of steps) counts[action] += 1;
  return counts;
}

/** Seconds that `calls` take at `rate` calls a second, without the time for Plivo's replies. */
export function secondsFor(calls: number, rate: number): number {
  return Math.round((calls / rate) * 1000) / 1000;
}

/** `1 call`, `2 calls` */
export function callsText(n: number): string {
  return `${n} call${n === 1 ? '' : 's'}`;
}

/** How a step compares with the lockfile. */
export type StepKind =
  'undecided' | 'held' | 'added' | 'changed' | 'redialled' | 'repeated' | 'done' | 'left out';

/** In the order in which they are listed: what needs a person comes first. */
export const STEP_KINDS: readonly StepKind[] = [
  'undecided',
  'held',
  'added',
  'changed',
  'redialled',
  'repeated',
  'done',
  'left out',
];

/** How a step compares with the lockfile. */
export function kindOf({ action, reason: { code } }: Step): StepKind {
  if (action === 'ask') return 'undecided';
  if (action === 'hold') return 'held';
  if (action === 'skip') return code === 'left-out' ? 'left out' : 'done';
  switch (code) {
    case 'new':
      return 'added';
    case 'changed-after-rejection':
      return 'changed';
    case 'redial':
      return 'redialled';
    default:
      return 'repeated';
  }
}

/** How many steps there are of each kind. */
export function countKinds(steps: readonly Step[]): Record<StepKind, number> {
  const counts = Object.fromEntries(STEP_KINDS.map((kind) => [kind, 0])) as Record<StepKind, number>;
  for (const step of steps) counts[kindOf(step)] += 1;
  return counts;
}

/** How many calls a change affects, by what it does to them. */
export interface ComparedCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly halted: number;
  readonly same: number;
}

/** Counts what a change does, all plans together. */
export function countCompared({ plans }: Compared): ComparedCounts {
  const sum = (count: (changes: StepChanges) => number): number =>
    plans.reduce((total, { changes }) => total + count(changes), 0);
  return {
    added: sum(({ added }) => added.length),
    changed: sum(({ changed }) => changed.length),
    removed: sum(({ removed }) => removed.length),
    halted: sum(({ halted }) => halted.length),
    same: sum(({ same }) => same),
  };
}

/** `adds 2 calls, changes 1 call, takes away 1 call; 8 calls would be placed without it too` */
export function comparedText(counts: ComparedCounts): string {
  const { added, changed, removed, halted, same } = counts;
  const parts = [
    ...(added > 0 ? [`adds ${callsText(added)}`] : []),
    ...(changed > 0 ? [`changes ${callsText(changed)}`] : []),
    ...(removed > 0 ? [`takes away ${callsText(removed)}`] : []),
    ...(halted > 0 ? [`leaves ${callsText(halted)} waiting or held`] : []),
  ];
  const what = parts.length > 0 ? parts.join(', ') : 'changes no call';
  return same > 0 ? `${what}; ${callsText(same)} would be placed without it too` : what;
}
