import type { Choice } from '../../steps/choose.js';
import { wholeNumber } from './flag-values.js';

/** What `dry-run` and `run` are told of the calls that are meant. */
export interface ChoiceFlags {
  readonly again?: readonly string[] | undefined;
  readonly only?: readonly string[] | undefined;
  readonly maxCalls?: string | undefined;
}

/** The flags as what decides upon steps. Throws Fault `setting-invalid`. */
export function choiceOf({ again = [], only, maxCalls }: ChoiceFlags): Choice & { again: readonly string[] } {
  return {
    again,
    ...(only && { only }),
    ...(maxCalls !== undefined && { maxCalls: wholeNumber('--max-calls', maxCalls) }),
  };
}
