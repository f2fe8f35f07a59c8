import { withoutPlus } from './pricing.js';
import { createRandom } from './random.js';

/** Which destinations a rule is for: all that is given must be met. */
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
 * Finds the first rule that fits a destination (`time` tells the so-many-th time, from 1). The rules for one destination alone are
 * looked at only when that one is asked for: a scenario may name thousands.
 */
export function createRules<R extends Conditions>(
  rules: readonly R[],
  seed: string,
  holds: (rule: R, time: number) => boolean,
): (destination: string, time: number) => R | undefined {
  const general: Placed<R>[] = [];
  const exact = new Map<string, Placed<R>[]>();
  for (const [place, rule] of rules.entries()) {
    if (rule.to === undefined) general.push({ rule, place });
    else {
      const to = withoutPlus(rule.to);
      const same = exact.get(to);
      if (same) same.push({ rule, place });
      else exact.set(to, [{ rule, place }]);
    }
  }
  return (destination, time) => {
    const called = withoutPlus(destination);
    const fits = ({ rule, place }: Placed<R>): boolean =>
      holds(rule, time) &&
      called.startsWith(withoutPlus(rule.prefix ?? '')) &&
      isDrawn(rule.share, `${seed}\n${place}\n${called}\n${time}`);
    const one = exact.get(called)?.find(fits);
    const other = general.find((rule) => (one === undefined || rule.place < one.place) && fits(rule));
    return (other ?? one)?.rule;
  };
}

/** Drawn by the key alone, so that the order in which calls come in does not matter. */
function isDrawn(share: string | undefined, key: string): boolean {
  return share === undefined || createRandom(key)() * 100 < Number(share.slice(0, -1));
}
