import { briefRefusal, type Quote } from '../../diagnostics/refusal.js';
import type { Step } from '../../steps/decide.js';
import { canonicalAddress, isSip } from '../../plan/address.js';
import { countryOf } from '../../plan/phone.js';
import { duration } from '../../text/duration.js';
import { callsText, countKinds, countSteps, secondsFor } from './counts.js';

/** Further countries, or reasons for being held, are only counted. */
const MAX_LISTED = 5;

/**
 * What a run would do, in one line of Markdown: `**12 to call**, 3 already called, 1 held: country DE not allowed · about 6 s at 2 calls a
 * second · US 8, GB 4`. `quote` is for what others have written.
 */
export function summaryLine(steps: readonly Step[], rate: number, quote: Quote): string {
  const { send, skip, ask } = countSteps(steps);
  const kinds = countKinds(steps);
  const leftOut = kinds['left out'];
  const held = heldText(steps, quote);
  const what = [
    send > 0 ? `**${send} to call**${repeatedText(kinds.redialled)}` : '**Nothing to call**',
    ...(ask > 0 ? [`**${ask} ${ask === 1 ? 'waits' : 'wait'} for a decision**`] : []),
    ...(skip > leftOut ? [`${skip - leftOut} already called`] : []),
    ...(leftOut > 0 ? [`${leftOut} left out`] : []),
    ...(held === '' ? [] : [held]),
  ].join(', ');
  if (send === 0) return what;
  const time = `about ${duration(secondsFor(send, rate))} at ${callsText(rate)} a second`;
  return [what, time, countriesText(steps)].join(' · ');
}

function repeatedText(redials: number): string {
  return redials === 0 ? '' : ` (${redials === 1 ? 'a redial' : `${redials} redials`} among them)`;
}

/** `3 held: country DE not allowed (2), no edition named (1)` */
function heldText(steps: readonly Step[], quote: Quote): string {
  const why = steps.flatMap(({ action, reason }) =>
    action === 'hold' && reason.code === 'refused' ? [briefRefusal(reason.refusal, quote)] : [],
  );
  if (why.length === 0) return '';
  const counted = countEach(why);
  const [first = ['', 0]] = counted;
  const reasons = counted.length === 1 ? first[0] : listed(counted.map(([brief, n]) => `${brief} (${n})`));
  return `${why.length} held: ${reasons}`;
}

/** `US 8, GB 4, SIP 1` */
function countriesText(steps: readonly Step[]): string {
  const sent = steps.filter(({ action }) => action === 'send');
  return listed(countEach(sent.map(({ call }) => placeOf(call.to))).map(([name, n]) => `${name} ${n}`));
}

function placeOf(to: string): string {
  if (isSip(to)) return 'SIP';
  return countryOf(canonicalAddress(to)) ?? 'no one country';
}

/** Each word with how often it occurs, the most frequent first. */
function countEach(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

function listed(all: readonly string[]): string {
  const more = all.length - MAX_LISTED;
  return [...all.slice(0, MAX_LISTED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
