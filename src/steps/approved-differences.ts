import type { ApprovedPlan, ApprovedSteps } from '../schemas/steps.js';

/** Tells what a plan's lockfile has learnt since a time, or at all when there was none; a few words for each call. */
export type Learnt = (file: string, since: string | null) => readonly string[];

/** Of a plan's steps, no more than these are named. */
const MAX_NAMED = 5;

/**
 * What has changed between the steps that were approved and those that would be performed, in words; nothing when they are the same. Pure.
 */
export function differencesOf(approved: ApprovedSteps, now: ApprovedSteps, learnt: Learnt): string[] {
  const later = new Map(now.plans.map((plan) => [plan.file, plan]));
  const known = new Set(approved.plans.map(({ file }) => file));
  return [
    ...targetDifferences(approved, now),
    ...settingDifferences(approved, now),
    ...approved.plans.flatMap((plan) => {
      const other = later.get(plan.file);
      return other ? planDifferences(plan, other, learnt) : [`${plan.file} is gone`];
    }),
    ...now.plans.filter(({ file }) => !known.has(file)).map(({ file }) => `${file} is new`),
  ];
}

function targetDifferences({ simulate }: ApprovedSteps, now: ApprovedSteps): string[] {
  if (simulate === now.simulate) return [];
  const [was, is] = simulate ? ['a rehearsal', 'the real calls'] : ['the real calls', 'a rehearsal'];
  return [`the steps were approved for ${was}, and this is a run of ${is}`];
}

function settingDifferences({ settings }: ApprovedSteps, now: ApprovedSteps): string[] {
  const names = Object.keys(settings) as (keyof typeof settings)[];
  return names
    .filter((name) => settings[name] !== now.settings[name])
    .map((name) =>
      name === 'policy'
        ? `the policy was ${settings.policy === null ? 'set' : now.settings.policy === null ? 'removed' : 'changed'}`
        : `${name} was ${JSON.stringify(settings[name])}, and is ${JSON.stringify(now.settings[name])}`,
    );
}

function planDifferences(was: ApprovedPlan, now: ApprovedPlan, learnt: Learnt): string[] {
  const { file } = was;
  const about = [
    ...(was.name === now.name ? [] : [`its name was ${was.name}, and is ${now.name}`]),
    ...(was.edition === now.edition ? [] : [`its edition was ${was.edition}, and is ${now.edition}`]),
    ...stepDifferences(was, now),
    ...(was.digest === now.digest ? [] : ['it, or a list of it, was edited']),
    ...lockfileDifferences(was, now, learnt),
  ];
  return about.map((difference) => `${file}: ${difference}`);
}

function stepDifferences(was: ApprovedPlan, now: ApprovedPlan): string[] {
  const before = new Map(was.steps.map((step) => [step.id, step]));
  const after = new Map(now.steps.map((step) => [step.id, step]));
  const changed = now.steps.filter(({ id, digest, reason }) => {
    const step = before.get(id);
    return step !== undefined && (step.digest !== digest || step.reason !== reason);
  });
  const groups: [string, readonly { readonly id: string }[]][] = [
    ['to be called and not approved', now.steps.filter(({ id }) => !before.has(id))],
    ['approved and not to be called any more', was.steps.filter(({ id }) => !after.has(id))],
    ['another call than was approved', changed],
  ];
  const found = groups
    .filter(([, steps]) => steps.length > 0)
    .map(
      ([what, steps]) => `${named(steps.map(({ id }) => id))} ${steps.length === 1 ? 'is' : 'are'} ${what}`,
    );
  if (found.length > 0) return found;
  // Written by hand: an id twice, or another order, in which they would share other requests.
  const same = JSON.stringify(was.steps) === JSON.stringify(now.steps);
  return same ? [] : ['its calls are approved in another order than they have'];
}

function lockfileDifferences(was: ApprovedPlan, now: ApprovedPlan, learnt: Learnt): string[] {
  if (was.lockfile?.digest === now.lockfile?.digest) return [];
  if (!now.lockfile) return ['its lockfile is gone; bring it back from git'];
  const news = learnt(was.file, was.lockfile?.newest ?? null);
  const fewer = (was.lockfile?.calls ?? 0) - now.lockfile.calls;
  const less = fewer > 0 ? [`it knows ${fewer === 1 ? 'a call' : `${fewer} calls`} less`] : [];
  const all = [...less, ...(news.length > 0 ? [named(news)] : [])];
  const what = all.length > 0 ? `: ${all.join(', ')}` : '';
  return [was.lockfile ? `its lockfile has changed${what}` : `it had no lockfile, and has one${what}`];
}

/** `a, b, c, d, e and 7 more` */
function named(all: readonly string[]): string {
  const rest = all.length - MAX_NAMED;
  return `${all.slice(0, MAX_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
