import { Fault } from '../diagnostics/fault.js';
import { createCallbackHosts } from '../emulator/callbacks/callback-hosts.js';
import { SPEED_WITH_CALLBACKS } from '../emulator/callbacks/open-callbacks.js';
import type { EmulatorOptions } from '../emulator/options.js';
import type { Io } from '../io/io.js';
import { readScenario } from '../targets/scenario.js';
import type { EmulatorFlags } from './program/commands/emulator.js';

/** What the flags of `callplan emulator` ask for. Throws Faults. */
export function emulatorOptions(io: Io, flags: EmulatorFlags): Omit<EmulatorOptions, 'credentials'> {
  const { host, seed, callbacks = false, allowCallbackHost: callbackHosts = [] } = flags;
  if (host === '')
    throw new Fault('setting-invalid', { where: '--host', value: host, expected: 'an address or a name' });
  const speed = flags.speed === 'max' ? 'max' : whole(flags.speed, '--speed', 1, 1_000_000, ', or max');
  const options = {
    host,
    port: whole(flags.port, '--port', 0, 65535),
    callsPerSecond: whole(flags.cps, '--cps', 1, 1_000_000),
    requestsPer5s: whole(flags.requestsPer5s, '--requests-per-5s', 0, 1_000_000) || Infinity,
    speed,
    seed,
    numbers: digits(flags.number, '--number', 'a phone number with its country code'),
    barredCountries: digits(flags.bar, '--bar', 'a country code, or another beginning of phone numbers'),
    allowHangUpAll: flags.allowHangUpAll ?? false,
    callbacks,
    callbackHosts,
  } as const;
  refuseWrongCallbacks(callbacks, callbackHosts, speed);
  return flags.scenario === undefined ? options : { ...options, scenario: readScenario(io, flags.scenario) };
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

function whole(text: string, where: string, least: number, most: number, more = ''): number {
  const value = Number(text);
  if (/^[0-9]{1,7}$/.test(text) && value >= least && value <= most) return value;
  throw new Fault('setting-invalid', {
    where,
    value: text,
    expected: `a whole number from ${least} to ${most}${more}`,
  });
}

function digits(texts: readonly string[] = [], where: string, expected: string): readonly string[] {
  const wrong = texts.find((text) => !/^\+?[0-9]{1,15}$/.test(text));
  if (wrong !== undefined) throw new Fault('setting-invalid', { where, value: wrong, expected });
  return texts;
}
