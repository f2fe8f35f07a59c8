import type { CallRule, Outcome } from '../../schemas/scenario.js';
import type { CallBehaviour, ChooseBehaviour } from '../calls/call-behaviour.js';
import { parseDuration } from './durations.js';
import { createRuleFinder } from './rule-finder.js';

/** Chooses by a scenario's rules, and where none fits as `otherwise` does. */
export function createScenarioBehaviour(
  rules: readonly CallRule[],
  seed: string,
  otherwise: ChooseBehaviour,
): ChooseBehaviour {
  const ruleFor = createRuleFinder(
    rules.map((rule) => ({ ...rule, behaviour: behaviourOf(rule.then) })),
    `${seed}\ncalls`,
    ({ call }, number) => call === undefined || call === number,
  );
  return (call) => ruleFor(call.to, call.number)?.behaviour ?? otherwise(call);
}

function behaviourOf(then: CallRule['then']): CallBehaviour {
  const { answered, machine, no_answer, busy, declined, failed }: Outcome =
    typeof then === 'string' ? { [then]: {} } : then;
  if (answered)
    return {
      outcome: 'answered',
      ...rings(answered),
      ...taken(answered),
      ...(answered.hang_up && { hangUp: answered.hang_up }),
    };
  if (machine) return { outcome: 'machine', ...rings(machine), ...taken(machine) };
  if (no_answer)
    return { outcome: 'no-answer', ...rings(no_answer), ...time('giveUpAfter', no_answer.give_up_after) };
  if (declined)
    return { outcome: 'declined', ...rings(declined), ...time('declineAfter', declined.decline_after) };
  if (busy) return { outcome: 'busy', ...time('endAfter', busy.end_after) };
  return { outcome: 'failed', cause: failed?.cause ?? 3080, ...time('endAfter', failed?.end_after) };
}

function rings({ ring_after }: { readonly ring_after?: string }): { readonly ringAfter?: number } {
  return time('ringAfter', ring_after);
}

function taken({
  answer_after,
  talk_time,
}: {
  readonly answer_after?: string;
  readonly talk_time?: string;
}): {
  readonly answerAfter?: number;
  readonly talkTime?: number;
} {
  return { ...time('answerAfter', answer_after), ...time('talkTime', talk_time) };
}

/** In seconds, if it is given: else the behaviour's own default holds. */
function time<N extends string>(name: N, duration: string | undefined): { readonly [K in N]?: number } {
  const ms = parseDuration(duration);
  return (ms === undefined ? {} : { [name]: ms / 1000 }) as { readonly [K in N]?: number };
}
