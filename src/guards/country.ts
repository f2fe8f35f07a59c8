import { canonicalAddress, isSip } from '../plan/address.js';
import { countryOf } from '../plan/phone.js';
import { known, quote } from '../privacy/quoted.js';
import type { Guard } from './guard.js';

/** A policy may list the countries that are called. */
export const guardCountry: Guard = ({ call, policy: { countries } }) => {
  if (!countries || isSip(call.to)) return [];
  const to = canonicalAddress(call.to);
  const country = countryOf(to);
  if (country !== undefined && countries.includes(country)) return [];
  const args = { to: quote(to), ...(country !== undefined && { country: known(country) }) };
  return [{ refusal: { code: 'policy-country', args }, setting: 'countries', subject: 'to' }];
};
