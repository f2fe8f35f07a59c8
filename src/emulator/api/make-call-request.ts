import { integerOf } from '../core/checks.js';
import { splitDestinations, withoutPlus } from '../core/destination.js';
import { parameters } from '../core/parameters.js';
import type { CallParameters } from '../core/placed-call.js';
import type { Problem } from '../http/reply.js';

/** A make-call request that passed every check. */
export interface MakeCallRequest {
  readonly from: string;
  readonly destinations: readonly string[];
  /** Written with `<`, so that the reply is a list, even of one. */
  readonly bulk: boolean;
  /** Plivo answers a request with a `callback_url` before it is carried out, without a request_uuid. */
  readonly asynchronous: boolean;
  readonly parameters: CallParameters;
  /** Fields of the body that make-call does not know. */
  readonly ignored: readonly string[];
}

/** Longer time limits are cut to this one, in seconds, and not refused. */
export const MAX_TIME_LIMIT = 86_400;

const KNOWN: ReadonlySet<string> = new Set([...parameters.map(({ name }) => name), 'callback_url']);

/** Shared by nearly all calls. */
const NONE: readonly string[] = [];

type Body = Readonly<Record<string, unknown>>;

/** Checks a request's body against the table of parameters, then against the refused combinations. */
export function parseMakeCallRequest(body: Body): MakeCallRequest | Problem {
  const read = readParameters(body);
  if ('problem' in read) return read;
  const { from, to } = read.known as { from: string; to: string };
  const callbackUrl = body['callback_url'];
  const request: MakeCallRequest = {
    from,
    destinations: splitDestinations(to),
    bulk: to.includes('<'),
    asynchronous: typeof callbackUrl === 'string' && callbackUrl !== '',
    parameters: read.known,
    ignored: unknownOf(body),
  };
  return refusals.find(({ applies }) => applies(request)) ?? request;
}

function readParameters(body: Body): { readonly known: CallParameters } | Problem {
  const known: Record<string, unknown> = {};
  for (const { name, required, check } of parameters) {
    const value = body[name];
    if (required && isMissing(value)) return { problem: `${name} parameter is missing` };
    if (value === undefined) continue;
    const problem = check(value);
    if (problem !== undefined) return { problem: `${name} parameter ${problem}` };
    known[name] = value;
  }
  if ((integerOf(known['time_limit']) ?? 0) > MAX_TIME_LIMIT) known['time_limit'] = MAX_TIME_LIMIT;
  return { known };
}

function unknownOf(body: Body): readonly string[] {
  const unknown = Object.keys(body).filter((name) => !KNOWN.has(name));
  return unknown.length === 0 ? NONE : unknown;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Combinations that are documented as refused. The ones that merely make no sense are ignored, as Plivo does. */
const refusals: readonly (Problem & { readonly applies: (request: MakeCallRequest) => boolean })[] = [
  {
    problem: 'from parameter must not be among the destinations of the to parameter',
    applies: ({ from, destinations }) => {
      const caller = withoutPlus(from);
      return destinations.some((destination) => withoutPlus(destination) === caller);
    },
  },
  {
    problem: 'parent_call_uuid parameter must not be used when the to parameter has several destinations',
    applies: ({ bulk, parameters: { parent_call_uuid } }) => bulk && parent_call_uuid !== undefined,
  },
  {
    // The emulator holds no conferences, so a parent is never found.
    problem: 'parent_call_uuid parameter is not the call of an ongoing conference',
    applies: ({ parameters: { parent_call_uuid, error_if_parent_not_found } }) =>
      parent_call_uuid !== undefined && String(error_if_parent_not_found) === 'true',
  },
];
