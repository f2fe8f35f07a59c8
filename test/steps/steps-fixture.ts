import * as assert from 'uvu/assert';
import type { Call } from '../../src/calls/expand.js';
import { sentence } from '../../src/diagnostics/reasons.js';
import { decide, type Step } from '../../src/steps/decide.js';
import { keyOf, type Attempt, type Entry, type Entries } from '../../src/ledger/entry.js';
import { callsOf } from '../calls/plan-fixture.js';

/** Two phones. */
export const [X, Y] = ['+14152220001', '+14152220002'];
export const AT = '2026-11-23T10:00:00.000Z';
/** {@link AT} as a reason tells it. */
export const WHEN = 'on 2026-11-23 at 10:00 UTC';

/** Calls under these ids, as `{ id: phone }`. */
export function planned(phones: Readonly<Record<string, string>>, said: object = {}): Call[] {
  const destinations = Object.entries(phones).map(([id, to]) => ({ id, to }));
  return callsOf({ duplicates: 'allow', ...said, destinations });
}

/** What the ledger knows of the one call that is planned so. */
export function entryOf(
  phones: Readonly<Record<string, string>>,
  over: Partial<Entry> = {},
  said: object = {},
): Entry {
  const [call] = planned(phones, said);
  if (!call) throw new Error('no call');
  const { edition, id, to, digest } = call;
  return { edition, id, to, from: '+14152224444', digest, state: 'accepted', at: AT, ...over };
}

/** An entry as an attempt that was followed by another one. */
export function earlier(entry: Entry): Attempt {
  const { to, digest, state, at } = entry;
  return { to, digest, state, at };
}

function ledgerOf(...entries: readonly Entry[]): Entries {
  return new Map(entries.map((entry) => [keyOf(entry.edition, entry.id), entry]));
}

function words({ action, reason }: Step): string {
  return `${action}: ${sentence(reason)}`;
}

/** The steps in words, by id. */
export function decided(
  calls: readonly Call[],
  entries: readonly Entry[],
  again: readonly string[] = [],
): Record<string, string> {
  const steps = decide(calls, ledgerOf(...entries), { again: new Set(again) });
  assert.equal(
    steps.map(({ call }) => call),
    calls,
    'one step a call, in their order',
  );
  for (const step of steps) {
    assert.not.match(sentence(step.reason), /\n|undefined/);
    if (step.action === 'ask')
      assert.ok(sentence(step.reason).includes(step.call.id), 'a question names the id');
  }
  return Object.fromEntries(steps.map((step) => [step.call.id, words(step)]));
}

/** A person's word. */
export const settled = { by: 'Ada', at: AT, reason: 'the call log has no such call' };
/** What a ledger may know of a call. */
export const known = {
  nothing: undefined,
  'not sent': { state: 'not_sent', error: 'refused' },
  'on its way': { state: 'sending' },
  'in doubt': { state: 'in_doubt', error: 'HTTP 500' },
  rejected: { state: 'rejected', error: 'barred' },
  fired: { state: 'accepted', message: 'call fired' },
  queued: { state: 'accepted', message: 'call queued' },
  completed: { state: 'completed', call: { call_uuid: 'c' } },
  'no answer': { state: 'no_answer', call: { call_uuid: 'c' } },
  canceled: { state: 'canceled', call: { call_uuid: 'c' } },
  'settled as placed': { state: 'accepted', error: 'HTTP 500', settled },
  'settled as not placed': { state: 'rejected', error: 'HTTP 500', settled },
} as const satisfies Record<string, Partial<Entry> | undefined>;

export const isNew = 'send: not called yet in this edition';
/** The question about john, edited after he was called. */
export const edited =
  /^ask: edited after it was called on 2026-11-23 at 10:00 UTC \(digest v1:[0-9a-f]{8}, now v1:[0-9a-f]{8}\); revert it, give it a new id or edition, or say --again john$/;

export function matches(actual: string | undefined, expected: string | RegExp): void {
  if (typeof expected === 'string') assert.is(actual, expected);
  else assert.match(actual ?? '', expected);
}
