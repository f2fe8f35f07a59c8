import { lstatSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { faultOf } from '../diagnostics/fatal.js';
import { Fault } from '../diagnostics/fault.js';
import type { Io } from '../io/io.js';
import type { ApprovedSteps } from '../schemas/steps.js';
import { display } from '../source/files/paths.js';
import { readText } from '../source/files/text.js';
import { decodeSteps } from '../steps/approved.js';
import type { Choice } from '../steps/choose.js';
import { sendKey } from '../workspace/planned.js';
import { repositoryTop } from '../workspace/settings/settings.js';

/** Which calls a person chose, and those that are wanted whatever the ledgers say. */
export interface RunChoice extends Choice {
  /** Ids. */
  readonly again: readonly string[];
}

/** Steps that were approved, as a run is given them. */
export interface Approval {
  /** The file, as the user typed it. */
  readonly file: string;
  readonly approved: ApprovedSteps;
  /** The plans of them, as the user would type them. */
  readonly named: readonly string[];
  readonly choice: RunChoice;
  /** Their keys, by {@link sendKey}. */
  readonly keys: ReadonlySet<string>;
  /** The paths of the plans that had no lockfile. */
  readonly unrecorded: ReadonlySet<string>;
}

/** Reads a file of approved steps. Throws Fault `steps-file`, `file-unreadable`, or `steps-changed` for a plan that is gone. */
export function readApproval(io: Io, file: string): Approval {
  const approved = readSteps(io, file);
  const top = realpathSync.native(repositoryTop(io.cwd));
  const plans = approved.plans.map((plan) => ({ ...plan, path: join(top, plan.file) }));
  const gone = plans.filter(({ path }) => lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true);
  if (gone.length > 0)
    throw new Fault('steps-changed', { file, differences: gone.map((plan) => `${plan.file} is gone`) });
  const { again, only, max_calls } = approved.choice;
  return {
    file,
    approved,
    named: plans.map(({ path }) => display(path, io.cwd)),
    choice: { again, ...(only && { only }), ...(max_calls !== null && { maxCalls: max_calls }) },
    keys: new Set(
      plans.flatMap((plan) => plan.steps.map((step) => sendKey(plan, { edition: plan.edition, ...step }))),
    ),
    unrecorded: new Set(plans.filter(({ lockfile }) => lockfile === null).map(({ path }) => path)),
  };
}

function readSteps(io: Io, file: string): ApprovedSteps {
  const invalid = (problem: string): Fault => new Fault('steps-file', { file, problem });
  const source = readText({ path: resolve(io.cwd, file), file });
  if ('code' in source && source.code === 'file-unreadable') throw faultOf(source);
  if ('code' in source)
    throw invalid(source.code === 'too-large' ? 'it is too large' : 'it is not UTF-8 text');
  const approved = decodeSteps(source.text, invalid);
  if (approved.plans.length === 0) throw invalid('it has no plan');
  return approved;
}
