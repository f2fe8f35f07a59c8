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
  /** Destinations that are dialled within any second; the others are queued. Default 2, as for a new Plivo account. */
  readonly callsPerSecond?: number;
  /**
   * Authorized requests that are answered within any 5 s of the clock's time, at any speed; the others get 429. Make-call is counted
   * apart from all others. Plivo's limit is 300. The default is Infinity, so that senders can be measured without it.
   */
  readonly requestsPer5s?: number;
  /** How long a request may take to arrive, in ms, headers and body together. Default 30,000. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds since 1970, on a clock that never goes back. Default: the real time. */
  readonly clock?: () => number;
  /**
   * How many times as fast as the clock the emulator's time runs, from its start. Default 1; 60 plays an hour in a minute, calls per
   * second included.
   *
   * At `max` time runs like the clock while calls are placed, hung up and canceled, so that the calls per second mean the same. Reading
   * calls skips all waiting: a request for finished calls, or for the account, finds every call that was placed before at its end. A
   * request for queued or live calls gets the present, and then time jumps to the next event. Repeated, it shows each state of a call
   * and comes to an end.
   */
  readonly speed?: Speed;
  /** Seed of the default mix of behaviours: the same seed gives the same history. Default 1. */
  readonly seed?: string | number;
  /** What happens to calls, and which failures are injected into requests: a value of schemas/scenario.schema.json. */
  readonly scenario?: Scenario;
  /** Chooses what each destination does, in place of the scenario's calls and the default mix. It must not throw. */
  readonly behaviour?: ChooseBehaviour;
  /** Whether a call's call_uuid is its request_uuid, as on newer accounts, or a different one, as on older ones. Default `same`. */
  readonly callUuids?: 'same' | 'separate';
  /** Numbers that the account rents, with or without a plus. Default none. Calls from other numbers are taken too. */
  readonly numbers?: readonly string[];
  /** Calling codes, or other beginnings of numbers, to which calls are refused with 403. */
  readonly barredCountries?: readonly string[];
  /** Numbers and SIP URIs to which calls are refused with 403. */
  readonly barredNumbers?: readonly string[];
  /** Dollars at the start. Default 100. Calls are still placed when they are used up. */
  readonly cashCredits?: number;
  /** Allows `DELETE /Call/`, which hangs up every live call of the account. Default false: 403. */
  readonly allowHangUpAll?: boolean;
  /** Calls that an earlier emulator saved, oldest first. This one goes on with them. */
  readonly saved?: readonly SavedCall[];
  /** Called with calls that were just placed, or ended early, before the reply is sent, so that they can be saved. It must not throw. */
  readonly onChange?: (calls: readonly SavedCall[]) => void;
  /**
   * Serves a page at `/` that shows the calls as they come, with phone numbers and requests. It needs no password, but is served only
   * to requests whose Host header is loopback or `host`. Default false.
   */
  readonly page?: boolean;
  /** Default `crypto.randomUUID`. */
  readonly uuid?: () => string;
  /**
   * Whether a call's URLs are requested when it rings, is answered, is found to be a machine and ends, as Plivo does it, signatures
   * included. Default false: the URLs are checked, and never requested. Not with the speed `max`, since servers answer in real time.
   */
  readonly callbacks?: boolean;
  /**
   * Hosts that callbacks may be sent to besides this machine (`localhost` and loopback addresses), each spelled as in the URL, without
   * a port. Default none.
   */
  readonly callbackHosts?: readonly string[];
  /** Called after every request to a callback URL. It must not throw. */
  readonly onCallback?: (attempt: CallbackAttempt, call: PlacedCall) => void;
  /** Calls `run` after `ms` of the clock's time, and gives how to prevent that; used for callbacks only. Default `setTimeout`. */
  readonly startTimer?: StartTimer;
  /** Called for every destination that is taken, before the reply is sent. It must not throw. */
  readonly onCall?: (call: PlacedCall) => void;
}
