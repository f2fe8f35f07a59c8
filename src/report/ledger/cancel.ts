import type { Entry } from '../../ledger/entry.js';
import { clean } from '../../privacy/clean.js';
import type { Colors } from '../../text/colors.js';
import { jsonText } from '../../text/json-text.js';
import type { RenderOptions } from '../report.js';
import { entryJson } from './entries.js';

/** What came of taking one plan's queued calls back. */
export interface CanceledLedger {
  /** The plan's file, as the user would type it. */
  readonly file: string;
  readonly plan: string;
  readonly lockfile: string;
  /** Each queued call, with the reason when it could not be taken back. */
  readonly canceled: readonly { readonly entry: Entry; readonly problem?: string }[];
}

/** What was taken back as text: a block a plan, with a line for each call that was queued. */
export function cancelText(
  done: readonly CanceledLedger[],
  { colors }: Pick<RenderOptions, 'colors'>,
): string {
  if (done.length === 0) return 'Nothing was called yet.\n';
  return done.map((one) => ledgerText(one, colors)).join('\n');
}

function ledgerText({ file, plan, lockfile, canceled }: CanceledLedger, colors: Colors): string {
  const lines = canceled.map(({ entry, problem }) =>
    problem === undefined
      ? `  ${colors.green('canceled')}  ${clean(entry.id)}\n`
      : `  ${colors.red('not canceled')}  ${clean(entry.id)}  ${clean(problem)}\n`,
  );
  const count = canceled.filter(({ problem }) => problem === undefined).length;
  const summary = canceled.length === 0 ? 'nothing is queued' : `${count} of ${canceled.length} taken back`;
  return `${colors.bold(clean(file))}  ${clean(plan)}  ${colors.dim(clean(lockfile))}\n${lines.join('')}  ${summary}\n`;
}

/** What was taken back as one JSON value: `{"calls":[…]}`. */
export function cancelJson(done: readonly CanceledLedger[]): string {
  const calls = done.flatMap(({ plan, canceled }) =>
    canceled.map(({ entry, problem }) => ({
      ...entryJson(plan, entry),
      ...(problem !== undefined && { problem }),
    })),
  );
  return jsonText({ calls });
}
