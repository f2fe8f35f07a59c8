import { canonicalAddress, isSip } from '../address.js';
import { isEmergency } from '../emergency.js';
import { lookUp } from '../phone.js';
import type { CallRule } from './call-rule.js';
import { eachAddress } from './each-address.js';
import type { Finding } from './rule.js';

/** The numbers that a plan calls. */
export const numberTo = eachAddress((to) => (isSip(to) ? undefined : examine(to)));

/** The numbers that it calls from. */
export const numberFrom: CallRule<'from'> = ({ from }) => {
  const found = from === undefined ? undefined : examine(from);
  return found ? [{ ...found, settings: [['from']] }] : [];
};

/** The one finding that a number deserves: what is impossible needs no word about its plus, and without a plus little is certain. */
function examine(written: string): Finding | undefined {
  const number = canonicalAddress(written);
  if (isEmergency(number)) return { code: 'emergency-number', args: { number: written } };
  const phone = lookUp(number);
  if (!phone) return { code: 'impossible-number', args: { number: written } };
  const { countryCode, country, length, lengths, withoutPrefix: meant } = phone;
  const fix = meant === undefined ? {} : { meant };
  if (length !== 'right')
    return {
      code: 'impossible-number',
      args: { number: written, behind: { countryCode, length, lengths }, ...fix },
    };
  if (number !== written) {
    const args = { number: written, countryCode, ...(country === undefined ? {} : { country }) };
    return { code: 'number-without-plus', args };
  }
  return phone.valid ? undefined : { code: 'unlikely-number', args: { number, ...fix } };
}
