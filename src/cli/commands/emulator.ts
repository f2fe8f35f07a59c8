import { randomBytes } from 'node:crypto';
import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import type { CallbackAttempt } from '../../emulator/callback-attempt.js';
import { createCallbackHosts } from '../../emulator/callback-hosts.js';
import { parseFragment } from '../../emulator/callback-tuning.js';
import { SPEED_WITH_CALLBACKS } from '../../emulator/open-callbacks.js';
import { isLoopback } from '../../emulator/own-host.js';
import type { PlacedCall } from '../../emulator/placed-calls.js';
import { startEmulator } from '../../emulator/server.js';
import { clean } from '../../report/clean.js';
import type { Colors } from '../../report/colors.js';
import { errColors, type Io } from '../io.js';
import { readScenario } from '../scenario.js';

interface Flags {
  readonly host: string;
  readonly port: string;
  readonly cps: string;
  readonly speed: string;
  readonly seed: string;
  readonly scenario?: string;
  readonly callbacks?: boolean;
  readonly allowCallbackHost?: readonly string[];
}

/** `callplan emulator`: serves until it is interrupted. Takes the credentials of the environment, or makes some up and says them. */
export async function emulator(io: Io, flags: Flags): Promise<number> {
  const { host } = flags;
  if (host === '')
    throw new Fault('setting-invalid', { where: '--host', value: host, expected: 'an address or a name' });
  const port = whole(flags.port, '--port', 0, 65535);
  const callsPerSecond = whole(flags.cps, '--cps', 1, 1_000_000);
  const speed = flags.speed === 'max' ? 'max' : whole(flags.speed, '--speed', 1, 1_000_000, ', or max');
  const { callbacks = false, allowCallbackHost: callbackHosts = [] } = flags;
  refuseWrongCallbacks(callbacks, callbackHosts, speed);
  const { PLIVO_AUTH_ID: givenId, PLIVO_AUTH_TOKEN: givenToken } = io.env;
  const authId = givenId ?? 'MAEMULATEDEMULATED00';
  const authToken = givenToken ?? randomBytes(20).toString('hex');
  const server = await startEmulator({
    host,
    port,
    page: true,
    callsPerSecond,
    speed,
    seed: flags.seed,
    ...(flags.scenario !== undefined && { scenario: readScenario(io, flags.scenario) }),
    credentials: { authId, authToken },
    onCall: (call) => io.stdout.write(describe(call)),
    callbacks,
    callbackHosts,
    onCallback: (attempt, call) => io.stdout.write(describeAttempt(attempt, call)),
  });
  if (!isLoopback(host)) io.stderr.write(warning(host, errColors(io)));
  io.stderr.write(
    howToUse(originHere(server.origin), {
      ...(givenId === undefined && { PLIVO_AUTH_ID: authId }),
      ...(givenToken === undefined && { PLIVO_AUTH_TOKEN: authToken }),
    }),
  );
  const exit = await new Promise<number>((resolve) => {
    io.onSignal((_, exitCode) => {
      resolve(exitCode === 129 ? exitCode : Exit.fine);
    });
  });
  await server.close();
  return exit;
}

/** A line a call, and beneath it one for what of its request is no parameter of make-call. */
function describe({ queued, requestUuid, from, to, ignored }: PlacedCall): string {
  const line = `${queued ? 'queued' : 'fired '}  ${requestUuid}  ${clean(from)} -> ${clean(to)}\n`;
  return ignored.length === 0 ? line : `${line}        ignored: ${clean(ignored.join(', ').slice(0, 200))}\n`;
}

/** In the words of the command line: the emulator itself would refuse them too. */
function refuseWrongCallbacks(callbacks: boolean, hosts: readonly string[], speed: number | 'max'): void {
  if (hosts.length > 0 && !callbacks)
    throw new Fault('usage', {
      problem: '--allow-callback-host says where callbacks may go, and none are sent',
      hint: 'Add --callbacks, or leave --allow-callback-host out.',
    });
  if (callbacks && speed === 'max')
    throw new Fault('setting-invalid', { where: '--speed', value: 'max', expected: SPEED_WITH_CALLBACKS });
  createCallbackHosts(hosts, '--allow-callback-host');
}

/** A line for a request to a callback URL, and beneath its first attempt what its fragment says in vain. */
function describeAttempt(tried: CallbackAttempt, { requestUuid }: PlacedCall): string {
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

function warning(host: string, { yellow }: Colors): string {
  return `${yellow('warning')}: ${clean(host)} is not loopback. Whoever reaches it can try the API, can read from the page the phone
  numbers and requests of all calls, without a password, and all of it crosses the network unencrypted.

`;
}

/** Where this machine reaches what listens on all of its addresses. */
function originHere(origin: string): string {
  return origin.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

/** Of the credentials only those that were made up are told. */
function howToUse(origin: string, madeUp: Readonly<Record<string, string>>): string {
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

function whole(text: string, where: string, least: number, most: number, more = ''): number {
  const value = Number(text);
  if (/^[0-9]{1,7}$/.test(text) && value >= least && value <= most) return value;
  throw new Fault('setting-invalid', {
    where,
    value: text,
    expected: `a whole number from ${least} to ${most}${more}`,
  });
}
