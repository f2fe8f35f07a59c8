import { Fault } from '../diagnostics/fault.js';
import { secondsOf } from '../source/time.js';
import type { Choice } from '../steps/choose.js';
import type { ChoiceFlags } from './program/options.js';

/** A flag's whole number. Throws Fault `setting-invalid`; `expected` completes "which is not …". */
export function wholeNumber(flag: string, text: string, expected = 'a whole number'): number {
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  throw new Fault('setting-invalid', { where: flag, value: text, expected });
}

/** A flag's duration, such as `90s`, `50m` or `1h30m`, in seconds. Throws Fault `setting-invalid`. */
export function seconds(flag: string, text: string): number {
  const value = secondsOf(text);
  if (value !== undefined) return value;
  throw new Fault('setting-invalid', {
    where: flag,
    value: text,
    expected: 'a duration such as 90s, 50m or 1h30m',
  });
}

/** Which calls the flags choose. Throws Fault `setting-invalid`. */
export function choiceOf({ again = [], only, maxCalls }: ChoiceFlags): Choice & { again: readonly string[] } {
  return {
    again,
    ...(only && { only }),
    ...(maxCalls !== undefined && { maxCalls: wholeNumber('--max-calls', maxCalls) }),
  };
}
