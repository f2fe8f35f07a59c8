import type { Finding } from '../../diagnostics/diagnostic.js';
import { known, quote } from '../../privacy/quoted.js';
import { canonicalAddress, isSip } from '../address.js';
import { isEmergency } from '../emergency.js';
import { lookUp } from '../phone.js';
import type { CallRule } from './call-rule.js';
import { eachAddress } from './each-address.js';

/** The numbers that a plan calls. */
export const numberTo = eachAddress((to) => (isSip(to) ? undefined : examine(to)));

/** The numbers that it calls from. */
export const numberFrom: CallRule<'from'> = ({ from }) => {
  const found = from === undefined ? undefined : examine(from);
  return found ? [{ ...found, settings: [['from']] }] : [];
};

/** The one finding that a number deserves: what is impossible needs no word about its plus, and without a plus little is certain. */
function examine(written: string): Finding | undefined {
  const canonical = canonicalAddress(written);
  const number = quote(written);
  if (isEmergency(canonical)) return { code: 'emergency-number', args: { number } };
  const phone = lookUp(canonical);
  if (!phone) return { code: 'impossible-number', args: { number } };
  const { country, length, lengths, withoutPrefix } = phone;
  const countryCode = known(phone.countryCode);
  const fix = withoutPrefix === undefined ? {} : { meant: quote(withoutPrefix) };
  if (length !== 'right')
    return { code: 'impossible-number', args: { number, behind: { countryCode, length, lengths }, ...fix } };
  if (canonical !== written) {
    const args = { number, countryCode, ...(country === undefined ? {} : { country: known(country) }) };
    return { code: 'number-without-plus', args };
  }
  return phone.valid ? undefined : { code: 'unlikely-number', args: { number, ...fix } };
}
