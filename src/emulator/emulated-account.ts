import { randomUUID } from 'node:crypto';
import { Fault } from '../diagnostics/fault.js';
import type { Scenario } from '../schemas/scenario.js';
import { validateScenario } from '../schemas/scenario.validators.cjs';
import { createApi } from './api/api.js';
import { createBars } from './api/barred.js';
import { createDialler } from './api/dialler.js';
import { placeCall } from './api/place-call.js';
import { createResources } from './api/resources.js';
import { openCallbacks } from './callbacks/open-callbacks.js';
import type { Call } from './calls/call.js';
import { billOf } from './calls/pricing.js';
import { createSwitchboard, type Switchboard } from './calls/switchboard.js';
import { withoutPlus } from './core/destination.js';
import { toUnits } from './core/money.js';
import { createSlidingWindow } from './core/sliding-window.js';
import { createTime } from './core/time.js';
import { createRecentActivity } from './feed/recent-activity.js';
import { createView, type View } from './feed/view.js';
import { createAuthorization } from './http/authorization.js';
import type { Reply } from './http/reply.js';
import type { ApiRequest } from './http/request.js';
import type { EmulatorOptions } from './options.js';
import { restoreCall, saveCalls } from './saved/save-call.js';
import type { SavedCall } from './saved/saved-call.js';
import { createDefaultMix } from './scenario/default-mix.js';
import { createApiFaults } from './scenario/injected-failures.js';
import { createRuledBehaviour } from './scenario/scenario-calls.js';

export interface EmulatedAccount {
  readonly api: (request: ApiRequest) => Reply;
  readonly switchboard: Switchboard;
  readonly view: View;
  /** All calls as they are now, oldest first, for another emulator to take up. */
  readonly save: () => Iterable<SavedCall>;
  /** Breaks off what is sent to callback URLs. */
  readonly close: () => void;
}

/** Puts an account together: its calls, the API in front of them, and what looks at them. */
export function createAccount(options: EmulatorOptions, uuid: () => string): EmulatedAccount {
  const scenario = checked(options.scenario);
  const { clock = realTime, requestsPer5s = Infinity, speed = 1, callsPerSecond = 2, saved = [] } = options;
  const time = createTime(clock, speed);
  const seed = String(options.seed ?? 1);
  const choose =
    options.behaviour ?? createRuledBehaviour(scenario?.calls ?? [], seed, createDefaultMix(seed));
  let credits = toUnits(options.cashCredits ?? 100);
  const callbacks = options.callbacks
    ? openCallbacks({ ...options, ...options.credentials, time, nonce: uuid }, () => switchboard)
    : undefined;
  const restored = saved.map(restoreCall);
  const recent = createRecentActivity(restored);
  const save = (calls: readonly Call[]): Iterable<SavedCall> =>
    saveCalls(calls, switchboard.behaviourOf, time.ahead);
  const switchboard: Switchboard = createSwitchboard({
    time,
    observer: callbacks,
    callsPerSecond,
    choose,
    onEnd: (call) => {
      credits -= billOf(call).units;
    },
    restored,
    onChange: options.onChange && ((calls) => options.onChange?.([...save(calls)])),
    onTaken: recent.taken,
    onDialled: recent.dialled,
  });
  const dial = createDialler({
    switchboard,
    barred: createBars(options.barredCountries ?? [], options.barredNumbers ?? []),
    uuid,
    callUuid: options.callUuids === 'separate' ? () => uuid() : (requestUuid) => requestUuid,
    onCall: options.onCall ?? (() => undefined),
  });
  const makeCall = placeCall(dial, createApiFaults(scenario?.api ?? [], seed));
  const resources = createResources({
    account: options.credentials.authId,
    switchboard,
    makeCall,
    uuid,
    credits: () => credits,
    numbers: new Set(options.numbers?.map(withoutPlus)),
    allowHangUpAll: options.allowHangUpAll ?? false,
  });
  const rate = (): ReturnType<typeof createSlidingWindow> => createSlidingWindow(requestsPer5s, 5000);
  const api = createApi({
    isAuthorized: createAuthorization(options.credentials),
    resources,
    rates: { makeCall: rate(), others: rate() },
    clock,
  });
  const limit = Number.isFinite(callsPerSecond) ? callsPerSecond : null;
  const view = createView({ switchboard, recent, constants: { emulator: randomUUID(), limit, speed } });
  return {
    api,
    switchboard,
    view,
    save: () => save(switchboard.newest()),
    close: callbacks?.close ?? (() => undefined),
  };
}

/** Whoever has no compiler must hear of a misspelt key too. */
function checked(scenario: Scenario | undefined): Scenario | undefined {
  if (scenario === undefined || validateScenario(scenario)) return scenario;
  const { instancePath = '', message = 'it is not valid' } = validateScenario.errors?.[0] ?? {};
  throw new Fault('scenario-refused', {
    file: 'the scenario option',
    problem: `${instancePath} ${message}`.trim(),
  });
}

/** Of the day, and yet it never goes back. */
function realTime(): number {
  return performance.timeOrigin + performance.now();
}
