import { withoutPlus } from '../core/destination.js';
import { refused, type Reply } from '../http/reply.js';

/** The refusal of a request one of whose destinations must not be called, if there is one: then none of them is. */
export function createBars(
  countries: readonly string[],
  numbers: readonly string[],
): (destinations: readonly string[]) => Reply | undefined {
  const codes = countries.map(withoutPlus);
  const barred = new Set(numbers.map(withoutPlus));
  if (codes.length === 0 && barred.size === 0) return () => undefined;
  return (destinations) => {
    const called = destinations.map(withoutPlus);
    if (called.some((number) => codes.some((code) => number.startsWith(code)))) return toCountry;
    return called.some((number) => barred.has(number)) ? toNumber : undefined;
  };
}

const toCountry = refused(403, 'Calls to this destination country are barred');
const toNumber = refused(403, 'Calls to this destination number are barred');
