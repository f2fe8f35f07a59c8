import type { StepChanges } from '../../steps/compare.js';
import type { Step } from '../../steps/decide.js';
import type { Findings } from '../findings/findings.js';
import type { PlannedSteps } from './steps.js';

/** All that a dry run has to say. */
export interface DryRun {
  /** None when something is wrong with one of them. */
  readonly plans: readonly PlannedSteps[];
  /** Calls started a second. */
  readonly rate: number;
  /** What is wrong with plans and settings. */
  readonly findings: Findings;
  /** Why nobody can tell what a run would do, and what to do about it. */
  readonly trouble?: { readonly message: string; readonly hint: string };
  /** --base */
  readonly compared?: Compared;
}

/** What a change of the repository does to the calls. */
export interface Compared {
  /** The revision that it is compared with, as it was named, and the id of its commit. */
  readonly revision: string;
  readonly commit: string;
  readonly plans: readonly ComparedPlan[];
  /** What of the other revision could not be compared. */
  readonly troubles: readonly { readonly file: string; readonly problem: string }[];
}

export interface ComparedPlan {
  /** The plan as it is now, or as it was when it is gone. */
  readonly file: string;
  /** Whether the plan is gone. */
  readonly gone: boolean;
  readonly changes: StepChanges;
}

/** How many calls a change does what to. */
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

/** `adds 2 calls, changes 1, takes away 1 and leaves 3 to a person; 8 are placed either way` */
export function comparedText(counts: ComparedCounts): string {
  const { added, changed, removed, halted, same } = counts;
  const parts = [
    ...(added > 0 ? [`adds ${calls(added)}`] : []),
    ...(changed > 0 ? [`changes ${calls(changed)}`] : []),
    ...(removed > 0 ? [`takes away ${calls(removed)}`] : []),
    ...(halted > 0 ? [`leaves ${calls(halted)} waiting or held`] : []),
  ];
  const what = parts.length > 0 ? parts.join(', ') : 'changes no call';
  return same > 0 ? `${what}; ${calls(same)} would be placed without it too` : what;
}

export function calls(n: number): string {
  return `${n} call${n === 1 ? '' : 's'}`;
}

/** What a step is as against the lockfile. */
export type StepKind =
  'undecided' | 'held' | 'added' | 'changed' | 'redialled' | 'repeated' | 'done' | 'left out';

/** Those that need a person come first. */
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

/** What a step is as against the lockfile. */
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
