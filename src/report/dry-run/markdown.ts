import { sentence } from '../../diagnostics/reasons.js';
import type { ChangedStep } from '../../steps/compare.js';
import type { Step } from '../../steps/decide.js';
import { keyOf } from '../../ledger/entry.js';
import { canonicalAddress } from '../../plan/address.js';
import type { Mask } from '../../privacy/masks.js';
import { foldedTables, type FoldedTable, type FoldedRow } from '../../text/folded-tables.js';
import { asCode, asHtmlCode } from '../../text/markdown.js';
import { shownText } from '../../text/markdown-table.js';
import { fullMessage, worded, type Findings, type Worded } from '../findings/findings.js';
import type { RenderOptions } from '../report.js';
import {
  callsText,
  comparedText,
  countCompared,
  countKinds,
  kindOf,
  STEP_KINDS,
  type StepKind,
} from './counts.js';
import type { Compared, DryRun, DryRunPlan } from './dry-run.js';
import { summaryLine } from './summary.js';

/**
 * How long a comment may be, in UTF-16 code units. GitHub refuses one of more than 65,536 characters, or 262,144 bytes, depending on
 * where it is written: so many code units exceed neither. Some are left to whoever posts it.
 */
export const MAX_COMMENT = 65_536 - 500;

const LIMIT = 'GitHub takes no comment of more than 65,536 characters';

/**
 * A dry run as Markdown, for a comment on a pull request: one line, then a folded table for each plan. Throws when not even that line has
 * room beside what the file has already.
 */
export function dryRunMarkdown(
  report: DryRun,
  { mask, taken }: Pick<RenderOptions, 'mask' | 'taken'>,
): string {
  const { plans = [], findings, compared } = report;
  const marks = compared ? marksOf(compared) : undefined;
  const tables = [
    ...(findings.diagnostics.length > 0 ? [findingsTable(findings, mask)] : []),
    ...plans.map((plan) => planTable(plan, marks, mask)),
    ...(compared ? removedTables(compared, mask) : []),
  ];
  const room = { maxLength: MAX_COMMENT - taken, limit: LIMIT };
  const text = foldedTables(headText(report, mask), tables, room);
  if (text === undefined) throw new Error(`${LIMIT}, and that much is there already`);
  return text;
}

function headText({ plans = [], rate, findings, trouble, compared }: DryRun, mask: Mask): string {
  const quote = (text: string): string => shownText(text, mask);
  const errors = worded(findings).filter(({ words }) => words.severity === 'error').length;
  const steps = plans.flatMap((plan) => plan.steps);
  const lines = trouble
    ? [`**Nobody can tell what would be called**: ${quote(trouble.message)}. ${quote(trouble.hint)}`]
    : errors > 0
      ? [
          `**Nothing would be called**: ${errors} ${errors === 1 ? 'error has' : 'errors have'} to be corrected first`,
        ]
      : [summaryLine(steps, rate, quote)];
  return ['### callplan dry-run', ...lines, ...(compared ? comparedLines(compared, quote) : [])]
    .map((line) => `${line}\n`)
    .join('\n');
}

function comparedLines(compared: Compared, quote: (text: string) => string): string[] {
  const { revision, commit, troubles } = compared;
  const against = `compared with ${quote(revision)}, commit ${asCode(commit.slice(0, 12))}`;
  const shown = troubles.slice(0, 5).map(({ file, problem }) => `${quote(file)}: ${quote(problem)}`);
  const more = troubles.length > 5 ? `, and ${troubles.length - 5} more` : '';
  return [
    `**This change** ${comparedText(countCompared(compared))} (${against}).`,
    ...(shown.length > 0
      ? [`This could not be read there, so all its calls count as added: ${shown.join('; ')}${more}.`]
      : []),
  ];
}

/** What a change does to a step, and how much that matters. */
interface Mark {
  readonly text: string;
  readonly urgency: number;
}

function marksOf({ plans }: Compared): Map<Step, Mark> {
  const marks = new Map<Step, Mark>();
  for (const { changes } of plans) {
    for (const step of changes.added) marks.set(step, { text: '**adds**', urgency: 3 });
    for (const change of changes.changed)
      marks.set(change.step, { text: `**changes**${namesOf(change)}`, urgency: 3 });
    for (const change of changes.halted)
      marks.set(change.step, { text: `**halts**${namesOf(change)}`, urgency: 0 });
    for (const { now } of changes.removed)
      if (now) marks.set(now, { text: '**takes away**', urgency: now.action === 'skip' ? 3 : 0 });
  }
  return marks;
}

