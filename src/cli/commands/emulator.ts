import { randomBytes } from 'node:crypto';
import { Exit } from '../../diagnostics/exit.js';
import { isLoopback } from '../../emulator/http/own-host.js';
import { startEmulator } from '../../emulator/server.js';
import { emulatorOptions } from '../emulator-options.js';
import type { EmulatorFlags } from '../program/commands/emulator.js';
import { describeAttempt, describeCall, howToUse, exposureWarning } from '../emulator-messages.js';
import { errColors, type Io } from '../../io/io.js';

/** `callplan emulator`: serves until it is interrupted. Takes the credentials of the environment, or makes some up and says them. */
export async function emulator(io: Io, flags: EmulatorFlags): Promise<number> {
  const options = emulatorOptions(io, flags);
  const { PLIVO_AUTH_ID: givenId, PLIVO_AUTH_TOKEN: givenToken } = io.env;
  const authId = givenId ?? 'MAEMULATEDEMULATED00';
  const authToken = givenToken ?? randomBytes(20).toString('hex');
  // Before anything is printed: a person who reads that Ctrl-C ends it may press it at once.
  const interrupted = new Promise<number>((resolve) => {
    io.onSignal((_, exitCode) => {
      resolve(exitCode === 129 ? exitCode : Exit.fine);
    });
  });
  const server = await startEmulator({
    ...options,
    credentials: { authId, authToken },
    page: true,
    onCall: (call) => io.stdout.write(describeCall(call)),
    onCallback: (attempt, call) => io.stdout.write(describeAttempt(attempt, call)),
  });
  if (!isLoopback(flags.host)) io.stderr.write(exposureWarning(flags.host, errColors(io)));
  io.stderr.write(
    howToUse(server.origin, {
      ...(givenId === undefined && { PLIVO_AUTH_ID: authId }),
      ...(givenToken === undefined && { PLIVO_AUTH_TOKEN: authToken }),
    }),
  );
  const exit = await interrupted;
  await server.close();
  return exit;
}
