import type { Call } from '../calls/call.js';
import { historyOf, type CallHistory } from '../calls/history.js';
import type { FeedCall } from './messages.js';

/** Longer texts are cut: a request may have a megabyte, and the page shows five hundred calls. */
const MAX_TEXT = 500;

/** Longer lists are cut. */
const MAX_ITEMS = 50;

/** Longer `send_digits` are cut, since each key is an event. */
const MAX_KEYS = 200;

/** A call as the page gets it, bounded in size whatever its request contains. */
export function buildFeedCall(call: Call, now: number): FeedCall {
  const { placed } = call;
  const history = historyOf(
    { ...call, placed: { ...placed, parameters: withFewKeys(placed.parameters) } },
    now,
  );
  return {
    id: placed.requestUuid,
    callUuid: placed.callUuid,
    from: cut(placed.from),
    to: cut(placed.to),
    events: history.events,
    parameters: Object.entries(placed.parameters).map(([name, value]) => [name, cut(String(value))]),
    ignored: firstOf(placed.ignored),
    callbacks: history.callbacks.map((attempt) => ({ ...attempt, url: cut(attempt.url) })),
  };
}

/** Differs when something has happened in between. */
export function versionOf({ events, callbacks }: FeedCall): string {
  const last = callbacks.at(-1);
  // Only the newest callbacks are known, so their number may stay the same.
  const callback = last && `${last.parameter} ${last.attempt} ${last.at}`;
  return `${events.length} ${events.at(-1)?.name ?? ''} ${callbacks.length} ${callback ?? ''}`;
}

function withFewKeys(parameters: CallHistory['parameters']): CallHistory['parameters'] {
  const { send_digits } = parameters;
  if (typeof send_digits !== 'string' || send_digits.length <= MAX_KEYS) return parameters;
  const [keys = '', length] = send_digits.split('@');
  return {
    ...parameters,
    send_digits: keys.slice(0, MAX_KEYS) + (length === undefined ? '' : `@${length}`),
  };
}

function cut(text: string): string {
  return text.length <= MAX_TEXT
    ? text
    : `${text.slice(0, MAX_TEXT)}… (${text.length - MAX_TEXT} characters more)`;
}

function firstOf(names: readonly string[]): readonly string[] {
  const first = names.slice(0, MAX_ITEMS).map(cut);
  return names.length <= MAX_ITEMS ? first : [...first, `… (${names.length - MAX_ITEMS} more)`];
}
