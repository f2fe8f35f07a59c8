import { randomUUID } from 'node:crypto';
import { Fault } from '../diagnostics/fault.js';
import type { Scenario } from '../schemas/scenario.js';
import { validateScenario } from '../schemas/scenario.validators.cjs';
import { createApiFaults } from './api/api-faults.js';
import { createApi } from './api/api.js';
import { createAuthorization } from './http/authorization.js';
import { createBars } from './api/barred.js';
import { createMix } from './calls/behaviour.js';
import { openCallbacks } from './callbacks/open-callbacks.js';
import { createDialler } from './api/dialler.js';
import { toUnits } from './core/money.js';
import type { EmulatorOptions } from './options.js';
import { placeCall } from './api/place-call.js';
import { billOf, withoutPlus } from './calls/pricing.js';
import { createRecent } from './calls/recent.js';
import type { Reply } from './http/reply.js';
import type { ApiRequest } from './http/request.js';
import { createResources } from './api/resources.js';
import { createRuledBehaviour } from './scenario/scenario-calls.js';
import { createSwitchboard, type Switchboard } from './calls/switchboard.js';
import { createTime } from './core/time.js';
import { createView, type View } from './feed/view.js';
import { createSlidingWindow } from './core/window.js';

export interface EmulatedAccount {
  readonly api: (request: ApiRequest) => Reply;
  readonly switchboard: Switchboard;
  readonly view: View;
  /** Breaks off what is sent to callback URLs. */
  readonly close: () => void;
}

/** Puts an account together: its calls, the API in front of them, and what looks at them. */
export function createAccount(options: EmulatorOptions, uuid: () => string): EmulatedAccount {
  const scenario = checked(options.scenario);
  const { clock = realTime, requestsPer5s = Infinity, speed = 1, callsPerSecond = 2, saved = [] } = options;
  const time = createTime(clock, speed);
  const seed = String(options.seed ?? 1);
  const choose = options.behaviour ?? createRuledBehaviour(scenario?.calls ?? [], seed, createMix(seed));
  let credits = toUnits(options.cashCredits ?? 100);
  const callbacks = options.callbacks ? openCallbacks(options, uuid, time, () => switchboard) : undefined;
  const recent = createRecent(saved);
  const switchboard: Switchboard = createSwitchboard({
    time,
    watch: callbacks,
    callsPerSecond,
    choose,
    onEnd: (call) => {
      credits -= billOf(call).units;
    },
    saved,
    onChange: options.onChange,
    recent,
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
  return { api, switchboard, view, close: callbacks?.close ?? (() => undefined) };
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
