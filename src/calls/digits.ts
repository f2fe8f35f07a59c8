import type { Digits, DigitSteps, DigitString } from '../schemas/plan.js';

/** What a plan's `digits` mean for a request. */
export interface RenderedDigits {
  readonly send_digits?: string;
  readonly send_on_preanswer?: boolean;
}

/** The parameters that `digits` stand for; none when it is absent or null. */
export function renderDigits(digits: Digits | undefined): RenderedDigits {
  if (digits === undefined || digits === null) return {};
  if (typeof digits === 'string' || Array.isArray(digits)) return { send_digits: renderSequence(digits) };
  const { send, on_preanswer } = digits;
  return {
    send_digits: renderSequence(send),
    ...(on_preanswer === undefined ? {} : { send_on_preanswer: on_preanswer }),
  };
}

/** Plivo's notation: keys, `w` for half a second, `W` for a second, and `@ms` at the end for the length of all tones. */
function renderSequence(sequence: DigitString | DigitSteps): string {
  if (typeof sequence === 'string') return sequence;
  const keys = sequence.map((step) => step.press ?? (step.wait === undefined ? '' : renderWait(step.wait)));
  const tone = sequence.find((step) => step.tone !== undefined)?.tone;
  return keys.join('') + (tone === undefined ? '' : `@${tone.replace('ms', '')}`);
}

function renderWait(wait: string): string {
  const halves = Math.round(Number(wait.slice(0, -1)) * 2);
  return 'W'.repeat(halves >> 1) + 'w'.repeat(halves & 1);
}
