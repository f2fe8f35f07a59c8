import { sentence } from '../../diagnostics/reasons.js';
import type { ChangedStep } from '../../steps/compare.js';
import type { Step } from '../../steps/decide.js';
import { keyOf } from '../../ledger/entry.js';
import { canonicalAddress } from '../../plan/address.js';
import {
  calls,
  comparedText,
  countCompared,
  countKinds,
  kindOf,
  STEP_KINDS,
  type Compared,
  type DryRun,
  type StepKind,
} from './dry-run.js';
import { headlineOf } from './dry-run-headline.js';
import { fullMessage, worded, type Findings, type Worded } from '../findings/findings.js';
import { asCode, asHtmlCode } from '../../text/markdown.js';
import { sectionsMarkdown, type Section, type SectionRow } from '../../text/markdown-sections.js';
import { shownText, type Hide } from '../../text/markdown-table.js';
import { maskNumbers } from '../../privacy/masks.js';
import type { PlannedSteps } from './steps.js';

/**
 * How long a comment may be. GitHub refuses one of more than 65,536 characters, or 262,144 bytes, depending on where it stands: as many
 * code units of JavaScript are no more than either. Some are left to whoever posts it.
 */
export const MAX_COMMENT = 65_536 - 500;

const LIMIT = 'GitHub takes no comment of more than 65,536 characters';

export interface DryRunMarkdownOptions {
  readonly showNumbers: boolean;
  /** In characters. */
  readonly maxLength: number;
}

/**
 * A dry run as Markdown, for a comment on a pull request: one line, then a folded table for each plan. Undefined when not even that line
 * has room.
 */
export function dryRunMarkdown(
  report: DryRun,
  { showNumbers, maxLength }: DryRunMarkdownOptions,
): string | undefined {
  const hide: Hide = showNumbers ? (text) => text : maskNumbers;
  const { plans, findings, compared } = report;
  const marks = compared ? marksOf(compared) : undefined;
  const sections = [
    ...(findings.diagnostics.length > 0 ? [findingsSection(findings, hide)] : []),
    ...plans.map((plan) => planSection(plan, marks, hide)),
    ...(compared ? removedSections(compared, hide) : []),
  ];
  return sectionsMarkdown(headText(report, hide), sections, { maxLength, limit: LIMIT });
}

function headText({ plans, rate, findings, trouble, compared }: DryRun, hide: Hide): string {
  const quote = (text: string): string => shownText(text, hide);
  const errors = worded(findings).filter(({ words }) => words.severity === 'error').length;
  const steps = plans.flatMap((plan) => plan.steps);
  const lines = trouble
    ? [`**Nobody can tell what would be called**: ${quote(trouble.message)}. ${quote(trouble.hint)}`]
    : errors > 0
      ? [
          `**Nothing would be called**: ${errors} ${errors === 1 ? 'error has' : 'errors have'} to be corrected first`,
        ]
      : [headlineOf(steps, rate, quote)];
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

function planSection(plan: PlannedSteps, marks: Map<Step, Mark> | undefined, hide: Hide): Section {
  const { file, plan: name, edition, lockfile, steps } = plan;
  const rows = steps.map((step): SectionRow => {
    const kind = kindOf(step);
    const mark = marks?.get(step);
    const cells = (): string[] => [
      kind === 'undecided' || kind === 'held' ? `**${kind}**` : kind,
      ...callCells(step, hide),
      ...(marks ? [mark?.text ?? ''] : []),
      shownText(`${sentence(step.reason)}${recordedText(plan, step)}`, hide),
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

function callCells({ call: { id, to } }: Step, hide: Hide): [string, string] {
  return [shownText(id, hide), id === to ? '' : shownText(to, hide)];
}

/** `2 added, 1 changed, 5 done` */
function kindsText(steps: readonly Step[]): string {
  const counts = countKinds(steps);
  const there = STEP_KINDS.filter((kind) => counts[kind] > 0);
  return there.map((kind) => `${counts[kind]} ${kind}`).join(', ') || 'no calls';
}

/** What of a call is known to differ from its record, which has two of its parameters and a digest over all of them. */
function recordedText({ entries }: PlannedSteps, { call, reason }: Step): string {
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

/** What was to be sent and has left its plan, or has left with it. */
function removedSections({ plans }: Compared, hide: Hide): Section[] {
  return plans.flatMap(({ file, gone, changes: { removed } }): Section[] => {
    const rows = removed
      .filter(({ now }) => !now)
      .map(({ before }): SectionRow => ({ urgency: 3, cells: () => callCells(before, hide) }));
    if (rows.length === 0) return [];
    const why = gone ? 'is gone' : 'has lost';
    const what = gone ? `, and with it ${calls(rows.length)} to place` : ` ${calls(rows.length)} to place`;
    return [{ summary: `${asHtmlCode(file)} ${why}${what}`, titles: ['Call', 'To'], rows }];
  });
}

function findingsSection(findings: Findings, hide: Hide): Section {
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
        shownText(`${span.file}:${span.start.line}`, hide),
        shownText(fullMessage(words), hide),
        asCode(code),
      ],
    })),
  };
}
