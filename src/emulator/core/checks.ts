import { isDestination, isPhoneNumber, splitDestinations } from './destination.js';

/** What is wrong with a parameter's value, as the end of the sentence `NAME parameter …`; undefined when it is fine. */
export type Check = (value: unknown) => string | undefined;

function text(expected: string, accepts: (value: string) => boolean): Check {
  return (value) => (typeof value === 'string' && accepts(value) ? undefined : `must be ${expected}`);
}

export const phoneNumber: Check = text('a phone number: an optional + and 7 to 15 digits', isPhoneNumber);

// Every character that RFC 3986 allows in a URI, and % only before two hexadecimal digits.
// Searching for a character that is not allowed needs no memory. A repeated group would need it in proportion to a hostile value.
const NOT_IN_A_URL = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/;

export const httpUrl: Check = text(
  'an http or https URL',
  (value) => /^https?:\/\//i.test(value) && !NOT_IN_A_URL.test(value) && URL.canParse(value),
);

export const httpMethod: Check = text('GET or POST', (value) => /^(?:GET|POST)$/i.test(value));

/** Counts code points, not UTF-16 code units: an emoji is one character. */
export function textUpTo(characters: number): Check {
  const fits = new RegExp(`^.{0,${characters}}$`, 'su');
  return text(`a string of at most ${characters} characters`, (value) => fits.test(value));
}

export const digits: Check = text(
  'made of 0-9, *, #, w and W, with an optional tone length such as @1000 at the end',
  (value) => /^[0-9*#wW]+(?:@[1-9]\d*)?$/.test(value),
);

export const sipHeaders: Check = text('KEY=VALUE pairs of letters and digits, joined by commas', (value) =>
  value.split(',').every((pair) => /^[A-Za-z0-9]+=[A-Za-z0-9]+$/.test(pair)),
);

export const uuid: Check = text('a UUID', (value) =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value),
);

/** The boolean true counts as the string. */
export const machineDetection: Check = (value) =>
  value === true || value === 'true' || value === 'hangup' ? undefined : 'must be true or hangup';

/** The words count as the booleans. */
export const boolean: Check = (value) =>
  typeof value === 'boolean' || value === 'true' || value === 'false' ? undefined : 'must be true or false';

/** A whole number, or one written as a string of digits. */
export function integer(min: number, max = Infinity): Check {
  const expected = max === Infinity ? `an integer of at least ${min}` : `an integer from ${min} to ${max}`;
  return (value) => {
    const number = integerOf(value);
    return number !== undefined && number >= min && number <= max ? undefined : `must be ${expected}`;
  };
}

/** The whole number that a value is, or is written for; undefined for any other value. */
export function integerOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return typeof value === 'string' && /^(?:0|[1-9]\d*)$/.test(value) ? Number(value) : undefined;
}

const MAX_DESTINATIONS = 1000;

/** One number or SIP URI, or several joined by `<`; the problem names the first wrong one. */
export const destinations: Check = (value) => {
  if (typeof value !== 'string') return 'must be a string';
  const all = splitDestinations(value);
  if (all.length > MAX_DESTINATIONS)
    return `must have at most ${MAX_DESTINATIONS} unique destinations, and has ${all.length}`;
  const wrong = all.find((destination) => !isDestination(destination));
  return wrong === undefined
    ? undefined
    : `must be phone numbers or SIP URIs joined by <, and ${JSON.stringify(wrong.slice(0, 80))} is neither`;
};
