import type { Reason } from '../diagnostics/reasons.js';
import type { Refusal } from '../diagnostics/refusal.js';
import type { Policy } from '../schemas/config.js';
import type { Plan } from '../plan/plan.js';
import type { Call } from '../calls/expand.js';
import { refusalsOf, type PlacedPolicy, type PolicySetting } from './policy.js';

/** The guard of a plan's calls: the first thing that the policy has against a call. */
export function guardOf(placed: PlacedPolicy, plan: Plan): (call: Call) => Reason | undefined {
  return (call) => {
    const [first] = refusalsOf({ call, plan, policy: placed.policy });
    return first && reasonOf(first.refusal, first.setting, placed);
  };
}

/** What the policy has against a run of `calls` calls, all its plans together: then none of them may be placed. */
export function limitRefusal({ max_calls: limit = Infinity }: Policy, calls: number): Refusal | undefined {
  return calls > limit ? { code: 'policy-max-calls', args: { calls, limit } } : undefined;
}

/** A refusal as the reason of a step. */
export function reasonOf(refusal: Refusal, setting: PolicySetting, { places }: PlacedPolicy): Reason {
  const { file, start } = places[setting];
  return { code: 'refused', refusal, place: `${file}:${start.line}` };
}
