import { integerOf } from '../core/checks.js';
import { hangupCause, type HangupCause } from '../core/hangup-causes.js';
import type { CallParameters } from '../core/placed-call.js';
import type { CallBehaviour } from './call-behaviour.js';

/** When what happens to a call, in the emulator's time and in this order; undefined for what never happens. */
export interface Timeline {
  readonly ringingAt: number | undefined;
  readonly answeredAt: number | undefined;
  /** When a machine was detected. */
  readonly machineAt: number | undefined;
  readonly endedAt: number;
  readonly cause: HangupCause;
}

const RING_TIMEOUT_S = 120;
/** A longer `ring_timeout` is cut to this. Plivo names no bound, and dates have one. */
const MAX_RING_TIMEOUT_S = 86_400;
const TIME_LIMIT_S = 14_400;
const DETECTION_MS = 5000;

/** One of several possible ends. The earliest comes true, and of two at the same time the first in the list. */
type End = readonly [at: number, cause: HangupCause];

/** The whole of a call that is dialled at `start`. */
export function buildTimeline(behaviour: CallBehaviour, parameters: CallParameters, start: number): Timeline {
  if (behaviour.outcome === 'busy' || behaviour.outcome === 'failed') {
    const code = behaviour.outcome === 'busy' ? 3010 : behaviour.cause;
    return cutShort(neverRung, [start + ms(behaviour.endAfter, 1), hangupCause(code)]);
  }
  const ringingAt = start + ms(behaviour.ringAfter, 1);
  const unanswered = earliest([
    [ringingAt + seconds(parameters.hangup_on_ring, Infinity), hangupCause(6000)],
    [
      ringingAt + Math.min(seconds(parameters.ring_timeout, RING_TIMEOUT_S), MAX_RING_TIMEOUT_S * 1000),
      hangupCause(6010),
    ],
    ...givenUp(behaviour, ringingAt),
  ]);
  const answeredAt = ringingAt + answerAfter(behaviour);
  // A call that ends at the moment of its answer counts as unanswered.
  if (unanswered[0] <= answeredAt) return cutShort({ ...neverRung, ringingAt }, unanswered);
  return buildAnswered(behaviour, parameters, ringingAt, answeredAt);
}

function buildAnswered(
  behaviour: CallBehaviour,
  parameters: CallParameters,
  ringingAt: number,
  answeredAt: number,
): Timeline {
  const machineAt = detectedAt(behaviour, parameters, answeredAt);
  const end = earliest([
    [ringingAt + seconds(parameters.hangup_on_ring, Infinity), hangupCause(6000)],
    [answeredAt + seconds(parameters.time_limit, TIME_LIMIT_S), hangupCause(6000)],
    [parameters.machine_detection === 'hangup' ? machineAt : Infinity, hangupCause(9100)],
    talkedOut(behaviour, answeredAt),
  ]);
  return cutShort({ ringingAt, answeredAt, machineAt }, end);
}

/** Ends a timeline, also one that is under way: what would come later never happens. */
export function cutShort(events: Partial<Timeline>, [endedAt, cause]: End): Timeline {
  const until = (at: number | undefined): number | undefined =>
    at !== undefined && at <= endedAt ? at : undefined;
  return {
    ringingAt: until(events.ringingAt),
    answeredAt: until(events.answeredAt),
    machineAt: until(events.machineAt),
    endedAt,
    cause,
  };
}

const neverRung = { ringingAt: undefined, answeredAt: undefined, machineAt: undefined };

function givenUp(behaviour: CallBehaviour, ringingAt: number): readonly End[] {
  if (behaviour.outcome === 'no-answer')
    return [[ringingAt + ms(behaviour.giveUpAfter, Infinity), hangupCause(3000)]];
  if (behaviour.outcome === 'declined')
    return [[ringingAt + ms(behaviour.declineAfter, 4), hangupCause(3110)]];
  return [];
}

function answerAfter(behaviour: CallBehaviour): number {
  if (behaviour.outcome === 'answered') return ms(behaviour.answerAfter, 5);
  return behaviour.outcome === 'machine' ? ms(behaviour.answerAfter, 20) : Infinity;
}

function talkedOut(behaviour: CallBehaviour, answeredAt: number): End {
  if (behaviour.outcome === 'answered')
    return [answeredAt + ms(behaviour.talkTime, 30), hangupCause(behaviour.hangUp === 'xml' ? 4010 : 4000)];
  return [
    answeredAt + (behaviour.outcome === 'machine' ? ms(behaviour.talkTime, 30) : Infinity),
    hangupCause(4000),
  ];
}

/**
 * A machine is detected when the time for detection is over; a person is never taken for one. With `machine_detection_url` the call
 * goes on meanwhile, which changes nothing here: `hangup` ends it at the same moment.
 */
function detectedAt(behaviour: CallBehaviour, parameters: CallParameters, answeredAt: number): number {
  if (behaviour.outcome !== 'machine' || parameters.machine_detection === undefined) return Infinity;
  return answeredAt + (integerOf(parameters.machine_detection_time) ?? DETECTION_MS);
}

function earliest(ends: readonly End[]): End {
  return ends.reduce((first, end) => (end[0] < first[0] ? end : first));
}

/** A parameter in seconds, as ms. */
function seconds(value: unknown, otherwise: number): number {
  return (integerOf(value) ?? otherwise) * 1000;
}

/** A behaviour's time in seconds, as ms. */
function ms(value: number | undefined, otherwise: number): number {
  return Math.max(0, (value ?? otherwise) * 1000 || 0);
}
