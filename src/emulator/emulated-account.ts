import { randomUUID } from 'node:crypto';
import { Fault } from '../diagnostics/fault.js';
import type { Scenario } from '../schemas/scenario.js';
import { validateScenario } from '../schemas/scenario.validators.cjs';
import { createApi } from './api/api.js';
import { placeCalls } from './api/place-calls.js';
import { createResources } from './api/resources.js';
import type { CallbackDispatcher } from './callbacks/callback-dispatcher.js';
import { openCallbacks } from './callbacks/open-callbacks.js';
import type { ChooseBehaviour } from './calls/call-behaviour.js';
import type { Call } from './calls/call.js';
import { billOf } from './calls/pricing.js';
import { createSwitchboard, type Switchboard } from './calls/switchboard.js';
import { withoutPlus } from './core/destination.js';
import { toUnits } from './core/money.js';
import { createSlidingWindow, type SlidingWindow } from './core/sliding-window.js';
import { createTime, type Time } from './core/time.js';
import { createFeedSource, type FeedSource } from './feed/feed-source.js';
import { createRecentActivity, type RecentActivity } from './feed/recent-activity.js';
import { createAuthorization } from './http/authorization.js';
import type { Reply } from './http/reply.js';
import type { ApiRequest } from './http/request.js';
import type { EmulatorOptions } from './options.js';
import { restoreCall, saveCalls } from './saved/save-call.js';
import type { SavedCall } from './saved/saved-call.js';
import { createDefaultMix } from './scenario/default-mix.js';
import { createInjectedFailures, type FailureFor } from './scenario/injected-failures.js';
import { createScenarioBehaviour } from './scenario/scenario-behaviour.js';

export interface EmulatedAccount {
  readonly api: (request: ApiRequest) => Reply;
  readonly switchboard: Switchboard;
  readonly feedSource: FeedSource;
  /** All calls as they are now, oldest first, for another emulator to take up. */
  readonly save: () => Iterable<SavedCall>;
  /** Breaks off what is sent to callback URLs. */
  readonly close: () => void;
}

/** An account's calls, and what is kept of them apart. */
interface Calls {
  readonly switchboard: Switchboard;
  readonly activity: RecentActivity;
  readonly callbacks: CallbackDispatcher | undefined;
  /** What is left of the cash credits, in money units. */
  readonly credits: () => number;
  readonly save: () => Iterable<SavedCall>;
}

/**
 * Puts an account together: its calls, the API in front of them, and what looks at them. Nothing that it makes holds the options, for
 * their saved calls would stay in memory when they are long forgotten.
 */
export function createAccount(options: EmulatorOptions, uuid: () => string): EmulatedAccount {
  const { clock = realTime, speed = 1, callsPerSecond = 2 } = options;
  const scenario = checked(options.scenario);
  const seed = String(options.seed ?? 1);
  const choose = options.behaviour ?? chooserOf(scenario, seed);
  const failureFor = createInjectedFailures(scenario?.api ?? [], seed);
  const calls = createCalls({ ...options, callsPerSecond }, choose, createTime(clock, speed), uuid);
  const { switchboard, activity, callbacks, save } = calls;
  const limit = Number.isFinite(callsPerSecond) ? callsPerSecond : null;
  const constants = { emulator: randomUUID(), limit, speed };
  return {
    api: createAccountApi({ ...options, clock }, calls, failureFor, uuid),
    switchboard,
    feedSource: createFeedSource({ switchboard, activity, constants }),
    save,
    close: callbacks?.close ?? (() => undefined),
  };
}

function chooserOf(scenario: Scenario | undefined, seed: string): ChooseBehaviour {
  return createScenarioBehaviour(scenario?.calls ?? [], seed, createDefaultMix(seed));
}

function createCalls(
  options: EmulatorOptions & { readonly callsPerSecond: number },
  choose: ChooseBehaviour,
  time: Time,
  uuid: () => string,
): Calls {
  const { callsPerSecond, cashCredits = 100, saved = [], onChange } = options;
  const callbacks = options.callbacks
    ? openCallbacks(
        { ...options, authToken: options.credentials.authToken, time, nonce: uuid },
        () => switchboard,
      )
    : undefined;
  const restored = saved.map(restoreCall);
  const activity = createRecentActivity(restored);
  let credits = toUnits(cashCredits);
  const save = (calls: readonly Call[]): Iterable<SavedCall> =>
    saveCalls(calls, switchboard.behaviourOf, time.ahead);
  const switchboard: Switchboard = createSwitchboard({
    ...{ time, callsPerSecond, choose, restored, observer: callbacks },
    onTaken: activity.taken,
    onDialled: activity.dialled,
    onEnd: (call) => {
      credits -= billOf(call).units;
    },
    onChange:
      onChange &&
      ((calls) => {
        onChange([...save(calls)]);
      }),
  });
  return {
    ...{ switchboard, activity, callbacks },
    credits: () => credits,
    save: () => save(switchboard.newest()),
  };
}

function createAccountApi(
  options: EmulatorOptions & { readonly clock: () => number },
  { switchboard, credits }: Calls,
  failureFor: FailureFor,
  uuid: () => string,
): EmulatedAccount['api'] {
  const { credentials, clock, requestsPer5s = Infinity } = options;
  const makeCall = placeCalls({
    ...{ switchboard, failureFor, uuid },
    barredCountries: options.barredCountries ?? [],
    barredNumbers: options.barredNumbers ?? [],
    callUuid: options.callUuids === 'separate' ? () => uuid() : (requestUuid) => requestUuid,
    onCall: options.onCall ?? (() => undefined),
  });
  const resources = createResources({
    ...{ account: credentials.authId, switchboard, makeCall, uuid, credits },
    numbers: new Set(options.numbers?.map(withoutPlus)),
    allowHangUpAll: options.allowHangUpAll ?? false,
  });
  const rate = (): SlidingWindow => createSlidingWindow(requestsPer5s, 5000);
  const rates = { makeCall: rate(), others: rate() };
  return createApi({ isAuthorized: createAuthorization(credentials), resources, rates, clock });
}

/** JavaScript has no compiler to find a misspelt key. */
function checked(scenario: Scenario | undefined): Scenario | undefined {
  if (scenario === undefined || validateScenario(scenario)) return scenario;
  const { instancePath = '', message = 'it is not valid' } = validateScenario.errors?.[0] ?? {};
  throw new Fault('scenario-refused', {
    file: 'the scenario option',
    problem: `${instancePath} ${message}`.trim(),
  });
}

/** The time of day, on a clock that never goes back. */
function realTime(): number {
  return performance.timeOrigin + performance.now();
}
