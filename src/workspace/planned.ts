import type { Call } from '../calls/expand.js';
import { holdBy, reasonOf } from '../guards/hold.js';
import { guardMaxCalls } from '../guards/max-calls.js';
import type { PlacedPolicy } from '../guards/policy.js';
import { Fault } from '../diagnostics/fault.js';
import { nearest } from '../diagnostics/nearest.js';
import { choose, leaveOut, REJECTED, type Choice } from '../steps/choose.js';
import { decide, holdAll, type Step } from '../steps/decide.js';
import type { Header, Entries } from '../ledger/entry.js';
import type { ReadyPlan } from './ready-plan.js';

/** A plan beside what its lockfile knows. */
export interface KnownPlan {
  readonly plan: ReadyPlan;
  readonly entries: Entries;
  /** Undefined when there is no lockfile. */
  readonly header?: Header | undefined;
}

/** What was decided of it. */
export interface Planned extends KnownPlan {
  readonly steps: readonly Step[];
}

/** What decides upon steps beside the ledgers. */
export interface StepOptions extends Choice {
  /** Ids that a person wants called whatever the ledgers say. */
  readonly again?: readonly string[];
  /** The time of day, by which redials are due: the same for all that is decided upon one command. */
  readonly now: Date;
  /** Has the last word. */
  readonly policy?: PlacedPolicy | undefined;
  /** The keys of the calls that were approved, by {@link sendKeys}: redials that have fallen due since are left for later. */
  readonly approved?: ReadonlySet<string>;
}

/** The steps of each plan. Throws Fault `usage` for an id in `again` or `only` that not exactly one plan has. */
export function stepsOf<P extends KnownPlan>(
  plans: readonly P[],
  options: StepOptions,
): (P & { steps: Step[] })[] {
  const { again = [], only = [] } = options;
  for (const id of again) refuseUnclear('--again', id, plans);
  for (const id of only) if (id !== REJECTED) refuseUnclear('--only', id, plans);
  if (only.includes(REJECTED)) refuseIdRejected(plans);
  return decidePlans(plans, options);
}

/** The same, whatever ids there are. */
export function decidePlans<P extends KnownPlan>(
  plans: readonly P[],
  { again = [], policy, now, approved, ...choice }: StepOptions,
): (P & { steps: Step[] })[] {
  const decided = plans.map((plan) => ({
    ...plan,
    steps: decide(plan.plan.calls, plan.entries, {
      again: new Set(again),
      rejectedAgain: choice.only?.includes(REJECTED) === true,
      now,
      ...(policy && { guard: holdBy(policy, plan.plan.plan) }),
    }),
  }));
  const chosen = choose(approved ? decided.map((plan) => withoutNewlyDue(plan, approved)) : decided, choice);
  return policy ? withinLimit(chosen, policy) : chosen;
}

/** Nothing but time has to pass for a redial to fall due. */
function withoutNewlyDue<P extends KnownPlan & { readonly steps: Step[] }>(
  plan: P,
  approved: ReadonlySet<string>,
): P {
  const isLate = ({ action, reason, call }: Step): boolean =>
    action === 'send' && reason.code === 'redial' && !approved.has(sendKey(plan.plan, call));
  return { ...plan, steps: plan.steps.map((step) => (isLate(step) ? leaveOut(step, '--steps') : step)) };
}

/** All the steps, or none that sends when they are more than one run may send: a part of them would be one that nobody chose. */
function withinLimit<P extends { readonly steps: Step[] }>(plans: P[], policy: PlacedPolicy): P[] {
  const calls = plans.reduce((sum, { steps }) => sum + sendable(steps).length, 0);
  const refusal = guardMaxCalls(policy.policy, calls);
  if (!refusal) return plans;
  const reason = reasonOf(refusal, 'max_calls', policy);
  return plans.map((plan) => ({ ...plan, steps: holdAll(plan.steps, reason) }));
}

/** An id that is misspelt would go unnoticed; one that two plans have would call somebody whom nobody meant. */
function refuseUnclear(flag: string, id: string, plans: readonly KnownPlan[]): void {
  const owners = plans.filter(({ plan }) => plan.calls.some((call) => call.id === id));
  if (owners.length === 1) return;
  if (owners.length > 1) {
    const files = owners.map(({ plan }) => plan.file).join(', ');
    throw new Fault('usage', {
      problem: `${flag} names ${id}, which ${files} have`,
      hint: 'Name the one plan that you mean.',
    });
  }
  const ids = plans.flatMap(({ plan }) => plan.calls.map((call) => call.id));
  const similar = nearest(id, ids);
  const hint = similar === undefined ? 'callplan dry-run lists the ids.' : `Did you mean ${similar}?`;
  throw new Fault('usage', { problem: `${flag} names ${id}, which no plan here has`, hint });
}

/** One word cannot mean two things. */
function refuseIdRejected(plans: readonly KnownPlan[]): void {
  const owner = plans.find(({ plan }) => plan.calls.some((call) => call.id === REJECTED));
  if (owner)
    throw new Fault('usage', {
      problem: `--only rejected means the calls that Plivo rejected, and ${owner.plan.file} has a call with the id rejected`,
      hint: 'Give that call another id.',
    });
}

/** The calls that the steps send. */
export function sendable(steps: readonly Step[]): Call[] {
  return steps.filter((step) => step.action === 'send').map((step) => step.call);
}

/** Names every call that the steps send: what somebody agrees to. */
export function sendKeys(plans: readonly Planned[]): Set<string> {
  return new Set(plans.flatMap(({ plan, steps }) => sendable(steps).map((call) => sendKey(plan, call))));
}

/** Names a call of a plan, down to what it asks of Plivo. */
export function sendKey(
  { path }: Pick<ReadyPlan, 'path'>,
  call: Pick<Call, 'edition' | 'id' | 'digest'>,
): string {
  return JSON.stringify([path, call.edition, call.id, call.digest]);
}
