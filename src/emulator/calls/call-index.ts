import { withoutPlus } from '../core/destination.js';
import type { Call } from './call.js';

/** Finds calls by their uuids, and numbers the calls to each destination. */
export interface CallIndex {
  /** Sets the call's number: which call to its destination it is, from 1. */
  readonly add: (call: Call) => void;
  readonly remove: (call: Call) => void;
  readonly byRequestUuid: (uuid: string) => Call | undefined;
  readonly byCallUuid: (uuid: string) => Call | undefined;
}

export function createCallIndex(): CallIndex {
  const byRequestUuid = new Map<string, Call>();
  /** Of the calls whose two uuids differ. */
  const byCallUuid = new Map<string, Call>();
  /** The latest call to each destination, whether it is written with a plus or not. */
  const latest = new Map<string, Call>();
  return {
    add: (call) => {
      const { requestUuid, callUuid, to } = call.placed;
      const destination = withoutPlus(to);
      call.number = (latest.get(destination)?.number ?? 0) + 1;
      latest.set(destination, call);
      byRequestUuid.set(requestUuid, call);
      if (callUuid !== requestUuid) byCallUuid.set(callUuid, call);
    },
    remove: (call) => {
      const { requestUuid, callUuid, to } = call.placed;
      byRequestUuid.delete(requestUuid);
      byCallUuid.delete(callUuid);
      // Then the destination's numbers begin at 1 again: what is remembered must not grow for ever.
      const destination = withoutPlus(to);
      if (latest.get(destination) === call) latest.delete(destination);
    },
    byRequestUuid: (uuid) => byRequestUuid.get(uuid),
    byCallUuid: (uuid) => {
      const call = byCallUuid.get(uuid) ?? byRequestUuid.get(uuid);
      return call?.placed.callUuid === uuid ? call : undefined;
    },
  };
}
