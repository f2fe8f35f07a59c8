import { buildRequests } from '../calls/request.js';
import { Fault } from '../diagnostics/fault.js';
import { keyOf, type Entry } from '../lockfile/entry.js';
import type { Store } from '../lockfile/store.js';
import type { Step } from '../lockfile/decide.js';
import { duration } from '../report/duration.js';
import { countStandings, standingsText } from '../report/ledger.js';
import { createBudget, type Budget } from '../run/budget.js';
import { systemClock } from '../run/clock.js';
import { createPace, type Pace } from '../run/pace.js';
import { createStop, perform, type Stop } from '../run/perform.js';
import { runRows, type Row } from '../run/tasks.js';
import { errColors, isUnattended, type Io } from './io.js';
import { openStoreOf } from './lockfiles.js';
import { listenForSignals } from './signals.js';
import type { Ready, ReadyPlan } from './plans.js';
import { sendable, sendKeys, stepsOf, type StepOptions } from './steps.js';
import { limitTime } from './time-limit.js';
import type { Target } from './target.js';

/** What came of one plan: every call of it as the ledger now knows it, and which of them this run sent. */
export interface PlanResult {
  readonly plan: ReadyPlan;
  readonly steps: readonly Step[];
  readonly sent: readonly Entry[];
  readonly entryOf: (step: Step) => Entry | undefined;
}

export interface RunResult {
  readonly plans: readonly PlanResult[];
  /** Why the run ended before everything was sent. */
  readonly stopped?: string;
  /** Whether it was `--stop-after` that ended it. */
  readonly timeIsUp?: boolean;
  /** The exit code of the signal that ended it. */
  readonly signalExit?: number;
  /** Why a lockfile could not be written: what is known is then in this result alone. */
  readonly failure?: Error;
}

export interface PerformOptions {
  readonly choice: Omit<StepOptions, 'policy'>;
  readonly create: boolean;
  /** What was agreed to: nothing beyond it is sent. */
  readonly agreed: ReadonlySet<string>;
  /** After so long nothing more is started. */
  readonly stopAfterSeconds?: number;
}

interface Opened {
  readonly plan: ReadyPlan;
  readonly store: Store;
  readonly ledger: Store['ledger'];
}

/** Takes all the lockfiles, then performs plan after plan at one common rate. Throws Faults; the lockfiles are closed whatever happens. */
export async function performPlans(
  io: Io,
  ready: Ready,
  target: Target,
  options: PerformOptions,
): Promise<RunResult> {
  const opened: Opened[] = [];
  try {
    for (const plan of ready.plans) {
      const store = await openStoreOf(io, plan, { header: target.header, create: options.create });
      opened.push({ plan, store, ledger: store.ledger });
    }
    const result = await performOpened(io, opened, ready, target, options);
    const failure = result.failure ?? (await closeAll(opened));
    return failure ? { ...result, failure } : result;
  } finally {
    await closeAll(opened);
  }
}

/** Closes each of them, whatever becomes of the others, and gives the first trouble there was. */
async function closeAll(opened: readonly Opened[]): Promise<Error | undefined> {
  const closed = await Promise.allSettled(opened.map(({ store }) => store.close()));
  return closed.find((result) => result.status === 'rejected')?.reason as Error | undefined;
}

async function performOpened(
  io: Io,
  opened: readonly Opened[],
  ready: Ready,
  target: Target,
  { choice, agreed, stopAfterSeconds }: PerformOptions,
): Promise<RunResult> {
  const planned = stepsOf(opened, { ...choice, policy: ready.loaded.policy });
  // Between the question and the lock another run may have ended.
  if ([...sendKeys(planned)].some((key) => !agreed.has(key)))
    throw new Fault('no-consent', { problem: 'the lockfiles have changed since the calls were agreed to' });

  const stop = createStop();
  const { cps, concurrency, max_failures } = ready.loaded.settings;
  const toSend = planned.reduce((sum, { steps }) => sum + sendable(steps).length, 0);
  const budget = createBudget(max_failures.value, toSend, stop);
  const pace = createPace(cps.value, systemClock);
  const signals = listenForSignals(io, stop);
  const time = limitTime(stopAfterSeconds, stop);
  const results = planned.map((plan) => ({ ...plan, sent: [] as Entry[] }));
  const rows = results
    .filter(({ steps }) => sendable(steps).length > 0)
    .map((result) =>
      rowOf(result, { pace, stop, budget, target, concurrency: concurrency.value, rate: cps.value }),
    );
  const options = { stderr: io.stderr, live: !isUnattended(io), colored: errColors(io).isColorSupported };
  const failure = await (rows.length > 0 ? runRows(rows, options) : Promise.resolve()).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  signals.off();
  time.off();
  const left = results.some(({ steps, sent }) => sendable(steps).length > sent.length);
  const why = left ? stop.why() : undefined;
  const signalExit = signals.exit();
  return {
    plans: results.map(({ plan, ledger, steps, sent }) => ({
      plan,
      steps,
      sent,
      entryOf: ({ call }) => ledger.get(keyOf(call.edition, call.id)),
    })),
    ...(why === undefined ? {} : { stopped: why, timeIsUp: why === time.why }),
    ...(signalExit === undefined ? {} : { signalExit }),
    ...(failure === undefined ? {} : { failure }),
  };
}

interface RowContext {
  readonly pace: Pace;
  readonly stop: Stop;
  readonly budget: Budget;
  readonly target: Target;
  readonly concurrency: number;
  readonly rate: number;
}

function rowOf(
  result: Opened & { readonly steps: readonly Step[]; readonly sent: Entry[] },
  context: RowContext,
): Row {
  const { plan, store, steps, sent } = result;
  const calls = sendable(steps);
  let started = 0;
  const settled = (): string => standingsText(countStandings(sent));
  return {
    name: plan.plan.name,
    progress: () => {
      const why = context.stop.why();
      // Lines beside the live ones are held back until the end, and whoever pressed Ctrl-C must see now that it was heard.
      if (why !== undefined) return `${why}: no further call is started, waiting for replies`;
      const elapsed = (systemClock.now() - started) / 1000;
      const left = (calls.length - sent.length) / context.rate;
      return `${sent.length} of ${calls.length} (${settled()}), ${duration(elapsed)} elapsed, ${duration(left)} left`;
    },
    skip: () => (context.stop.signal.aborted ? 'not begun' : undefined),
    work: async () => {
      started = systemClock.now();
      await perform(buildRequests(calls), {
        claims: store,
        makeCall: context.target.client.makeCall,
        hide: context.target.hide,
        pace: context.pace,
        clock: systemClock,
        concurrency: context.concurrency,
        random: Math.random,
        stop: context.stop,
        // A request that certainly did not leave may be tried again, and is counted when it is settled.
        onSettled: (entries) => {
          sent.push(...entries.filter((entry) => entry.state !== 'not_sent'));
          context.budget.count(entries);
        },
      });
      await store.close();
      return `${sent.length} of ${calls.length} (${settled()}) in ${duration((systemClock.now() - started) / 1000)}`;
    },
  };
}
