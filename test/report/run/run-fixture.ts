import type { CallResult, PlanResult, RunResult } from '../../../src/steps/result.js';
import type { Reason } from '../../../src/diagnostics/reasons.js';
import type { Action } from '../../../src/steps/decide.js';
import type { Entry } from '../../../src/ledger/entry.js';
import { HOSTILE } from '../findings/findings-fixture.js';

const digest = `v1:${'0'.repeat(64)}`;
const at = '2026-11-23T10:00:00.000Z';

interface CallOptions {
  readonly to?: string;
  readonly action?: Action;
  readonly reason?: Reason;
  readonly entry?: Partial<Entry>;
  /** When this run sent it. */
  readonly seconds?: number;
}

/** A call of a run; accepted within a second when nothing is said. */
export function callOf(id: string, options: CallOptions = { entry: {}, seconds: 0.5 }): CallResult {
  const { to = id, action = 'send', reason = { code: 'new' }, entry, seconds } = options;
  const call = { edition: '1', id, to, parameters: { from: '+14152224444' }, digest, bulk: 1 };
  return {
    step: { call, action, reason },
    ...(entry && {
      entry: { edition: '1', id, to, from: '+14152224444', digest, at, state: 'accepted', ...entry },
    }),
    sent: seconds !== undefined,
    ...(seconds === undefined ? {} : { seconds }),
  };
}

/** A plan of a run. */
export function planOf(calls: readonly CallResult[], given: Partial<PlanResult> = {}): PlanResult {
  return {
    file: 'plans/case.yaml',
    name: 'case',
    edition: '1',
    lockfile: 'plans/case.lock.jsonl',
    seconds: 1.5,
    calls,
    ...given,
  };
}

/** A run with what a test does not care about filled in. */
export function ranWith(plans: readonly PlanResult[], given: Partial<RunResult> = {}): RunResult {
  return { plans, began: new Date(at), seconds: 2.25, ...given };
}

/** A call of each kind. */
export function everyKind(): CallResult[] {
  const uuid = '10e4117e-81a5-4ae4-a871-f77073f82363';
  return [
    callOf('+14155550101', { entry: { message: 'call fired', request_uuid: uuid }, seconds: 0.25 }),
    callOf('+14155550102', { entry: { message: 'call queued' }, seconds: 0.3 }),
    callOf('barred', {
      to: '+14155550103',
      entry: { state: 'rejected', error: '+14155550103 is barred' },
      seconds: 0.1,
    }),
    callOf('lost', {
      to: 'sip:joseph@a.example',
      entry: { state: 'in_doubt', error: 'connection reset' },
      seconds: 60,
    }),
    callOf('left', { to: '+14155550105' }),
    callOf('before', {
      to: '+14155550106',
      action: 'skip',
      reason: { code: 'accepted', at, queued: false },
      entry: {},
    }),
    callOf('out', { to: '+14155550107', action: 'skip', reason: { code: 'left-out', by: '--only' } }),
    callOf('refused', {
      to: '+14155550108',
      action: 'ask',
      reason: { code: 'rejected', at, error: 'no such number', id: 'refused' },
      entry: { state: 'rejected', error: 'no such number' },
    }),
    callOf('doubt', {
      to: '+14155550109',
      action: 'ask',
      reason: { code: 'in-doubt', at, error: 'bad gateway', id: 'doubt' },
      entry: { state: 'in_doubt', error: 'bad gateway' },
    }),
    callOf('held', {
      to: '+14155550110',
      action: 'hold',
      reason: {
        code: 'refused',
        refusal: { code: 'policy-max-calls', args: { calls: 2, limit: 1 } },
        place: '.callplanrc.yaml:1',
      },
    }),
  ];
}

/** A run in which everything that others could have written is hostile. */
export function hostileRun(): RunResult {
  const calls = [
    callOf(HOSTILE, { to: HOSTILE, entry: { state: 'rejected', error: HOSTILE }, seconds: 1 }),
    callOf(`2${HOSTILE}`, { to: HOSTILE, entry: { state: 'in_doubt', error: `\\|${HOSTILE}` }, seconds: 1 }),
    callOf(`3${HOSTILE}`, { to: HOSTILE, entry: { message: HOSTILE, request_uuid: HOSTILE }, seconds: 1 }),
    callOf(`4${HOSTILE}`, {
      action: 'ask',
      reason: { code: 'rejected', at, error: HOSTILE, id: HOSTILE },
      entry: { state: 'rejected' },
    }),
    callOf(`5${HOSTILE}`, {}),
  ];
  const plan = planOf(calls, { file: HOSTILE, name: HOSTILE, edition: HOSTILE, lockfile: HOSTILE });
  return ranWith([plan], { stopped: HOSTILE, failure: new Error(HOSTILE) });
}
