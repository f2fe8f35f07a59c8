import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { isEmergency } from './emergency.js';
import { lookUp } from './phone.js';

/** What people put between digits: spaces of all widths, brackets, dots, slashes, hyphens and dashes. */
const SEPARATORS = /[\s().\-/\u2010-\u2015]/gu;

/** The forms that a phone number may have. */
const NUMBERS: ReadonlySet<string | undefined> = new Set(['phone', 'address']);

/**
 * The schema takes numbers of seven digits and more and calls the rest badly formed. Of these the short ones get a finding of
 * their own, as there is nothing to correct in the form of 112; of the others, what was meant is said where the tables know it.
 */
export function nameNumber(found: Diagnostic): Diagnostic {
  if (found.code !== 'bad-form' || !NUMBERS.has(found.args.form)) return found;
  const written = found.args.value.replace(/^tel:/i, '').replace('(0)', '');
  const digits = written.replace(SEPARATORS, '');
  if (/^\+?[0-9]{1,6}$/.test(digits)) {
    const code = isEmergency(digits) ? 'emergency-number' : 'short-number';
    return { code, args: { number: found.args.value }, span: found.span };
  }
  const meant = numberMeant(digits);
  return meant === undefined ? found : { ...found, args: { ...found.args, ...meant } };
}

/** A plus, and 00 in most of the world, say that a country code follows; of other digits that is a guess, which may ring a stranger. */
function numberMeant(digits: string): { meant: string; guessed?: string } | undefined {
  const certain = /^(\+|00)/.test(digits);
  const number = `+${digits.replace(/^(\+|00|011)/, '')}`;
  if (!/^\+[1-9][0-9]{6,14}$/.test(number)) return undefined;
  const phone = lookUp(number);
  const meant = phone?.withoutPrefix ?? (phone?.length === 'right' ? number : undefined);
  if (!phone || meant === undefined) return undefined;
  const { countryCode, country } = phone;
  return certain
    ? { meant }
    : { meant, guessed: country === undefined ? countryCode : `${countryCode} (${country})` };
}
