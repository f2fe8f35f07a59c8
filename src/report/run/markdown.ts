import type { CallResult, PlanResult, RunResult } from '../../steps/result.js';
import { sentence } from '../../diagnostics/reasons.js';
import type { Mask } from '../../privacy/masks.js';
import { asCode, asHtmlCode } from '../../text/markdown.js';
import { createRoom, row, shownText, tableHead, type Room } from '../../text/markdown-table.js';
import { detailOf, shownState, type ShownState } from '../ledger/entries.js';
import type { RenderOptions } from '../report.js';
import { countResults, resultCountsText, type ResultCounts } from './counts.js';

/** How long the summary of a step may be, in bytes. GitHub shows nothing at all of a longer one. */
export const MAX_SUMMARY = 1024 * 1024;

const LIMIT = 'GitHub shows no more than 1 MiB';

/** Kept for the line that counts the plans that were left out. */
const PLANS_NOTE = 1000;

/** Kept for the line below a table that counts the calls that were left out. */
const CALLS_NOTE = 120;

/**
 * A run as Markdown, for the summary of a pipeline's step: counts first, then for each plan a folded table of its calls. When there is
 * not room for everything, the calls that somebody has to look after stay longest, and a line counts those that were left out. Throws
 * when there is not even room for the counts beside what the file has already.
 */
export function runMarkdown(
  result: RunResult,
  { mask, taken }: Pick<RenderOptions, 'mask' | 'taken'>,
): string {
  const head = headText(result, mask);
  const left = MAX_SUMMARY - taken - Buffer.byteLength(head);
  if (left < 0) throw new Error(`${LIMIT}, and that much is there already`);
  const room = createRoom(left - PLANS_NOTE);
  const tables = result.plans.map(planTable).filter(({ size }) => room.takes(size));
  const rows = rowsOf(tables, result, { mask, room });
  const plans = tables.map((table, at) => tableText(table, rows[at] ?? []));
  const leftOut = result.plans.length - tables.length;
  return [head, ...plans, ...(leftOut > 0 ? [`Plans left out, since ${LIMIT}: ${leftOut}.\n`] : [])].join(
    '\n',
  );
}

/** The rows of each plan's table that have room. */
function rowsOf(
  tables: readonly PlanTable[],
  { stopped }: RunResult,
  { mask, room }: { readonly mask: Mask; readonly room: Room },
): string[][] {
  const rows = tables.map((): string[] => []);
  const calls = tables
    .flatMap(({ plan }, at) => plan.calls.map((call) => ({ at, call, urgency: urgencyOf(call) })))
    .sort((a, b) => a.urgency - b.urgency);
  for (const { at, call } of calls) {
    const text = rowText(call, stopped, mask);
    if (!room.takes(Buffer.byteLength(text))) break;
    rows[at]?.push(text);
  }
  return rows;
}

/** The columns of the counts. Only the first is shown when it counts nothing. */
function columnsOf(counts: ResultCounts): [string, number][] {
  const states = Object.entries(counts.states).map(([state, n]): [string, number] => [heading(state), n]);
  const unsent: [string, number][] = [
    ['Not sent', counts.unsent],
    ['Already called', counts.alreadyCalled],
    ['Wait for a decision', counts.waiting],
    ['Held', counts.held],
    ['Left out', counts.leftOut],
  ];
  return [['Sent', counts.sent], ...[...states, ...unsent].filter(([, n]) => n > 0)];
}

function heading(state: string): string {
  return `${state.charAt(0).toUpperCase()}${state.slice(1).replace('_', ' ')}`;
}

function headText({ plans, stopped, failure }: RunResult, mask: Mask): string {
  const columns = columnsOf(countResults(plans.flatMap(({ calls }) => calls)));
  const isAnyInDoubt = plans.some(({ calls }) => calls.some((call) => stateOf(call) === 'in doubt'));
  return [
    '### callplan run\n',
    tableHead(
      columns.map(([title]) => title),
      '--:',
    ) + row(columns.map(([, n]) => String(n))),
    ...(failure === undefined ? [] : [`**Something went wrong**: ${shownText(failure.message, mask)}\n`]),
    ...(stopped === undefined
      ? []
      : [`**Stopped early**: ${shownText(stopped, mask)}. Run the same command again to go on.\n`]),
    ...(isAnyInDoubt
      ? [
          'Nobody knows whether a call **in doubt** rang. Look it up in the Plivo console, then say `callplan resolve PLAN ID` with `--placed` or `--not-placed`.\n',
        ]
      : []),
  ].join('\n');
}

/** A plan's folded table: the Markdown around its rows, and how many bytes that takes. */
interface PlanTable {
  readonly plan: PlanResult;
  readonly opening: string;
  readonly closing: string;
  readonly size: number;
}

function planTable(plan: PlanResult): PlanTable {
  const { file, name, edition, lockfile, calls } = plan;
  const summary = `${asHtmlCode(file)} (${asHtmlCode(name)}, edition ${asHtmlCode(edition)}): ${resultCountsText(countResults(calls))}`;
  const opening = `<details>\n<summary>${summary}</summary>\n\n${tableHead(['Call', 'To', 'Result', 'Seconds', 'Detail'], '---')}`;
  const closing = `\nRecord: ${asCode(lockfile)}\n\n</details>\n`;
  return { plan, opening, closing, size: Buffer.byteLength(opening + closing) + CALLS_NOTE };
}

function tableText({ plan, opening, closing }: PlanTable, rows: readonly string[]): string {
  const left = plan.calls.length - rows.length;
  const note = left > 0 ? `\nCalls left out, since ${LIMIT}: ${left}.\n` : '';
  return opening + rows.join('') + note + closing;
}

/** Calls that somebody must look after come first, and those that were called by earlier runs last. */
function urgencyOf(call: CallResult): number {
  const { step, sent } = call;
  if (stateOf(call) === 'in doubt') return 0;
  if (sent) return stateOf(call) === 'rejected' ? 1 : 4;
  return { ask: 2, hold: 2, send: 3, skip: 5 }[step.action];
}

function stateOf({ entry }: CallResult): ShownState | undefined {
  return entry && shownState(entry);
}

function rowText(call: CallResult, stopped: string | undefined, mask: Mask): string {
  const { step, entry, sent, seconds } = call;
  const { id, to } = step.call;
  const result = sent || stateOf(call) === 'in doubt' ? (stateOf(call) ?? '') : RESULTS[step.action];
  const why = step.action === 'send' ? (stopped ?? '') : sentence(step.reason);
  const detail = sent && entry ? detailOf(entry) : why;
  return row([
    shownText(id, mask),
    id === to ? '' : shownText(to, mask),
    result === 'in doubt' || result === 'rejected' ? `**${result}**` : result,
    seconds === undefined ? '' : seconds.toFixed(1),
    shownText(detail, mask),
  ]);
}

const RESULTS = { send: 'not sent', skip: 'skipped', ask: 'waits for a decision', hold: 'held' } as const;
