import { startOfFile } from '../diagnostics/unreadable.js';
import { expand, type ExpandOptions } from '../calls/expand.js';
import { holdBy } from '../guards/hold.js';
import { guardMaxCalls } from '../guards/max-calls.js';
import type { PlacedPolicy } from '../guards/policy.js';
import { quote } from '../privacy/quoted.js';
import type { Rule } from '../plan/rules/rule.js';
import { decide } from '../steps/decide.js';
import type { Header, Entries } from '../ledger/entry.js';

/** A lockfile must be that of the plan beside it. `file` is the lockfile's. */
export function headerRule(header: Header, file: string): Rule {
  return ({ name }, locate) => {
    if (header.plan === name) return [];
    return [
      {
        code: 'lockfile-foreign',
        args: { what: 'plan', found: quote(header.plan), expected: quote(name) },
        span: startOfFile(file),
        related: locate(['name']),
      },
    ];
  };
}

/** A run of the plan alone, with what its lockfile knows, must stay within the policy's max_calls. */
export function limitRule(placed: PlacedPolicy, entries: Entries, options: ExpandOptions): Rule {
  return (plan, locate) => {
    const steps = decide(expand(plan, options), entries, { guard: holdBy(placed, plan) });
    const calls = steps.filter(({ action }) => action === 'send').length;
    const refusal = guardMaxCalls(placed.policy, calls);
    if (!refusal) return [];
    return [{ ...refusal, span: locate(['destinations'], 'key'), related: placed.places.max_calls }];
  };
}
