import type { CallResult, PlanResult, RunResult } from '../../steps/result.js';
import { sentence } from '../../diagnostics/reasons.js';
import { factOf, standingOf, type Standing } from '../ledger/ledger.js';
import { asCode, asHtmlCode } from '../../text/markdown.js';
import { createRoom, row, shownText, table, type Hide, type Room } from '../../text/markdown-table.js';
import { maskNumbers } from '../../privacy/masks.js';
import { factsOf, type RunFacts, type RunReportOptions } from './run.js';
import { factsText } from './run-text.js';

/** What GitHub takes of a step's summary; of a longer one it shows nothing at all. In bytes. */
export const MAX_SUMMARY = 1024 * 1024;

/** Kept for the lines that say what was left out. */
const RESERVE = 1000;

export interface MarkdownOptions extends RunReportOptions {
  /** How many bytes it may have. */
  readonly maxBytes: number;
}

/**
 * A run as Markdown, for the summary of a pipeline's step: counts first, then for each plan a folded table of its calls. Where not all
 * of it has room, the calls that somebody has to look after stay longest, and it is said how many were left out. Undefined when not
 * even the counts have room.
 */
export function runMarkdown(
  report: RunResult,
  { showNumbers, maxBytes }: MarkdownOptions,
): string | undefined {
  const hide = showNumbers ? (text: string): string => text : maskNumbers;
  const head = headText(report, hide);
  if (Buffer.byteLength(head) > maxBytes) return undefined;
  const room = createRoom(maxBytes - RESERVE - Buffer.byteLength(head));
  const frames = report.plans.map(frameOf).filter((frame) => room.takes(frame.size));
  const rows = rowsOf(frames, report, { hide, room });
  const plans = frames.map((frame, at) => planText(frame, rows[at] ?? []));
  const left = report.plans.length - frames.length;
  return [
    head,
    ...plans,
    ...(left > 0 ? [`Plans left out, since GitHub shows no more than 1 MiB: ${left}.\n`] : []),
  ].join('\n');
}

/** The rows of each plan's table that have room. */
function rowsOf(
  frames: readonly Frame[],
  { stopped }: RunResult,
  { hide, room }: { readonly hide: Hide; readonly room: Room },
): string[][] {
  const rows = frames.map((): string[] => []);
  const calls = frames
    .flatMap(({ plan }, at) => plan.calls.map((call) => ({ at, call, urgency: urgencyOf(call) })))
    .sort((a, b) => a.urgency - b.urgency);
  for (const { at, call } of calls) {
    const text = rowText(call, stopped, hide);
    if (!room.takes(Buffer.byteLength(text))) break;
    rows[at]?.push(text);
  }
  return rows;
}

/** What there is none of is left out. */
function columnsOf({ sent, standings, left, called, waiting, held, leftOut }: RunFacts): [string, number][] {
  const states = Object.entries(standings).map(([state, n]): [string, number] => [heading(state), n]);
  const rest: [string, number][] = [
    ['Not sent', left],
    ['Already called', called],
    ['Wait for a decision', waiting],
    ['Held', held],
    ['Left out', leftOut],
  ];
  return [['Sent', sent], ...[...states, ...rest].filter(([, n]) => n > 0)];
}

function heading(state: string): string {
  return `${state.charAt(0).toUpperCase()}${state.slice(1).replace('_', ' ')}`;
}

function headText({ plans, stopped, failure }: RunResult, hide: Hide): string {
  const columns = columnsOf(factsOf(plans.flatMap(({ calls }) => calls)));
  const doubts = plans.some(({ calls }) => calls.some((call) => standing(call) === 'in doubt'));
  return [
    '### callplan run\n',
    table(
      columns.map(([title]) => title),
      '--:',
    ) + row(columns.map(([, n]) => String(n))),
    ...(failure === undefined ? [] : [`**Something went wrong**: ${shownText(failure.message, hide)}\n`]),
    ...(stopped === undefined
      ? []
      : [`**Stopped early**: ${shownText(stopped, hide)}. Run the same command again to go on.\n`]),
    ...(doubts
      ? [
          'Nobody knows whether a call **in doubt** rang. Look it up in the Plivo console, then say `callplan resolve PLAN ID` with `--placed` or `--not-placed`.\n',
        ]
      : []),
  ].join('\n');
}

interface Frame {
  readonly plan: PlanResult;
  readonly before: string;
  readonly after: string;
  readonly size: number;
}

function frameOf(plan: PlanResult): Frame {
  const { file, name, edition, lockfile, calls } = plan;
  const summary = `${asHtmlCode(file)} (${asHtmlCode(name)}, edition ${asHtmlCode(edition)}): ${factsText(factsOf(calls))}`;
  const before = `<details>\n<summary>${summary}</summary>\n\n${table(['Call', 'To', 'Result', 'Seconds', 'Detail'], '---')}`;
  const after = `\nRecord: ${asCode(lockfile)}\n\n</details>\n`;
  return { plan, before, after, size: Buffer.byteLength(before + after) + NOTE };
}

/** Room for the line below a table. */
const NOTE = 120;

function planText({ plan, before, after }: Frame, rows: readonly string[]): string {
  const left = plan.calls.length - rows.length;
  const note = left > 0 ? `\nCalls left out, since GitHub shows no more than 1 MiB: ${left}.\n` : '';
  return before + rows.join('') + note + after;
}

/** Those that somebody must look after come first, and those that were called long ago last. */
function urgencyOf(call: CallResult): number {
  const { step, sent } = call;
  if (standing(call) === 'in doubt') return 0;
  if (sent) return standing(call) === 'rejected' ? 1 : 4;
  return { ask: 2, hold: 2, send: 3, skip: 5 }[step.action];
}

function standing({ entry }: CallResult): Standing | undefined {
  return entry && standingOf(entry);
}

function rowText(call: CallResult, stopped: string | undefined, hide: Hide): string {
  const { step, entry, sent, seconds } = call;
  const { id, to } = step.call;
  const result = sent || standing(call) === 'in doubt' ? (standing(call) ?? '') : RESULTS[step.action];
  const why = step.action === 'send' ? (stopped ?? '') : sentence(step.reason);
  const detail = sent && entry ? factOf(entry) : why;
  return row([
    shownText(id, hide),
    id === to ? '' : shownText(to, hide),
    result === 'in doubt' || result === 'rejected' ? `**${result}**` : result,
    seconds === undefined ? '' : seconds.toFixed(1),
    shownText(detail, hide),
  ]);
}

const RESULTS = { send: 'not sent', skip: 'skipped', ask: 'waits for a decision', hold: 'held' } as const;
