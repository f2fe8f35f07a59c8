import { buildRequests } from '../calls/request.js';
import { Fault } from '../diagnostics/fault.js';
import { keyOf, type Entry } from '../ledger/entry.js';
import type { Store } from '../ledger/lockfile/store.js';
import type { Step } from '../steps/decide.js';
import { duration } from '../text/duration.js';
import { countStandings, standingsText } from '../report/ledger/ledger.js';
import { createBudget, type Budget } from './budget.js';
import type { Clock } from '../io/clock.js';
import { createPace, type Pace } from './pace.js';
import { createStop, perform, type Stop } from './perform.js';
import { runRows, type Row } from './tasks.js';
import type { Io } from '../io/io.js';
import { headerOf, openStoreOf } from '../workspace/lockfiles.js';
import { rowOptions } from './row-options.js';
import { listenForSignals } from './signals.js';
import type { Ready, ReadyPlan } from '../workspace/plans.js';
import {
  sendable,
  sendKeys,
  stepsOf,
  type PlanAndLedger,
  type Planned,
  type StepOptions,
} from '../workspace/decided.js';
import { limitTime } from './time-limit.js';
import type { Target } from '../targets/target.js';

/** What came of one plan: every call of it as the ledger now knows it, and which of them this run sent. */
export interface PlanResult {
  readonly plan: ReadyPlan;
  readonly steps: readonly Step[];
  /** The keys of those that this run sent, and how many seconds each took from its intent to its outcome. */
  readonly sent: ReadonlyMap<string, number>;
  readonly entryOf: (step: Step) => Entry | undefined;
  /** How long its calls took, all together. */
  readonly seconds: number;
}

export interface RunResult {
  readonly plans: readonly PlanResult[];
  readonly began: Date;
  readonly seconds: number;
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
  /** Whether a plan that has no lockfile may begin one. */
  readonly mayBegin: (plan: ReadyPlan) => boolean;
  /** What was agreed to: nothing beyond it is sent. */
  readonly agreed: ReadonlySet<string>;
  /** Looks at the steps once more when nobody else can change the lockfiles any more, and throws a Fault against them. */
  readonly confirm?: (planned: readonly Planned[]) => void;
  /** After so long nothing more is started. */
  readonly stopAfterSeconds?: number;
}

/** A plan whose lockfile is held. */
interface Opened extends PlanAndLedger {
  readonly store: Store;
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
      const create = options.mayBegin(plan);
      const store = await openStoreOf(io, plan, { header: target.header, create });
      // One that has been begun just now knows nothing.
      const header = create && store.ledger.size === 0 ? undefined : headerOf(plan, target.header);
      opened.push({ plan, store, ledger: store.ledger, header });
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
  { choice, agreed, confirm, stopAfterSeconds }: PerformOptions,
): Promise<RunResult> {
  const planned = stepsOf(opened, { ...choice, policy: ready.loaded.policy });
  confirm?.(planned);
  // Between the question and the lock another run may have ended.
  if ([...sendKeys(planned)].some((key) => !agreed.has(key)))
    throw new Fault('no-consent', { problem: 'the lockfiles have changed since the calls were agreed to' });

  const stop = createStop();
  const { cps, concurrency, max_failures } = ready.loaded.settings;
  const toSend = planned.reduce((sum, { steps }) => sum + sendable(steps).length, 0);
  const budget = createBudget(max_failures.value, toSend, stop);
  const pace = createPace(cps.value, io.clock);
  const signals = listenForSignals(io, stop);
  const time = limitTime(stopAfterSeconds, stop);
  const began = io.clock.date();
  const since = secondsSince(io.clock);
  const results = planned.map((plan): Working => ({ ...plan, sent: [], took: new Map(), seconds: 0 }));
  const rows = results
    .filter(({ steps }) => sendable(steps).length > 0)
    .map((result) =>
      rowOf(result, { io, pace, stop, budget, target, concurrency: concurrency.value, rate: cps.value }),
    );
  const options = rowOptions(io);
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
    began,
    seconds: since(),
    plans: results.map(({ plan, ledger, steps, took, seconds }) => ({
      plan,
      steps,
      sent: took,
      seconds,
      entryOf: ({ call }) => ledger.get(keyOf(call.edition, call.id)),
    })),
    ...(why === undefined ? {} : { stopped: why, timeIsUp: why === time.why }),
    ...(signalExit === undefined ? {} : { signalExit }),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** How long ago it was called, in seconds, to the millisecond. */
function secondsSince(clock: Clock): () => number {
  const began = clock.now();
  return () => Math.round(clock.now() - began) / 1000;
}

/** A plan while its calls are placed. */
interface Working extends Opened {
  readonly steps: readonly Step[];
  /** What is settled, in its order. */
  readonly sent: Entry[];
  readonly took: Map<string, number>;
  seconds: number;
}

interface RowContext {
  readonly io: Io;
  readonly pace: Pace;
  readonly stop: Stop;
  readonly budget: Budget;
  readonly target: Target;
  readonly concurrency: number;
  readonly rate: number;
}

function rowOf(working: Working, context: RowContext): Row {
  const { plan, store, steps, sent, took } = working;
  const calls = sendable(steps);
  let since = (): number => 0;
  const settled = (): string => standingsText(countStandings(sent));
  return {
    name: plan.plan.name,
    progress: () => {
      const why = context.stop.why();
      // Lines beside the live ones are held back until the end, and whoever pressed Ctrl-C must see now that it was heard.
      if (why !== undefined) return `${why}: no further call is started, waiting for replies`;
      const left = (calls.length - sent.length) / context.rate;
      return `${sent.length} of ${calls.length} (${settled()}), ${duration(since())} elapsed, ${duration(left)} left`;
    },
    skip: () => (context.stop.signal.aborted ? 'not begun' : undefined),
    work: async () => {
      since = secondsSince(context.io.clock);
      await perform(buildRequests(calls), {
        claims: store,
        makeCall: context.target.client.makeCall,
        pace: context.pace,
        clock: context.io.clock,
        concurrency: context.concurrency,
        random: context.io.random,
        stop: context.stop,
        // A request that certainly did not leave may be tried again, and is counted when it is settled.
        onSettled: (entries, seconds) => {
          for (const entry of entries) {
            if (entry.state === 'not_sent') continue;
            sent.push(entry);
            took.set(keyOf(entry.edition, entry.id), Math.round(seconds * 1000) / 1000);
          }
          context.budget.count(entries);
        },
      }).finally(() => {
        working.seconds = since();
      });
      await store.close();
      return `${sent.length} of ${calls.length} (${settled()}) in ${duration(working.seconds)}`;
    },
  };
}
