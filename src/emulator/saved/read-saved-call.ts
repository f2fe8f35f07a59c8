import type { SavedCall } from './saved-call.js';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isTime: Check = (value) => typeof value === 'number' && Number.isFinite(value);
/** In ms since 1970: dates are written with four digits for the year, and later ones could not be written at all. */
const isMoment: Check = (value) => isTime(value) && Number(value) >= 0 && Number(value) < Date.UTC(10_000, 0);
/** In seconds, a little more than a scenario can say. */
const isDuration: Check = (value) => isTime(value) && Number(value) <= 1e11;
const isFlag: Check = (value) => typeof value === 'boolean';
const isScalar: Check = (value) => isText(value) || isTime(value) || isFlag(value);
const isOneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value as string);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const each =
  (check: Check): Check =>
  (value) =>
    typeof value === 'object' && value !== null && Object.values(value).every(check);
/** A map with these keys and no other. */
const map =
  (keys: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((key) => Object.hasOwn(keys, key)) &&
    Object.entries(keys).every(([key, check]) => check((value as Readonly<Record<string, unknown>>)[key]));

const isPlaced = map({
  requestUuid: isText,
  callUuid: isText,
  from: isText,
  to: isText,
  queued: isFlag,
  parameters: each(isScalar),
  ignored: (value) => Array.isArray(value) && value.every(isText),
});

const isTimeline = map({
  ringingAt: optional(isMoment),
  answeredAt: optional(isMoment),
  machineAt: optional(isMoment),
  endedAt: isMoment,
  cause: map({ code: isTime, name: isText, source: isText }),
});

const isBehaviour = map({
  outcome: isOneOf('answered', 'machine', 'no-answer', 'busy', 'declined', 'failed'),
  hangUp: optional(isOneOf('callee', 'xml')),
  ...Object.fromEntries(
    ['ringAfter', 'answerAfter', 'talkTime', 'giveUpAfter', 'endAfter', 'declineAfter', 'cause'].map(
      (name) => [name, optional(name === 'cause' ? isTime : isDuration)],
    ),
  ),
});

const isSavedCall = map({
  placed: isPlaced,
  placedAt: isMoment,
  state: isOneOf('queued', 'live', 'ended'),
  startedAt: optional(isMoment),
  timeline: optional(isTimeline),
  behaviour: optional(isBehaviour),
});

/** A saved call, if that is what the value is: whatever wrote it, an emulator can take it up. */
export function readSavedCall(value: unknown): SavedCall | undefined {
  if (!isSavedCall(value)) return undefined;
  const call = value as SavedCall;
  const { state, startedAt, timeline, behaviour } = call;
  const isWhole =
    state === 'ended'
      ? timeline !== undefined
      : (state === 'queued') === (startedAt === undefined) && (timeline ?? behaviour) !== undefined;
  return isWhole ? call : undefined;
}
