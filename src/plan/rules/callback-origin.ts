import type { CallbackName } from '../../diagnostics/catalog/callbacks.js';
import type { Finding } from '../../diagnostics/diagnostic.js';
import { known, quote } from '../../privacy/quoted.js';
import { unreachable } from './callback-host.js';

/** How many origins are remembered: a plan has a handful, and a hostile one a million. */
const MAX_REMEMBERED = 1000;

type Judge = (name: CallbackName) => readonly Finding[];

const judges = new Map<string, Judge>();

/** What is wrong with the scheme, the user, the host and the port of a URL that the schema accepts. */
export function originFindings(name: CallbackName, url: string): readonly Finding[] {
  const origin = /^[^/]*\/\/[^/?#]*/.exec(url)?.[0] ?? '';
  const judge = judges.get(origin) ?? judgeOf(origin);
  if (judges.size >= MAX_REMEMBERED) judges.clear();
  judges.set(origin, judge);
  return judge(name);
}

/** Many URLs have one origin, and taking one apart costs more than all else that is asked of it. */
function judgeOf(origin: string): Judge {
  const parsed = parse(origin);
  if (!parsed) return (name) => [{ code: 'callback-url', args: { name } }];
  const { protocol, username, password, hostname: host } = parsed;
  const secret = username !== '' || password !== '';
  const kind = unreachable(host);
  const reached = kind === undefined ? undefined : { host: quote(host), kind: known(kind) };
  return (name): Finding[] => [
    ...(secret ? [{ code: 'callback-credentials', args: { name } } as const] : []),
    ...(reached ? [{ code: 'callback-unreachable', args: { name, ...reached } } as const] : []),
    ...(protocol === 'http:' && !reached ? [{ code: 'callback-http', args: { name } } as const] : []),
  ];
}

function parse(origin: string): URL | undefined {
  return URL.canParse(origin) ? new URL(origin) : undefined;
}
