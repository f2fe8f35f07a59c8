import type { Refusal } from '../diagnostics/refusal.js';
import type { Call } from '../calls/expand.js';
import type { Plan } from '../plan/plan.js';
import type { Policy } from '../schemas/config.js';
import type { PolicySetting } from './policy.js';

/** What a guard looks at. */
export interface Guarded {
  readonly call: Pick<Call, 'to' | 'parameters'>;
  readonly plan: Pick<Plan, 'edition'>;
  readonly policy: Policy;
}

/** Why a call must not be placed, the setting that forbids it, and what of the call it is about: a parameter of make-call, or the plan's edition. */
export interface GuardRefusal {
  readonly refusal: Refusal;
  readonly setting: PolicySetting;
  readonly subject: string;
}

/** Looks at one call, and may hold it back. Pure. */
export type Guard = (guarded: Guarded) => readonly GuardRefusal[];
