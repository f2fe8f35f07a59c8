import type { Diagnostic, Span } from '../diagnostics/diagnostic.js';
import { unreadable } from '../diagnostics/unreadable.js';
import { checkDocument, readPlanText } from '../plan/check.js';
import type { Lists } from '../plan/join-lists.js';
import type { Plan } from '../plan/plan.js';
import type { Rule } from '../plan/rules/rule.js';
import type { FoundFile, PlanFile } from '../source/files/find.js';
import { readText, type SourceLines, type SourceText } from '../source/files/text.js';
import type { ListPlace } from '../source/lists/list-files.js';

/** Gives the text of a plan, or the finding of why there is none. An editor has texts that are not on the disk yet. */
export type ReadText = (found: FoundFile) => SourceText | Diagnostic;

/** A plan that was found, with what is wrong with it. */
export interface ReadPlan extends PlanFile {
  readonly plan?: Plan;
  /** Where the plan's name is. */
  readonly named?: Span;
  /** Where each call of it is, by its index. */
  readonly placeOf?: (index: number) => Span;
  readonly source?: SourceText;
  /** The list files that it names, as far as they could be read. */
  readonly lists: readonly SourceLines[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a plan is read, and what it must observe beside itself. */
export interface ReadPlanOptions extends Omit<ListPlace, 'plan'> {
  readonly rules?: readonly Rule[];
  readonly readText?: ReadText | undefined;
}

/** Beyond this length a text is not kept for the sake of its finding that it is too large: there may be many such files. */
const SHOWN_LENGTH = 100_000;

/** Reads and checks a plan with its lists, each file once. That one cannot be read is a finding too. */
export async function readPlan(
  found: PlanFile,
  { rules = [], root, cwd, readText: read = readText }: ReadPlanOptions,
): Promise<ReadPlan> {
  const source = found.problem === undefined ? read(found) : unreadable(found.file, found.problem);
  if ('code' in source) return { ...found, lists: [], diagnostics: [source] };
  const { document, lists: named } = readPlanText(source);
  const lists = await readLists(named, { plan: found.path, root, cwd });
  const checked = checkDocument(document, { lists, rules });
  const shown =
    source.text.length < SHOWN_LENGTH || checked.diagnostics.every(({ code }) => code !== 'too-large');
  const readable = [...lists.values()].filter((list) => 'rows' in list);
  return {
    ...found,
    ...(shown && { source }),
    lists:
      checked.diagnostics.length > 0
        ? readable
        : readable.map(({ file }) => ({ file, line: () => undefined })),
    ...checked,
  };
}

/** Reads lists by the names that a plan gives them. What reads them is loaded when there is one. */
async function readLists(named: readonly string[], place: ListPlace): Promise<Lists> {
  if (named.length === 0) return new Map();
  const { openList } = await import('../source/lists/list-files.js');
  return new Map(named.map((name) => [name, openList(name, place)]));
}