function namesOf({ parameters }: ChangedStep): string {
  return parameters.length > 0 ? ` (${parameters.map(asCode).join(', ')})` : '';
}

const URGENCY: Readonly<Record<StepKind, number>> = {
  undecided: 1,
  held: 2,
  added: 4,
  changed: 4,
  redialled: 4,
  repeated: 4,
  done: 5,
  'left out': 6,
};

function planTable(plan: DryRunPlan, marks: Map<Step, Mark> | undefined, mask: Mask): FoldedTable {
  const { file, plan: name, edition, lockfile, steps } = plan;
  const rows = steps.map((step): FoldedRow => {
    const kind = kindOf(step);
    const mark = marks?.get(step);
    const cells = (): string[] => [
      kind === 'undecided' || kind === 'held' ? `**${kind}**` : kind,
      ...callCells(step, mask),
      ...(marks ? [mark?.text ?? ''] : []),
      shownText(`${sentence(step.reason)}${recordedText(plan, step)}`, mask),
    ];
    return { urgency: mark?.urgency ?? URGENCY[kind], cells };
  });
  return {
    summary: `${asHtmlCode(file)} (${asHtmlCode(name)}, edition ${asHtmlCode(edition)}): ${kindsText(steps)}`,
    titles: ['', 'Call', 'To', ...(marks ? ['This change'] : []), 'Why'],
    rows,
    note: `Record: ${asCode(lockfile)}`,
  };
}

function callCells({ call: { id, to } }: Step, mask: Mask): [string, string] {
  return [shownText(id, mask), id === to ? '' : shownText(to, mask)];
}

/** `2 added, 1 changed, 5 done` */
function kindsText(steps: readonly Step[]): string {
  const counts = countKinds(steps);
  const there = STEP_KINDS.filter((kind) => counts[kind] > 0);
  return there.map((kind) => `${counts[kind]} ${kind}`).join(', ') || 'no calls';
}

/** How a call is known to differ from its entry, which has two of its parameters and a digest of all of them. */
function recordedText({ entries }: DryRunPlan, { call, reason }: Step): string {
  if (reason.code !== 'edited' && reason.code !== 'changed-after-rejection') return '';
  const entry = entries.get(keyOf(call.edition, call.id));
  if (!entry) return '';
  const from = String(call.parameters['from']);
  const known = [
    ...(canonicalAddress(entry.to) === canonicalAddress(call.to) ? [] : [`to was ${entry.to}`]),
    ...(canonicalAddress(entry.from) === canonicalAddress(from) ? [] : [`from was ${entry.from}`]),
  ];
  return `; ${known.length > 0 ? known.join(', ') : 'to and from are as they were'}`;
}

/** Calls that were to be sent and have left their plan, or whose plan is gone. */
function removedTables({ plans }: Compared, mask: Mask): FoldedTable[] {
  return plans.flatMap(({ file, gone, changes: { removed } }): FoldedTable[] => {
    const rows = removed
      .filter(({ now }) => !now)
      .map(({ before }): FoldedRow => ({ urgency: 3, cells: () => callCells(before, mask) }));
    if (rows.length === 0) return [];
    const why = gone ? 'is gone' : 'has lost';
    const what = gone
      ? `, and with it ${callsText(rows.length)} to place`
      : ` ${callsText(rows.length)} to place`;
    return [{ summary: `${asHtmlCode(file)} ${why}${what}`, titles: ['Call', 'To'], rows }];
  });
}

function findingsTable(findings: Findings, mask: Mask): FoldedTable {
  const all = worded(findings);
  const of = (severity: string): Worded[] => all.filter(({ words }) => words.severity === severity);
  const [errors, warnings] = [of('error').length, of('warning').length];
  const counts = [
    ...(errors > 0 ? [`${errors} error${errors === 1 ? '' : 's'}`] : []),
    ...(warnings > 0 ? [`${warnings} warning${warnings === 1 ? '' : 's'}`] : []),
  ];
  return {
    summary: counts.join(', '),
    titles: ['', 'Place', 'What is wrong', 'Code'],
    rows: all.map(({ code, span, words }) => ({
      urgency: words.severity === 'error' ? 0 : 1,
      cells: () => [
        words.severity === 'error' ? '**error**' : words.severity,
        shownText(`${span.file}:${span.start.line}`, mask),
        shownText(fullMessage(words), mask),
        asCode(code),
      ],
    })),
  };
}
