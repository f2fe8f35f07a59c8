import type { Command } from 'commander';
import { repeated } from '../options.js';

export interface EmulatorFlags {
  readonly host: string;
  readonly port: string;
  readonly cps: string;
  readonly requestsPer5s: string;
  readonly speed: string;
  readonly scenario?: string;
  readonly seed: string;
  readonly number?: readonly string[];
  readonly bar?: readonly string[];
  readonly allowHangUpAll?: boolean;
  readonly callbacks?: boolean;
  readonly allowCallbackHost?: readonly string[];
}

export function declareEmulator(program: Command): Command {
  return program
    .command('emulator')
    .description('serve an emulated Plivo on this machine; it calls nobody')
    .option('--host <host>', 'address to listen on; any but loopback is open to others', '127.0.0.1')
    .option('--port <n>', 'port to listen on, 0 for any free one', '0')
    .option('--cps <rate>', 'calls per second that are fired at once; beyond it they are queued', '2')
    .option(
      '--requests-per-5s <n>',
      'API requests within 5 s, beyond which they get 429; 0 for no limit',
      '300',
    )
    .option('--speed <n>', 'how many times as fast its time runs, or max: whoever asks need not wait', '1')
    .option('--scenario <file>', 'what becomes of the calls and what goes wrong, as a YAML file')
    .option('--seed <text>', 'what becomes of the calls is drawn by it; the same seed, the same history', '1')
    .addOption(repeated('--number <number>', 'a number that the account rents; may be repeated'))
    .addOption(repeated('--bar <prefix>', 'refuse calls to numbers that begin so, with 403; may be repeated'))
    .option('--allow-hang-up-all', 'let DELETE Call/ without a uuid hang up every call')
    .option('--callbacks', "tell the servers behind the calls' URLs what happens, those on this machine")
    .addOption(
      repeated(
        '--allow-callback-host <host>',
        'send callbacks to this host too, wherever it is; may be repeated',
      ),
    );
}
