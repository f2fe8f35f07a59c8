import type { CallResult, RunResult } from '../../steps/result.js';
import { jsonText } from '../../text/json-text.js';
import { countStates, entryJson } from '../ledger/entries.js';

/** A run as one JSON value: `{"calls":[…],"counts":{…},"seconds":N}`, with `stopped` and `failure` where they are. */
export function runJson({ plans, seconds, stopped, failure }: RunResult): string {
  const calls = plans.flatMap(({ name, calls }) =>
    calls.map((call) => ({
      ...entryJson(name, currentEntry(call)),
      ...(call.seconds === undefined ? {} : { seconds: call.seconds }),
    })),
  );
  const all = plans.flatMap((plan) => plan.calls);
  return jsonText({
    calls,
    counts: { sent: all.filter(({ sent }) => sent).length, ...countStates(all.map(currentEntry)) },
    seconds,
    ...(stopped === undefined ? {} : { stopped }),
    ...(failure === undefined ? {} : { failure: failure.message }),
  });
}

/** A call that the ledger does not know was not sent. */
function currentEntry({ entry, step: { call } }: CallResult): Parameters<typeof entryJson>[1] {
  return entry ?? { edition: call.edition, id: call.id, to: call.to, state: 'not_sent' };
}
