import { randomBytes } from 'node:crypto';
import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import type { PlacedCall } from '../../emulator/placed-calls.js';
import { startEmulator } from '../../emulator/server.js';
import { clean } from '../../report/clean.js';
import type { Io } from '../io.js';
import { readScenario } from '../scenario.js';

interface Flags {
  readonly port: string;
  readonly cps: string;
  readonly speed: string;
  readonly seed: string;
  readonly scenario?: string;
}

/** `callplan emulator`: serves until it is interrupted. Takes the credentials of the environment, or makes some up and says them. */
export async function emulator(io: Io, flags: Flags): Promise<number> {
  const port = whole(flags.port, '--port', 0, 65535);
  const callsPerSecond = whole(flags.cps, '--cps', 1, 1_000_000);
  const speed = flags.speed === 'max' ? 'max' : whole(flags.speed, '--speed', 1, 1_000_000, ', or max');
  const { PLIVO_AUTH_ID: givenId, PLIVO_AUTH_TOKEN: givenToken } = io.env;
  const authId = givenId ?? 'MAEMULATEDEMULATED00';
  const authToken = givenToken ?? randomBytes(20).toString('hex');
  const server = await startEmulator({
    port,
    callsPerSecond,
    speed,
    seed: flags.seed,
    ...(flags.scenario !== undefined && { scenario: readScenario(io, flags.scenario) }),
    credentials: { authId, authToken },
    onCall: (call) => io.stdout.write(describe(call)),
  });
  io.stderr.write(
    howToUse(server.origin, {
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

/** Of the credentials only those that were made up are told. */
function howToUse(origin: string, madeUp: Readonly<Record<string, string>>): string {
  const exports = Object.entries({ CALLPLAN_API_URL: origin, ...madeUp });
  return `An emulated Plivo listens on ${origin}; it calls nobody. Point a client at it:

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
