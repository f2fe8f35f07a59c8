import { buildRequests } from '../calls/request.js';
import { Fault } from '../diagnostics/fault.js';
import type { Clock } from '../io/clock.js';
import type { World } from '../io/io.js';
import { keyOf, type Entries, type Entry } from '../ledger/entry.js';
import { closeAll, type OpenLedger } from '../ledger/ledger.js';
import { countStates, stateCountsText } from '../report/ledger/entries.js';
import type { Step } from '../steps/decide.js';
import type { CallResult, PlanResult, RunResult } from '../steps/result.js';
import type { Target } from '../targets/target.js';
import { duration } from '../text/duration.js';
import { sendable, type KnownPlan, type Planned } from '../workspace/planned.js';
import type { ReadyPlan } from '../workspace/ready-plan.js';
import { createBudget, type Budget } from './budget.js';
import { createPace, type Pace } from './pace.js';
import { agreedCalls, decideRun, mayBegin } from './prepare.js';
import type { RunPlan } from './run-plan.js';
import { sendRequests } from './send.js';
import type { Stop } from './stop.js';
import type { Row } from './tasks.js';

/** What performing takes beside the plan of the run. */
export interface Performance extends Pick<World, 'clock' | 'random'> {
  readonly target: Target;
  readonly stop: Stop;
  /** Works through the rows one after the other, and shows them. Rejects with the first row's error. */
  readonly work: (rows: readonly Row[]) => Promise<void>;
}

/** A plan whose ledger is held. */
interface HeldPlan extends KnownPlan {
  readonly open: OpenLedger;
}

/**
 * Takes all the ledgers, decides the steps once more now that nobody else can change what is known, and performs plan after plan at one
 * common rate. Nothing is sent that `runPlan` does not send. Throws Faults; the ledgers are closed whatever happens.
 */
export async function perform(runPlan: RunPlan, context: Performance): Promise<RunResult> {
  refuseOtherTarget(runPlan, context.target);
  const held: HeldPlan[] = [];
  try {
    for (const { plan } of runPlan.plans) held.push(await hold(plan, runPlan, context.target));
    const decided = decideRun(held, runPlan);
    refuseUnagreed(runPlan, decided);
    const result = await performHeld(decided.plans, runPlan, context);
    const failure =
      result.failure ?? (await closeAll(ledgersOf(held)).catch((error: unknown) => error as Error));
    return failure ? { ...result, failure } : result;
  } finally {
    await closeAll(ledgersOf(held)).catch(() => undefined);
  }
}

/**
 * What a ledger knows counts for one account alone. A run that was prepared for another one, or for none as a dry run is, or whose
 * ledgers are those of rehearsals, does not know who was called through this target.
 */
function refuseOtherTarget({ account, simulate }: RunPlan, target: Target): void {
  const wanted = target.account;
  const isSame = account?.account === wanted.account && account.target === wanted.target;
  if (isSame && (!simulate || wanted.target === 'simulator')) return;
  throw new Fault('usage', {
    problem: 'this run was not prepared for the target that its calls would go through',
    hint: 'Prepare it for that target, from a workspace that is not one of rehearsals.',
  });
}

function ledgersOf(held: readonly HeldPlan[]): OpenLedger[] {
  return held.map(({ open }) => open);
}

async function hold(plan: ReadyPlan, runPlan: RunPlan, { account }: Target): Promise<HeldPlan> {
  const open = await plan.ledger.open({ account, create: mayBegin(plan, runPlan) });
  return { plan, open, entries: open.entries, ...(open.header && { header: open.header }) };
}

/** Between the question and the taking of the ledgers another run may have ended. */
function refuseUnagreed(agreed: RunPlan, decided: RunPlan): void {
  const keys = agreedCalls(agreed);
  if ([...agreedCalls(decided)].some((key) => !keys.has(key)))
    throw new Fault('no-consent', { problem: 'the lockfiles have changed since the calls were agreed to' });
}

/** A plan while its calls are placed. */
interface Working extends HeldPlan, Planned {
  /** What is settled, in its order. */
  readonly settled: Entry[];
  /** Seconds from intent to outcome, by the call's key. */
  readonly took: Map<string, number>;
  seconds: number;
}

