import { realpathSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import type { LoadedSettings } from '../workspace/settings/settings.js';
import { Fault } from '../diagnostics/fault.js';
import { withCopyOf } from './revision-copy.js';
import { openGit } from './git.js';
import { readCommit } from './revision.js';
import { compareSteps } from '../steps/compare.js';
import type { Step } from '../steps/decide.js';
import type { Compared, ComparedPlan } from '../report/dry-run/dry-run.js';
import { display } from '../source/files/paths.js';
import { readBase, withoutFolder, type Base, type BasePlan } from './revision-plans.js';
import type { Io } from '../io/io.js';
import type { SettingFlags } from '../workspace/flags.js';
import type { ReadyPlan } from '../workspace/ready-plan.js';
import { decidePlans, type StepOptions } from '../workspace/planned.js';

/** What is compared with a revision. */
export interface Now {
  readonly loaded: LoadedSettings;
  readonly plans: readonly { readonly plan: ReadyPlan; readonly steps: readonly Step[] }[];
  /** What the command line says. */
  readonly named: readonly string[];
  readonly flags: SettingFlags;
  readonly choice: Omit<StepOptions, 'policy' | 'maxCalls'>;
}

/**
 * What has become of the steps since `revision`, from the plans, lists, lockfiles and settings of then and the command line of now. What
 * of it cannot be read counts as nothing. Throws Fault `revision`.
 */
export async function compareWith(io: Io, revision: string, now: Now): Promise<Compared> {
  const root = realpathSync.native(now.loaded.root);
  const fromTop = (path: string): string => display(resolve(io.cwd, path), root);
  const git = openGit({ cwd: root, env: io.env, sealed: true });
  const commit = await readCommit(revision, git);
  const { config, ...rest } = now.flags;
  const flags: SettingFlags = config === undefined ? rest : { ...rest, config: fromTop(config) };
  const wanted = (path: string): boolean => path === flags.config || isRead(path);
  return withCopyOf(commit, wanted, git, async (folder) => {
    const there = { io, folder };
    try {
      const base = await readBase(there, now.named.map(fromTop), flags);
      return { revision, commit, ...compared(base, now, { root, cwd: io.cwd }) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const trouble = { file: 'the settings', problem: withoutFolder(error.message, there) };
      const plans = now.plans.map((plan) => comparedPlan(plan, []));
      return { revision, commit, plans, troubles: [trouble] };
    }
  });
}

/** Whether a file can be a plan, a list, a lockfile or settings, by its path. */
function isRead(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  if (folders.length === 0 && /^(\.callplanrc|callplan\.config\.|package\.json$)/.test(path)) return true;
  if (folders.some((name) => name.startsWith('.') || name === 'node_modules')) return false;
  return /^\.(ya?ml|csv|jsonl|json)$/i.test(extname(path)) && !basename(path).startsWith('.');
}

interface Where {
  readonly root: string;
  readonly cwd: string;
}

function compared(base: Base, now: Now, { root, cwd }: Where): Pick<Compared, 'plans' | 'troubles'> {
  const ancestorOf = ancestors(base, now, root);
  const pairs = now.plans.map((plan) => ({ plan, was: ancestorOf(plan.plan) }));
  const matched = new Set(pairs.map(({ was }) => was));
  const gone = base.plans.filter((plan) => plan.isNamed && !matched.has(plan));
  const before = [...matched, ...gone].filter((plan) => plan !== undefined);
  // All together, since a guard counts the calls of all of them.
  const decided = decidePlans(
    before.flatMap(({ ready }) => (ready ? [ready] : [])),
    { ...now.choice, policy: base.loaded.policy },
  );
  const stepsOf = new Map(decided.map(({ plan, steps }) => [plan, steps]));
  const stepsBefore = (was: BasePlan | undefined): Step[] =>
    (was?.ready && stepsOf.get(was.ready.plan)) ?? [];
  const typed = ({ path }: BasePlan): string => display(join(root, path), cwd);
  return {
    plans: [
      ...pairs.map(({ plan, was }) => comparedPlan(plan, stepsBefore(was))),
      ...gone.map((was): ComparedPlan => {
        return { file: typed(was), gone: true, changes: compareSteps(stepsBefore(was), []) };
      }),
    ],
    troubles: before.flatMap((was) =>
      was.problem === undefined ? [] : [{ file: typed(was), problem: was.problem }],
    ),
  };
}

function comparedPlan({ plan, steps }: Now['plans'][number], before: readonly Step[]): ComparedPlan {
  return { file: plan.file, gone: false, changes: compareSteps(before, steps) };
}

/** Tells what a plan was: the plan at its path, else the one of its name whose own path is free now. */
function ancestors(base: Base, now: Now, root: string): (plan: ReadyPlan) => BasePlan | undefined {
  const pathOf = (plan: ReadyPlan): string => display(plan.path, root);
  const taken = new Set(now.plans.map(({ plan }) => pathOf(plan)));
  const byPath = new Map(base.plans.map((was) => [was.path, was]));
  const free = base.plans.filter(({ path }) => !taken.has(path));
  const byName = new Map(free.map((was) => [was.ready?.plan.plan.name, was]));
  return (plan) => byPath.get(pathOf(plan)) ?? byName.get(plan.plan.name);
}
