import type { SourceDocument } from '../source/yaml/document.js';
import type { Plan } from './plan.js';

/** What the schema accepts of a plan. `locate` finds its parts where they are in the document. */
export interface AcceptedPart {
  readonly plan: Plan;
  readonly locate: SourceDocument['locate'];
}

/** A document's plan without the top-level keys and the destinations that were refused. */
export function acceptedPart(
  { value, locate }: Pick<SourceDocument, 'value' | 'locate'>,
  refusedKeys: ReadonlySet<string>,
  refused: ReadonlySet<number>,
): AcceptedPart {
  const plan = value as Plan;
  if (refusedKeys.size === 0 && refused.size === 0) return { plan, locate };
  const kept = [...plan.destinations.keys()].filter((index) => !refused.has(index));
  const entries = Object.entries(plan).filter(([key]) => !refusedKeys.has(key));
  // The author of such a key, however misspelt, may have meant to allow them.
  const mayRepeat = [...refusedKeys].some((key) => /^dup/i.test(key));
  return {
    plan: {
      ...Object.fromEntries(entries),
      ...(mayRepeat && { duplicates: 'allow' }),
      destinations: plan.destinations.filter((_, index) => !refused.has(index)),
    } as unknown as Plan,
    locate: (path, part) => {
      const [section, index, ...rest] = path;
      if (section !== 'destinations' || typeof index !== 'number') return locate(path, part);
      return locate([section, kept[index] ?? index, ...rest], part);
    },
  };
}
