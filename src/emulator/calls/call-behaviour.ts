/**
 * What a destination does when it is called. All times are in seconds; one that is negative or NaN counts as 0, and Infinity means
 * never. If `ring_timeout`, `time_limit`, `hangup_on_ring` or machine detection is due earlier, it ends the call first.
 */
export type CallBehaviour = Answered | Machine | NoAnswer | Busy | Declined | Failed;

interface Rings {
  /** From dialling to the first ring. Default 1. */
  readonly ringAfter?: number;
}

/** A person takes the call. */
export interface Answered extends Rings {
  readonly outcome: 'answered';
  /** From the first ring. Default 5. */
  readonly answerAfter?: number;
  /** From the answer to the hang-up. Default 30. */
  readonly talkTime?: number;
  /** Who ends it: the person (cause 4000), or the answer's XML by its end (4010). Default `callee`. */
  readonly hangUp?: 'callee' | 'xml';
}

/** A machine takes the call, and hangs up after `talkTime` unless machine detection has done so before. */
export interface Machine extends Rings {
  readonly outcome: 'machine';
  /** From the first ring. Default 20. */
  readonly answerAfter?: number;
  /** From the answer to the hang-up. Default 30. */
  readonly talkTime?: number;
}

/** Nobody takes the call. */
export interface NoAnswer extends Rings {
  readonly outcome: 'no-answer';
  /** From the first ring, when the network gives up (cause 3000). Default Infinity: it rings until `ring_timeout` (6010). */
  readonly giveUpAfter?: number;
}

/** The line is busy (cause 3010): it never rings. */
export interface Busy {
  readonly outcome: 'busy';
  /** From dialling. Default 1. */
  readonly endAfter?: number;
}

/** The person turns the call down (cause 3110). */
export interface Declined extends Rings {
  readonly outcome: 'declined';
  /** From the first ring. Default 4. */
  readonly declineAfter?: number;
}

/** It never rings. */
export interface Failed {
  readonly outcome: 'failed';
  /** A hangup cause code, such as 2000 or 3080. */
  readonly cause: number;
  /** From dialling. Default 1. */
  readonly endAfter?: number;
}

/** What a behaviour is chosen by. */
export interface DialledCall {
  readonly from: string;
  /** One destination, as written in the request. */
  readonly to: string;
  readonly requestUuid: string;
  /** Its number among the calls to this destination that the emulator remembers, from 1. */
  readonly number: number;
}

/** Chosen once for each call, when it is dialled. It must not throw. */
export type ChooseBehaviour = (call: DialledCall) => CallBehaviour;
