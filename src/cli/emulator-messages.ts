import type { CallbackAttempt } from '../emulator/core/callback-attempt.js';
import { parseFragment } from '../emulator/callbacks/delivery-settings.js';
import type { PlacedCall } from '../emulator/core/placed-call.js';
import { clean } from '../privacy/clean.js';
import type { Colors } from '../text/colors.js';

/** A line for a call, and below it one for the keys of its request that make-call does not have. */
export function describeCall({ queued, requestUuid, from, to, ignored }: PlacedCall): string {
  const line = `${queued ? 'queued' : 'fired '}  ${requestUuid}  ${clean(from)} -> ${clean(to)}\n`;
  return ignored.length === 0 ? line : `${line}        ignored: ${clean(ignored.join(', ').slice(0, 200))}\n`;
}

/** A line for a request to a callback URL, and below its first attempt one for the parts of its fragment that have no effect. */
export function describeAttempt(tried: CallbackAttempt, { requestUuid }: PlacedCall): string {
  const { parameter, method, url, attempt, tookMs, status, problem } = tried;
  const what = parameter === 'machine_detection_url' ? 'machine' : parameter.replace('_url', '');
  const again = attempt === 1 ? '' : ` (attempt ${attempt})`;
  const outcome = problem ?? String(status);
  const where = clean(url.replace(/(?<=:\/\/)[^/?#]*@/, '').slice(0, 200));
  const line = `${what.padEnd(6)}  ${requestUuid}  ${method} ${where}${again}: ${clean(outcome)} (${Math.round(tookMs)} ms)\n`;
  const { ignored } = parseFragment(url);
  if (attempt > 1 || ignored.length === 0) return line;
  return `${line}        ignored: ${clean(ignored.join(', ').slice(0, 200))}\n`;
}

/** Printed when other machines can reach the emulator. */
export function exposureWarning(host: string, { yellow }: Colors): string {
  return `${yellow('warning')}: ${clean(host)} is not loopback. Whoever reaches it can try the API, can read from the page the phone
  numbers and requests of all calls, without a password, and all of it crosses the network unencrypted.

`;
}

/** The origin by which this machine reaches a server that listens on all of its addresses. */
function originHere(origin: string): string {
  return origin.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

/** How to use the emulator that listens at `listening`. Credentials are shown only when they were made up. */
export function howToUse(listening: string, madeUp: Readonly<Record<string, string>>): string {
  const origin = originHere(listening);
  const exports = Object.entries({ CALLPLAN_API_URL: origin, ...madeUp });
  return `An emulated Plivo listens on ${origin}; it calls nobody. Its calls are shown at ${origin}/ as they come.
Point a client at it:

${exports.map(([name, value]) => `  export ${name}=${value}\n`).join('')}
  curl -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN" -H 'Content-Type: application/json' \\
    -d '{"from":"+14152224444","to":"+14152223333","answer_url":"https://example.com/answer.xml"}' \\
    "${origin}/v1/Account/$PLIVO_AUTH_ID/Call/"

Ctrl-C ends it.
`;
}
