/** What can be called: a phone number, with or without a plus, or a SIP URI. */

const NUMBER = /^\+?\d{7,15}$/;
const SIP_URI = /^sip:[^\s@<>"]+@(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:;[^\s<>"]+)?$/i;

/** The destinations of a `to`, in order, each once. Different spellings of a number count as different ones. */
export function splitDestinations(to: string): readonly string[] {
  return [...new Set(to.split('<'))];
}

export function isPhoneNumber(text: string): boolean {
  return NUMBER.test(text);
}

export function isDestination(text: string): boolean {
  return NUMBER.test(text) || SIP_URI.test(text);
}

/** Tells the two kinds of a valid destination apart. */
export function isSip(destination: string): boolean {
  return /^sip:/i.test(destination);
}

/** The two spellings of a number as one. */
export function withoutPlus(number: string): string {
  return number.startsWith('+') ? number.slice(1) : number;
}
