import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { isEmergency } from './emergency.js';

/**
 * The schema takes numbers of seven digits and more and calls the rest badly formed. Of these the short ones get a finding of
 * their own: there is nothing to correct in the form of 112.
 */
export function nameShortNumber(found: Diagnostic): Diagnostic {
  if (found.code !== 'bad-form' || !found.args.expected.startsWith('a phone number')) return found;
  const digits = found.args.value.replace(/[ ().\-/]/g, '');
  if (!/^\+?[0-9]{1,6}$/.test(digits)) return found;
  const code = isEmergency(digits) ? 'emergency-number' : 'short-number';
  return { code, args: { number: found.args.value }, span: found.span };
}
