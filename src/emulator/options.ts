import type { Scenario } from '../schemas/scenario.js';
import type { StartTimer } from './callbacks/alarm.js';
import type { ChooseBehaviour } from './calls/call-behaviour.js';
import type { CallbackAttempt } from './core/callback-attempt.js';
import type { PlacedCall } from './core/placed-call.js';
import type { Speed } from './core/time.js';
import type { Credentials } from './http/authorization.js';
import type { SavedCall } from './saved/saved-call.js';

export interface EmulatorOptions {
  readonly credentials: Credentials;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  /** Destinations that are dialled within any second; the others are queued until then. Default 2, as for a new Plivo account. */
  readonly callsPerSecond?: number;
  /**
   * Authorized requests that are answered within any 5 s of the clock's time, whatever the speed; the others get 429. Make-call is
   * counted apart from all others. Plivo's figure is 300, but the default is Infinity, since the emulator is also the ground on
   * which senders are measured with the limit lifted.
   */
  readonly requestsPer5s?: number;
  /** How long a request may take to arrive, in ms, headers and body together. Default 30,000. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds since 1970, on a clock that never goes back. Default: the real time. */
  readonly clock?: () => number;
  /**
   * How fast the emulator's time runs from its start, beside the clock's. Default 1; 60 plays an hour in a minute, calls per second
   * included.
   *
   * `max` runs as the clock does while calls are placed, hung up and canceled, so that the calls per second mean what they always
   * mean, and skips all waiting for whoever asks what became of them. Who asks for finished calls or the account, finds every call
   * that was placed before at its end. Who asks for queued or live calls gets the present, and then time jumps to the next event,
   * so that to ask again and again shows every state of a call, and comes to an end.
   */
  readonly speed?: Speed;
  /** What the default mix of behaviours is drawn by: the same seed gives the same history. Default 1. */
  readonly seed?: string | number;
  /** What happens to calls, and what goes wrong with requests, as schemas/scenario.schema.json has it. */
  readonly scenario?: Scenario;
  /** Says what each destination does, in place of the scenario's calls and the default mix. It must not throw. */
  readonly behaviour?: ChooseBehaviour;
  /** Whether a call's call_uuid is its request_uuid, as on newer accounts, or another one, as on older ones. Default `same`. */
  readonly callUuids?: 'same' | 'separate';
  /** Numbers that the account rents, with or without a plus. Default none. Calls from other numbers are taken all the same. */
  readonly numbers?: readonly string[];
  /** Calling codes, or any beginnings of numbers, to which calls are refused with 403. */
  readonly barredCountries?: readonly string[];
  /** Numbers and SIP URIs to which calls are refused with 403. */
  readonly barredNumbers?: readonly string[];
  /** Dollars at the start. Default 100. Calls go on when they are used up. */
  readonly cashCredits?: number;
  /** Lets `DELETE /Call/`, which hangs up every live call of the account, do so. Default false: 403. */
  readonly allowHangUpAll?: boolean;
  /** Calls that an earlier emulator saved, oldest first: they go on. */
  readonly saved?: readonly SavedCall[];
  /** Told the calls that have just been placed, or ended before their time, to be saved; before a reply is sent. It must not throw. */
  readonly onChange?: (calls: readonly SavedCall[]) => void;
  /**
   * Serves a page at `/` that shows the calls as they come, with phone numbers and requests and without a password: to requests alone
   * whose Host header is loopback or `host`. Default false.
   */
  readonly page?: boolean;
  /** Default `crypto.randomUUID`. */
  readonly uuid?: () => string;
  /**
   * Whether the servers behind a call's URLs are told when it rings, is answered, is known as a machine and ends, as Plivo does it,
   * signatures included. Default false: the URLs are checked, and never requested. Not with the speed `max`, since they answer in real
   * time.
   */
  readonly callbacks?: boolean;
  /**
   * Hosts that callbacks are sent to beside those of this machine (`localhost` and loopback addresses), each spelled as in the URL,
   * without a port. Default none.
   */
  readonly callbackHosts?: readonly string[];
  /** Told every request to a callback URL when it has ended. It must not throw. */
  readonly onCallback?: (attempt: CallbackAttempt, call: PlacedCall) => void;
  /** Calls back after so many ms of the clock's time, and gives how to prevent that; used for callbacks alone. Default `setTimeout`. */
  readonly startTimer?: StartTimer;
  /** Told every destination when it is taken, before the reply is sent. It must not throw. */
  readonly onCall?: (call: PlacedCall) => void;
}