interface Shared extends Performance {
  readonly pace: Pace;
  readonly budget: Budget;
  readonly concurrency: number;
  readonly rate: number;
}

async function performHeld(
  planned: readonly (HeldPlan & Planned)[],
  { loaded }: RunPlan,
  context: Performance,
): Promise<RunResult> {
  const { clock, stop } = context;
  const { cps, concurrency, max_failures } = loaded.settings;
  const toSend = planned.reduce((sum, { steps }) => sum + sendable(steps).length, 0);
  const shared: Shared = {
    ...context,
    pace: createPace(cps.value, clock),
    budget: createBudget(max_failures.value, toSend, stop),
    concurrency: concurrency.value,
    rate: cps.value,
  };
  const began = clock.date();
  const since = secondsSince(clock);
  const plans = planned.map((plan): Working => ({ ...plan, settled: [], took: new Map(), seconds: 0 }));
  const rows = plans.filter(({ steps }) => sendable(steps).length > 0).map((plan) => rowOf(plan, shared));
  const failure = await (rows.length > 0 ? context.work(rows) : Promise.resolve()).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  const isLeft = plans.some(({ steps, settled }) => sendable(steps).length > settled.length);
  const why = isLeft ? stop.why() : undefined;
  return {
    began,
    seconds: since(),
    plans: plans.map(resultOf),
    ...(why !== undefined && { stopped: why }),
    ...(failure && { failure }),
  };
}

/** How long ago it was called, in seconds, to the millisecond. */
function secondsSince(clock: Clock): () => number {
  const began = clock.now();
  return () => Math.round(clock.now() - began) / 1000;
}

function rowOf(working: Working, shared: Shared): Row {
  const { plan, open, steps, settled } = working;
  const calls = sendable(steps);
  let since = (): number => 0;
  const standings = (): string => stateCountsText(countStates(settled));
  return {
    name: plan.plan.name,
    progress: () => {
      const why = shared.stop.why();
      // Lines beside the live ones are held back until the end, and whoever pressed Ctrl-C must see now that it was heard.
      if (why !== undefined) return `${why}: no further call is started, waiting for replies`;
      const left = (calls.length - settled.length) / shared.rate;
      return `${settled.length} of ${calls.length} (${standings()}), ${duration(since())} elapsed, ${duration(left)} left`;
    },
    skip: () => (shared.stop.signal.aborted ? 'not begun' : undefined),
    work: async () => {
      since = secondsSince(shared.clock);
      await sendRequests(buildRequests(calls), {
        ...shared,
        ledger: open,
        makeCall: shared.target.client.makeCall,
        onSettled: (entries, seconds) => {
          settle(working, entries, seconds);
          shared.budget.count(entries);
        },
      }).finally(() => {
        working.seconds = since();
      });
      await open.close();
      return `${settled.length} of ${calls.length} (${standings()}) in ${duration(working.seconds)}`;
    },
  };
}

/** A request that certainly did not leave may be tried again, and is counted when it is settled. */
function settle({ settled, took }: Working, entries: readonly Entry[], seconds: number): void {
  for (const entry of entries) {
    if (entry.state === 'not_sent') continue;
    settled.push(entry);
    took.set(keyOf(entry.edition, entry.id), Math.round(seconds * 1000) / 1000);
  }
}

function resultOf({ plan, entries, steps, took, seconds }: Working): PlanResult {
  return {
    file: plan.file,
    name: plan.plan.name,
    edition: plan.edition,
    lockfile: plan.ledger.lockfile.file,
    seconds,
    calls: steps.map((step) => callResult(step, entries, took)),
  };
}

/** What came of a call, as the ledger knows it; `took` has the seconds of those that this run sent, by key. */
export function callResult(step: Step, entries: Entries, took: ReadonlyMap<string, number>): CallResult {
  const key = keyOf(step.call.edition, step.call.id);
  const entry = entries.get(key);
  const seconds = took.get(key);
  return {
    step,
    // Nobody but this run can have left it on its way.
    sent: seconds !== undefined || entry?.state === 'sending',
    ...(entry && { entry }),
    ...(seconds !== undefined && { seconds }),
  };
}
