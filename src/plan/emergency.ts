import { countryCodeOf } from './phone.js';

/** Emergency numbers that are dialled in many countries. Others are refused as short numbers just the same. */
const WIDELY = new Set([
  ...[
    '10111',
    '000',
    '100',
    '101',
    '102',
    '103',
    '108',
    '110',
    '111',
    '112',
    '113',
    '115',
    '117',
    '118',
    '119',
  ],
  ...['120', '122', '133', '144', '190', '191', '192', '193', '911', '995', '997', '998', '999'],
]);

/** Those that a gateway connects most likely; other short users of a SIP URI are desks of a private exchange. */
const EVERYWHERE = new Set(['000', '112', '911', '999']);

/** Five digits behind a country code. */
const LONGEST = 8;

/** Whether a number, with or without a plus, is an emergency number, by itself or behind a country code. */
export function isEmergency(digits: string): boolean {
  return isAmong(WIDELY, digits);
}

/** Whether the user of a SIP URI is an emergency number. */
export function isEmergencyUser(user: string): boolean {
  return isAmong(EVERYWHERE, user);
}

function isAmong(numbers: ReadonlySet<string>, dialled: string): boolean {
  const digits = dialled.startsWith('+') ? dialled.slice(1) : dialled;
  if (digits.length > LONGEST) return false;
  return numbers.has(digits) || numbers.has(digits.slice(countryCodeOf(digits)?.length ?? 0));
}
