import { createRoom, row, table, type Room } from './markdown-table.js';

/** A folded table. */
export interface Section {
  /** What stands on it while it is folded: HTML without blank lines. */
  readonly summary: string;
  readonly titles: readonly string[];
  readonly rows: readonly SectionRow[];
  /** A line below the table. */
  readonly note?: string;
}

export interface SectionRow {
  /** The lower, the longer it stays where not all rows have room. */
  readonly urgency: number;
  /** Called for those alone that may have room. */
  readonly cells: () => readonly string[];
}

export interface SectionsOptions {
  /** How many characters there may be, as JavaScript counts them. */
  readonly maxLength: number;
  /** Whose limit it is, for the lines that say what was left out. */
  readonly limit: string;
}

/** For the lines that say what was left out: of all sections together, and of each. */
const RESERVE = 200;
const LEFT_ROWS = 160;

/**
 * A head and folded tables below it. Where not all of it has room, the most urgent rows stay, and it is said how many were left out.
 * Undefined when not even the head has room.
 */
export function sectionsMarkdown(
  head: string,
  sections: readonly Section[],
  { maxLength, limit }: SectionsOptions,
): string | undefined {
  if (head.length > maxLength) return undefined;
  const room = createRoom(maxLength - RESERVE - head.length);
  const frames = framesIn(room, sections);
  const rows = rowsIn(room, frames);
  const texts = frames.map((frame, at) => frameText(frame, rows[at] ?? [], limit));
  const left = sections.length - frames.length;
  return [head, ...texts, ...(left > 0 ? [`Tables left out, since ${limit}: ${left}.\n`] : [])].join('\n');
}

interface Frame {
  readonly section: Section;
  readonly before: string;
  readonly after: string;
}

/** The sections that have room without their rows, in their order. */
function framesIn(room: Room, sections: readonly Section[]): Frame[] {
  const byUrgency = sections
    .map((section) => ({ section, urgency: urgencyOf(section) }))
    .sort((a, b) => a.urgency - b.urgency);
  const fitting = new Map<Section, Frame>();
  for (const { section } of byUrgency) {
    const frame = frameOf(section);
    if (!room.takes(frame.before.length + frame.after.length + LEFT_ROWS)) break;
    fitting.set(section, frame);
  }
  return sections.flatMap((section) => fitting.get(section) ?? []);
}

function urgencyOf({ rows }: Section): number {
  return rows.reduce((least, { urgency }) => Math.min(least, urgency), Infinity);
}

// Markdown begins again behind a blank line.
function frameOf(section: Section): Frame {
  const { summary, titles, note } = section;
  return {
    section,
    before: `<details>\n<summary>${summary}</summary>\n\n${table(titles, '---')}`,
    after: `${note === undefined ? '' : `\n${note}\n`}\n</details>\n`,
  };
}

/** The rows of each section that have room, the most urgent first. */
function rowsIn(room: Room, frames: readonly Frame[]): string[][] {
  const texts = frames.map((): string[] => []);
  const urgencies = new Set(frames.flatMap(({ section }) => section.rows.map(({ urgency }) => urgency)));
  for (const urgency of [...urgencies].sort((a, b) => a - b))
    for (const [at, { section }] of frames.entries())
      for (const one of section.rows) {
        if (one.urgency !== urgency) continue;
        const text = row(one.cells());
        if (!room.takes(text.length)) return texts;
        texts[at]?.push(text);
      }
  return texts;
}

function frameText({ section, before, after }: Frame, rows: readonly string[], limit: string): string {
  const left = section.rows.length - rows.length;
  const note = left > 0 ? `\nRows left out, since ${limit}: ${left}.\n` : '';
  return before + rows.join('') + note + after;
}
