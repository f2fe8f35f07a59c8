/** Digits that may be a phone number, as people write them: seven and more, with what people put between them. */
const NUMBER = /(?<number>\+?\d(?:[\s().\-/]{0,2}\d){6,99})/;
/** Who is called at a host. */
const SIP_USER = /(?<sip>sips?:)(?<user>[^@\s]{0,256})(?=@)/;
/** Digits enough, but no phone number: ids of Plivo's, digests, times and addresses of machines. */
const HARMLESS = [
  /(?<![\da-f-])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])/,
  /(?<!\w)v1:[\da-f]+/,
  /(?<![\d+])\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?(?!\d)/,
  /(?<![\d.+])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\d)/,
];
const ANY = new RegExp([SIP_USER, ...HARMLESS, NUMBER].map(({ source }) => source).join('|'), 'gi');

export const HIDDEN = '•••';

/** Gives a text without the phone numbers that its readers must not see. */
export type Mask = (text: string) => string;

/**
 * A text with every phone number in it masked, wherever it stands, as `+1415•••3333`: what it begins and ends with is enough to
 * recognise it by, and not to call it. Of a SIP URI the user is masked, and the host stays.
 */
export function maskNumbers(text: string): string {
  return text.replace(ANY, (match: string, ...rest: unknown[]) => {
    const { number, sip, user } = rest.at(-1) as Partial<Record<'number' | 'sip' | 'user', string>>;
    if (number !== undefined) return maskDigits(number);
    return sip === undefined ? match : sip + maskUser(user ?? '');
  });
}

/** At least three digits are hidden, however short the number is; how many does not show. */
function maskDigits(number: string): string {
  const digits = number.replace(/\D/g, '');
  const shown = Math.min(8, digits.length - HIDDEN.length);
  const end = Math.floor(shown / 2);
  return `${number.startsWith('+') ? '+' : ''}${digits.slice(0, shown - end)}${HIDDEN}${digits.slice(-end)}`;
}

/** A password behind the name is not shown at all. */
function maskUser(user: string): string {
  const name = user.replace(/:.*$/s, '');
  const masked = maskNumbers(name);
  if (masked !== name) return masked;
  return name.length < 6 ? HIDDEN : `${name.slice(0, 1)}${HIDDEN}${name.slice(-1)}`;
}
