import type { Destination, ListEntry, Plan as PlanFile } from '../schemas/plan.js';

/** A plan with its lists read: every destination is there, and a row's cells are its `vars`. */
export type Plan = Omit<PlanFile, 'destinations'> & { readonly destinations: readonly Destination[] };

/** Whether an item of a plan's destinations, sound or not, is meant to name a list file. */
export function isListEntry(written: unknown): written is ListEntry {
  return typeof written === 'object' && written !== null && Object.hasOwn(written, 'file');
}
