import type { Call } from '../calls/expand.js';
import { keyOf } from '../ledger/entry.js';
import { canonicalAddress } from '../plan/address.js';
import type { Step } from './decide.js';

/** A step that is another one than it was. */
export interface ChangedStep {
  readonly step: Step;
  /** The parameters of make-call that the call has got other values for, if it was there before. */
  readonly parameters: readonly string[];
}

/** A call that is not sent any more. */
export interface RemovedStep {
  readonly before: Step;
  /** What has become of it; undefined when it has left the plan. */
  readonly now?: Step;
}

/** What becomes of a plan's steps from one revision to the next, as far as calls are placed or kept from it. */
export interface StepChanges {
  /** Sent now, and not before. */
  readonly added: readonly Step[];
  /** Sent before and now, and not the same call. */
  readonly changed: readonly ChangedStep[];
  /** Sent before, and not now. */
  readonly removed: readonly RemovedStep[];
  /** Held or left to a person now, and neither that nor sent before. */
  readonly halted: readonly ChangedStep[];
  /** How many are sent either way. */
  readonly same: number;
}

/** What makes `now` of the steps `before`. A call that was left out of this run by a flag is no part of it. Pure. */
export function compareSteps(before: readonly Step[], now: readonly Step[]): StepChanges {
  const earlier = byKey(before);
  const later = byKey(now);
  const pairs = now.map((step) => ({ step, was: earlier.get(keyOfStep(step)) }));
  const sent = pairs.filter(({ step }) => step.action === 'send');
  const sentTwice = sent.filter(({ was }) => was?.action === 'send');
  const changed = sentTwice.filter(({ step, was }) => step.call.digest !== was?.call.digest);
  return {
    added: sent.filter(({ was }) => was?.action !== 'send').map(({ step }) => step),
    changed: changed.map(changeOf),
    removed: before.flatMap((step) => removal(step, later.get(keyOfStep(step)))),
    halted: pairs.filter(({ step, was }) => isHalted(step) && !(was && halts(was))).map(changeOf),
    same: sentTwice.length - changed.length,
  };
}

function removal(before: Step, now: Step | undefined): RemovedStep[] {
  if (before.action !== 'send' || now?.action === 'send' || now?.reason.code === 'left-out') return [];
  return [{ before, ...(now && { now }) }];
}

function changeOf({ step, was }: { step: Step; was: Step | undefined }): ChangedStep {
  return { step, parameters: was ? differingParameters(was.call, step.call) : [] };
}

/** One that was to be sent counts as removed. */
function halts(was: Step): boolean {
  return was.action === 'send' || isHalted(was);
}

function isHalted({ action }: Step): boolean {
  return action === 'ask' || action === 'hold';
}

function byKey(steps: readonly Step[]): Map<string, Step> {
  return new Map(steps.map((step) => [keyOfStep(step), step]));
}

function keyOfStep({ call }: Step): string {
  return keyOf(call.edition, call.id);
}

/** The parameters of make-call that two calls give other values, `to` first: their names alone, for digits may be somebody's PIN. */
export function differingParameters(a: Call, b: Call): string[] {
  const names = new Set([...Object.keys(a.parameters), ...Object.keys(b.parameters)]);
  return [
    ...(canonicalAddress(a.to) === canonicalAddress(b.to) ? [] : ['to']),
    ...[...names].filter((name) => valueOf(a, name) !== valueOf(b, name)),
  ];
}

/** As it counts for the digest. */
function valueOf({ parameters }: Call, name: string): unknown {
  const value = parameters[name];
  return name === 'from' ? canonicalAddress(String(value)) : value;
}
