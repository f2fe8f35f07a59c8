import type { Finding } from '../../diagnostics/diagnostic.js';
import type { Destination } from '../../schemas/plan.js';
import type { Path } from '../../source/yaml/document.js';
import { entryOf } from '../address.js';
import type { Rule } from './rule.js';

/** A rule of the addresses that a plan calls, each by itself. */
export function eachAddress(find: (address: string) => Finding | undefined): Rule {
  return (plan, locate) =>
    plan.destinations.flatMap((destination, index) => {
      const found = find(entryOf(destination).to);
      return found ? [{ ...found, span: locate(addressPath(destination, index)) }] : [];
    });
}

/** Where the address of a plan's destination stands. */
export function addressPath(destination: Destination, index: number): Path {
  return ['destinations', index, ...(typeof destination === 'string' ? [] : ['to'])];
}
