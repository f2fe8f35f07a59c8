import { withoutPlus } from '../core/destination.js';
import { createRandom } from './random.js';

/** Which destinations a rule is for: all given conditions must hold. */
export interface Conditions {
  readonly to?: string;
  readonly prefix?: string;
  /** Such as `12.5%`. */
  readonly share?: string;
}

interface Placed<R> {
  readonly rule: R;
  readonly place: number;
}

/**
 * Finds the first rule that fits a destination; `time` counts how often it was met, from 1. Rules for other destinations or prefixes
 * are not looked at, since a scenario may have thousands.
 */
export function createRuleFinder<R extends Conditions>(
  rules: readonly R[],
  seed: string,
  holds: (rule: R, time: number) => boolean,
): (destination: string, time: number) => R | undefined {
  const exact = new Map<string, Placed<R>[]>();
  /** The others, with an empty prefix where none is given. */
  const byPrefix = new Map<string, Placed<R>[]>();
  for (const [place, rule] of rules.entries())
    if (rule.to === undefined) addTo(byPrefix, withoutPlus(rule.prefix ?? ''), { rule, place });
    else addTo(exact, withoutPlus(rule.to), { rule, place });
  const lengths = [...new Set([...byPrefix.keys()].map(({ length }) => length))];

  return (destination, time) => {
    const called = withoutPlus(destination);
    const fits = ({ rule, place }: Placed<R>): boolean =>
      holds(rule, time) &&
      called.startsWith(withoutPlus(rule.prefix ?? '')) &&
      isDrawn(rule.share, `${seed}\n${place}\n${called}\n${time}`);
    let first = exact.get(called)?.find(fits);
    for (const length of lengths) {
      const before = first?.place ?? Infinity;
      first = byPrefix.get(called.slice(0, length))?.find((one) => one.place < before && fits(one)) ?? first;
    }
    return first?.rule;
  };
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** Drawn by the key alone, so that the order in which calls come in does not matter. */
function isDrawn(share: string | undefined, key: string): boolean {
  return share === undefined || createRandom(key)() * 100 < Number(share.slice(0, -1));
}
