import { withoutPlus } from '../core/destination.js';
import type { Call } from './call.js';

/** Which call to its destination a call is, from 1, whether it is written with a plus or not. */
export interface CallNumbers {
  readonly assign: (call: Call) => void;
  /** Once the last call of a destination is forgotten, it begins anew: what is remembered must not grow for ever. */
  readonly release: (call: Call) => void;
}

export function createCallNumbers(): CallNumbers {
  const latest = new Map<string, Call>();
  return {
    assign: (call) => {
      const to = withoutPlus(call.placed.to);
      call.number = (latest.get(to)?.number ?? 0) + 1;
      latest.set(to, call);
    },
    release: (call) => {
      const to = withoutPlus(call.placed.to);
      if (latest.get(to) === call) latest.delete(to);
    },
  };
}
