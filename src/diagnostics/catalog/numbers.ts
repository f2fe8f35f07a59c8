import type { Known, Quoted, Show } from '../../privacy/quoted.js';
import { anyOf, entry, quoted } from '../entry.js';

/** What stands behind a number's country code. */
export interface Behind {
  readonly countryCode: Known;
  readonly length: 'short' | 'long' | 'between';
  /** How many digits may stand there, from the fewest. */
  readonly lengths: readonly number[];
}

export interface Impossible {
  readonly number: Quoted;
  readonly behind?: Behind;
  readonly meant?: Quoted;
}

const LENGTHS = { short: 'too few', long: 'too many', between: 'the wrong number of' };

interface SipWords {
  /** Completes "… has". */
  readonly has: (text: string) => string;
  readonly hint: string;
}

const SIP_PROBLEMS = {
  headers: {
    has: (text) => `headers behind its host: ${text}`,
    hint: 'Remove them, and say sip_headers in the options.',
  },
  password: {
    has: () => 'a password before its @, where everybody who reads the plan sees it',
    hint: 'Remove the colon and the password; change the password if it was a real one.',
  },
  user: {
    has: (text) => `the character ${text} before its @`,
    hint: 'Write it percent-encoded, such as %25 for a percent sign, or remove it.',
  },
  host: {
    has: (text) => `the host ${text}, which is neither a name nor an IP address`,
    hint: 'Write a name or an IP address, such as sip:user@phone.plivo.com',
  },
  port: {
    has: (text) => `the port ${text}, which is no number from 1 to 65535`,
    hint: 'Write a port such as 5061, or remove it and its colon.',
  },
  parameter: {
    has: (text) => `the parameter ${text}, which is no name=value`,
    hint: 'Write it as in sip:user@phone.plivo.com;transport=tls, or remove it and its semicolon.',
  },
  transport: {
    has: (text) => `the transport ${text}, which is not udp, tcp or tls`,
    hint: 'Write ;transport=udp, ;transport=tcp or ;transport=tls',
  },
} as const satisfies Readonly<Record<string, SipWords>>;

export type SipProblem = keyof typeof SIP_PROBLEMS;

/** What can be wrong with phone numbers and SIP URIs. */
export const numberRules = {
  'emergency-number': entry<{ number: Quoted }>({
    severity: 'error',
    summary: 'A number, or the user of a SIP URI, stands for the emergency services.',
    message: (a, show) => `${quoted(show(a.number))} stands for the emergency services`,
    hint: () => 'Take it out: no plan may call them, not even for a test.',
  }),
  'short-number': entry<{ number: Quoted }>({
    severity: 'error',
    summary: 'A number is so short that what it means differs from network to network.',
    message: (a, show) =>
      `${quoted(show(a.number))} is too short for a phone number: what it means differs from network to network`,
    hint: () => 'Write a whole number with its country code, such as "+14155550100".',
  }),
  'impossible-number': entry<Impossible>({
    severity: 'error',
    summary: 'A number starts with no country code, or is too short or too long for its country.',
    message: (a, show) =>
      a.behind
        ? `${show(a.number)} has ${LENGTHS[a.behind.length]} digits behind the country code ${a.behind.countryCode}`
        : `${show(a.number)} starts with no country code`,
    hint: impossibleHint,
  }),
  'unlikely-number': entry<{ number: Quoted; meant?: Quoted }>({
    severity: 'warning',
    summary: 'A number is in no range that is known to be in use.',
    message: (a, show) => `${show(a.number)} is in no range of numbers that is known to be in use`,
    hint: (a, show) =>
      a.meant === undefined
        ? 'Check its digits. A range may be new, so if they are right, let it stand.'
        : withoutPrefix(show(a.meant)),
  }),
  'number-without-plus': entry<{ number: Quoted; countryCode: Known; country?: Known }>({
    severity: 'warning',
    summary: 'A number has no plus before its country code.',
    message: (a, show) =>
      `${show(a.number)} has no plus, and ${a.countryCode} is taken for its country code${a.country === undefined ? '' : ` (${a.country})`}`,
    hint: (a, show) =>
      `Write ${quoted(`+${show(a.number)}`)}; or, if its country code is missing, put that before it.`,
  }),
  'bad-sip-uri': entry<{ uri: Quoted; problem: SipProblem; text: Quoted }>({
    severity: 'error',
    summary: 'A SIP URI has a user, host, port or parameter that it may not have.',
    message: (a, show) => `${quoted(show(a.uri))} has ${SIP_PROBLEMS[a.problem].has(quoted(show(a.text)))}`,
    hint: (a) => SIP_PROBLEMS[a.problem].hint,
  }),
} as const;

function impossibleHint({ number, behind, meant }: Impossible, show: Show): string {
  if (meant !== undefined) return withoutPrefix(show(meant));
  if (!behind) return 'Write the country code, then the number, such as "+14155550100".';
  const wanted = `Behind ${behind.countryCode} stand ${counts(behind.lengths)} digits.`;
  return show(number).startsWith('+')
    ? wanted
    : `${wanted} If the country code is missing, put it before the number.`;
}

function withoutPrefix(meant: string): string {
  return `Write ${quoted(meant)}, without the prefix that is dialled only within the country.`;
}

/** `7 to 10`, or `9 or 12` */
function counts(lengths: readonly number[]): string {
  const [first = 0] = lengths;
  const last = lengths.at(-1) ?? 0;
  const unbroken = last - first === lengths.length - 1;
  return unbroken && lengths.length > 2 ? `${first} to ${last}` : anyOf(lengths.map(String));
}
