import type { ParameterName } from './parameters.js';

/** One destination that the emulator took: the real Plivo would have called it. */
export interface PlacedCall {
  readonly requestUuid: string;
  /** The same as `requestUuid`, unless {@link EmulatorOptions.callUuids} is `separate`. */
  readonly callUuid: string;
  readonly from: string;
  /** One destination, as written in the request. */
  readonly to: string;
  /** Taken while over the calls per second. */
  readonly queued: boolean;
  /** The request's known parameters as they were sent, but for a time_limit that was cut. One object for all calls of a request. */
  readonly parameters: CallParameters;
  /** The request's fields that are not parameters of make-call. One list for all calls of a request. */
  readonly ignored: readonly string[];
}

export type CallParameters = Readonly<Partial<Record<ParameterName, string | number | boolean>>>;
