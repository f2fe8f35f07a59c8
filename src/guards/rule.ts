import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { entryOf } from '../plan/address.js';
import type { Plan } from '../plan/plan.js';
import type { Rule } from '../plan/rules/rule.js';
import type { Callbacks } from '../schemas/plan.js';
import type { Path } from '../source/yaml/document.js';
import { expand } from '../calls/expand.js';
import { refusalsOf } from './all.js';
import type { PlacedPolicy } from './policy.js';

/** What the policy has against the calls of a plan, each once, where the plan says what is refused. */
export function policyRule({ policy, places }: PlacedPolicy): Rule {
  return (plan, locate) => {
    const found = new Map<string, Diagnostic>();
    for (const [index, call] of expand(plan).entries())
      for (const { refusal, setting, subject } of refusalsOf({ call, plan, policy })) {
        const path = placeOf(plan, index, subject);
        const key = JSON.stringify([refusal.code, path]);
        // What the plan says for all its calls is refused in each of them, and yet is one mistake.
        if (!found.has(key)) found.set(key, { ...refusal, span: locate(path), related: places[setting] });
      }
    return [...found.values()];
  };
}

/** The path of what a refusal is about: the destination's own word when it has one, else the plan's. */
function placeOf(plan: Plan, index: number, subject: string): Path {
  const destination = plan.destinations[index] ?? '';
  const own: Path = ['destinations', index];
  if (subject === 'edition') return [];
  if (subject === 'to') return typeof destination === 'string' ? own : [...own, 'to'];
  const level = entryOf(destination);
  return sets(level, subject) ? placeIn(level, own, subject) : placeIn(plan, [], subject);
}

interface Level {
  readonly from?: string;
  readonly callbacks?: Callbacks;
}

function sets(level: Level, subject: string): boolean {
  return (subject === 'from' ? level.from : level.callbacks?.[callbackOf(subject)]) !== undefined;
}

function placeIn(level: Level, path: Path, subject: string): Path {
  if (subject === 'from') return [...path, 'from'];
  const callback = level.callbacks?.[callbackOf(subject)];
  const url = typeof callback === 'object' && callback !== null ? ['url'] : [];
  return [...path, 'callbacks', callbackOf(subject), ...url];
}

/** `answer_url` is what the plan calls `answer`. */
function callbackOf(parameter: string): keyof Callbacks {
  return parameter.replace(/_url$/, '') as keyof Callbacks;
}
