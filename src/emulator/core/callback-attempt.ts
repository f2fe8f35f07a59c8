/** What a callback reports. */
export type CallbackEvent = 'Ring' | 'StartApp' | 'Hangup' | 'MachineDetection';

/** The parameter of make-call that has the URL. */
export type CallbackParameter =
  'ring_url' | 'answer_url' | 'fallback_url' | 'hangup_url' | 'machine_detection_url';

/** One request to a callback URL, and what came of it. */
export interface CallbackAttempt {
  /** In the emulator's time, in ms since 1970. */
  readonly at: number;
  readonly event: CallbackEvent;
  readonly parameter: CallbackParameter;
  readonly method: 'GET' | 'POST';
  /** As written in the parameter, fragment included; the fields of a GET come on top. */
  readonly url: string;
  /** From 1. */
  readonly attempt: number;
  /** Real time until its end, in ms. */
  readonly tookMs: number;
  /** Of the answer; undefined when there was none. */
  readonly status?: number;
  /** Why it counts as failed; undefined when it does not. */
  readonly problem?: string;
}
