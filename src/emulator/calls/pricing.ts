import { isSip, withoutPlus } from '../core/destination.js';
import { toUnits } from '../core/money.js';
import { talkedSeconds, type EndedCall } from './call.js';
import { PRICES, RATE_ELSEWHERE, RATE_SIP, type Rate } from './price-table.js';

interface Price {
  readonly prefix: string;
  readonly origin: string;
  readonly units: number;
}

/** The longest prefix first, and of equal ones the one for the longest origin: the first that fits wins. */
const prices: readonly Price[] = PRICES.flatMap(({ rates }) => rates)
  .flatMap(flatten)
  .sort((one, other) => other.prefix.length - one.prefix.length || other.origin.length - one.origin.length);

function flatten({ prefixes, origins, rate }: Rate): readonly Price[] {
  const units = toUnits(rate);
  return prefixes.flatMap((prefix) =>
    (origins.length === 0 ? [''] : origins).map((origin) => ({ prefix, origin, units })),
  );
}

const elsewhere = toUnits(RATE_ELSEWHERE);
const toSip = toUnits(RATE_SIP);

/** Money units a begun minute. */
export function rateOf(from: string, to: string): number {
  if (isSip(to)) return toSip;
  const [caller, number] = [withoutPlus(from), withoutPlus(to)];
  const price = prices.find(({ prefix, origin }) => number.startsWith(prefix) && caller.startsWith(origin));
  return price?.units ?? elsewhere;
}

/** What an ended call is billed: seconds, in whole minutes, and money units. */
export function billOf(call: EndedCall): { readonly seconds: number; readonly units: number } {
  const minutes = Math.ceil(talkedSeconds(call) / 60);
  return { seconds: minutes * 60, units: minutes * rateOf(call.placed.from, call.placed.to) };
}
