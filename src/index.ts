/**
 * callplan as a library: a repository's plans, what a run would do and the run itself; the pure steps from a plan's text to its requests;
 * and the emulator for tests of your own.
 *
 * ```ts
 * const workspace = await openWorkspace({ cwd: process.cwd(), env: process.env, host: process });
 * if (workspace.plans) {
 *   const { plans } = await dryRun({ ...workspace, plans: workspace.plans });
 *   for (const { plan, steps } of plans) console.log(plan.file, steps.map(({ action }) => action));
 * }
 * ```
 */

// A repository's plans, and runs of them
export {
  openWorkspace,
  type Place,
  type Ready,
  type Workspace,
  type WorkspaceOptions,
} from './workspace/workspace.js';
export {
  dryRun,
  performRun,
  prepareRun,
  type DryRunOptions,
  type PerformRunOptions,
  type PrepareRunOptions,
} from './library.js';
export { openPlivo, type Target } from './targets/target.js';
export type { RunPlan } from './run/run-plan.js';
export type { CallResult, PlanResult, RunResult } from './steps/result.js';

// From text to plan
export { checkPlan, readPlanText, type CheckedPlan, type CheckOptions } from './plan/check.js';
export type { Plan } from './plan/plan.js';
export { parseList } from './source/lists/parse-list.js';
export type { List, ListRow, ListSource } from './source/lists/list.js';
export type {
  Destination,
  DestinationEntry,
  Callbacks,
  Callback,
  Digits,
  DigitStep,
  Options,
} from './schemas/plan.js';
export type { SourceText } from './source/files/text.js';

// What is wrong with it
export {
  describe,
  type Described,
  type Diagnostic,
  type Position,
  type Readers,
  type Span,
} from './diagnostics/diagnostic.js';
export type { Code } from './diagnostics/catalog.js';
export { Fault } from './diagnostics/fault.js';

// From plan to requests
export { expand, type Call, type ExpandOptions } from './calls/expand.js';
export { buildRequests, type CallRequest } from './calls/request.js';

// What has been called, and what will be
export { decodeLockfile } from './ledger/lockfile/decode.js';
export { decide, type Action, type DecideOptions, type Guard, type Step } from './steps/decide.js';
export { keyOf, type Entries, type Entry, type Header } from './ledger/entry.js';
export { sentence, type Reason } from './diagnostics/reasons.js';

// For the server behind the callback URLs
export { verifySignature, type FormFields, type SignedRequest } from './plivo/signature.js';

// A Plivo that calls nobody
export { startEmulator, type Emulator } from './emulator/server.js';
export type { EmulatorOptions } from './emulator/options.js';
export { parseScenario, type ParsedScenario } from './workspace/settings/scenario.js';
export type { ApiRule, CallRule, Scenario } from './schemas/scenario.js';
export type { Credentials } from './emulator/http/authorization.js';
export type { CallParameters, PlacedCall } from './emulator/core/placed-call.js';
export type {
  Answered,
  Busy,
  CallBehaviour,
  ChooseBehaviour,
  Declined,
  DialledCall,
  Failed,
  Machine,
  NoAnswer,
} from './emulator/calls/call-behaviour.js';
export type { CallbackAttempt } from './emulator/core/callback-attempt.js';
export type { CallEvent, CallHistory } from './emulator/calls/history.js';
export type { HangupCause, HangupSource } from './emulator/core/hangup-causes.js';
export type { SavedCall } from './emulator/saved/saved-call.js';
export type { Speed } from './emulator/core/time.js';
