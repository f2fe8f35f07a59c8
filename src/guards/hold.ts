import type { Reason } from '../diagnostics/reasons.js';
import type { Refusal } from '../diagnostics/refusal.js';
import type { Plan } from '../plan/plan.js';
import type { Call } from '../calls/expand.js';
import { refusalsOf } from './all.js';
import type { PlacedPolicy, PolicySetting } from './policy.js';

/** Tells why a call of a plan must be held back: the first reason that the policy gives. */
export function holdBy(placed: PlacedPolicy, plan: Plan): (call: Call) => Reason | undefined {
  return (call) => {
    const [first] = refusalsOf({ call, plan, policy: placed.policy });
    return first && reasonOf(first.refusal, first.setting, placed);
  };
}

/** A refusal as the reason of a step. */
export function reasonOf(refusal: Refusal, setting: PolicySetting, { places }: PlacedPolicy): Reason {
  const { file, start } = places[setting];
  return { code: 'refused', refusal, place: `${file}:${start.line}` };
}
