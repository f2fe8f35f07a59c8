import type { Refusal } from '../diagnostics/refusal.js';
import type { Policy } from '../schemas/config.js';

/** What a policy has against a run of `calls` calls, all its plans together: then none of them may be placed. */
export function guardMaxCalls({ max_calls: limit = Infinity }: Policy, calls: number): Refusal | undefined {
  return calls > limit ? { code: 'policy-max-calls', args: { calls, limit } } : undefined;
}
