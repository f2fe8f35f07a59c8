import type { SourceDocument } from '../source/yaml/document.js';
import type { Plan } from './plan.js';

/** What of a plan the schema accepts. `locate` finds its parts where they stand in the document. */
export interface Rest {
  readonly plan: Plan;
  readonly locate: SourceDocument['locate'];
}

/** A document's plan without the top-level keys and the destinations that were refused. */
export function restOf(
  { value, locate }: Pick<SourceDocument, 'value' | 'locate'>,
  refusedKeys: ReadonlySet<string>,
  refused: ReadonlySet<number>,
): Rest {
  const plan = value as Plan;
  if (refusedKeys.size === 0 && refused.size === 0) return { plan, locate };
  const kept = [...plan.destinations.keys()].filter((index) => !refused.has(index));
  const entries = Object.entries(plan).filter(([key]) => !refusedKeys.has(key));
  return {
    plan: {
      ...Object.fromEntries(entries),
      // Whoever wrote it, however misspelt, may have meant to allow them.
      ...([...refusedKeys].some((key) => /^dup/i.test(key)) && { duplicates: 'allow' }),
      destinations: plan.destinations.filter((_, index) => !refused.has(index)),
    } as unknown as Plan,
    locate: ([section, index, ...path], part) =>
      section === 'destinations' && typeof index === 'number'
        ? locate([section, kept[index] ?? index, ...path], part)
        : locate(
            [section, index, ...path].filter((step) => step !== undefined),
            part,
          ),
  };
}
