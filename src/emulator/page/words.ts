import type { CallEvent } from '../calls/history.js';
import type { FeedCall } from '../feed/messages.js';

type Ended = Extract<CallEvent, { name: 'ended' }>;

/** What a call does now, or what became of it, in one word. */
export function stateOf({ events }: FeedCall): string {
  const ended = endOf(events);
  if (ended !== undefined) return outcomeOf(ended, events);
  const names = events.map(({ name }) => name);
  if (names.includes('answered')) return 'answered';
  if (names.includes('ringing')) return 'ringing';
  return names.includes('initiated') ? 'dialling' : 'queued';
}

export function endOf(events: readonly CallEvent[]): Ended | undefined {
  return events.find((event) => event.name === 'ended');
}

function outcomeOf({ cause: { code } }: Ended, events: readonly CallEvent[]): string {
  if (events.some(({ name }) => name === 'answered')) return 'completed';
  if (code === 1000) return 'canceled';
  if (code === 3010) return 'busy';
  return code === 3000 || code === 6010 ? 'no answer' : 'failed';
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** The time of day here, to the second. */
export function timeOfDay(at: number): string {
  return time.format(at);
}

/** Such as `+1.250 s`. */
export function offset(ms: number): string {
  return `+${(ms / 1000).toFixed(3)} s`;
}

/** Such as `34 s` or `2 min 5 s`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60 ? `${minutes} min ${rest} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const numbers = new Intl.NumberFormat('en');

export function count(number: number, what?: string): string {
  const words = numbers.format(number);
  if (what === undefined) return words;
  return `${words} ${what}${number === 1 ? '' : 's'}`;
}

/** A text of a request, in which what is invisible or turns the reading direction is shown by its number. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
