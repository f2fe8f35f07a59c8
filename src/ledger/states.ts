import type { Entry } from './entry.js';

export type State = Entry['state'];

/** How a call that Plivo took can end. */
export type Ending = Extract<
  State,
  'completed' | 'busy' | 'no_answer' | 'declined' | 'machine' | 'failed' | 'canceled'
>;

const ENDINGS: { readonly [E in Ending]: true } = {
  completed: true,
  busy: true,
  no_answer: true,
  declined: true,
  machine: true,
  failed: true,
  canceled: true,
};

/** Whether Plivo's record says how the call ended. */
export function isEnding(state: State): state is Ending {
  return Object.hasOwn(ENDINGS, state);
}

/** Whether Plivo took the call, as far as anybody knows. */
export function isPlaced(state: State): boolean {
  return state === 'accepted' || isEnding(state);
}

/** Whether a phone may have rung. A canceled call may have, before it was canceled. */
export function mayHaveRung(state: State): boolean {
  return isPlaced(state) || state === 'in_doubt' || state === 'sending';
}
