import { talkedSeconds, type Call, type EndedCall } from '../calls/call.js';
import { billOf } from '../calls/pricing.js';
import type { CallbackEvent } from '../core/callback-attempt.js';
import { encodePlainDate } from '../core/dates.js';
import { withoutPlus } from '../core/destination.js';
import type { HangupCause } from '../core/hangup-causes.js';
import { encodeMoney } from '../core/money.js';

type Fields = Readonly<Record<string, string | number>>;

/** Headers whose names begin so are Plivo's own, and are not passed on. */
const RESERVED = /^(?:PH-|Plivo|FS-|SipAuth|ZT-|Twilio|ClientRegion$)/i;

/** What is sent of a call when something happens to it. */
export function callbackFields(call: Call, event: CallbackEvent): URLSearchParams {
  const { placed } = call;
  const common: Fields = {
    From: withoutPlus(placed.from),
    To: withoutPlus(placed.to),
    CallUUID: placed.callUuid,
    RequestUUID: placed.requestUuid,
    ALegUUID: placed.callUuid,
    ALegRequestUUID: placed.requestUuid,
    Direction: 'outbound',
    Event: event,
  };
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...common, ...fieldsOf[event](call) }))
    fields.append(name, String(value));
  for (const [name, value] of sipHeaders(placed.parameters.sip_headers)) fields.append(`X-PH-${name}`, value);
  return fields;
}

const fieldsOf: Readonly<Record<CallbackEvent, (call: Call) => Fields>> = {
  Ring: () => ({ CallStatus: 'ringing' }),
  StartApp: () => ({ CallStatus: 'in-progress' }),
  MachineDetection: ({ placed: { parameters } }) => ({
    CallStatus: 'in-progress',
    Machine: 'true',
    IfMachine: parameters.machine_detection === 'hangup' ? 'hangup' : 'continue',
  }),
  Hangup: (call) => (call.timeline === undefined ? {} : hangupFields({ ...call, timeline: call.timeline })),
};

function hangupFields(call: EndedCall): Fields {
  const { startedAt, placedAt, timeline } = call;
  const { answeredAt, endedAt, cause } = timeline;
  const talked = talkedSeconds(call);
  return {
    CallStatus: answeredAt === undefined ? (unanswered[cause.code]?.[0] ?? 'failed') : 'completed',
    StartTime: encodePlainDate(startedAt ?? placedAt),
    AnswerTime: answeredAt === undefined ? '' : encodePlainDate(answeredAt),
    EndTime: encodePlainDate(endedAt),
    Duration: talked,
    BillDuration: talked,
    TotalCost: encodeMoney(billOf(call).units),
    HangupCause: answeredAt === undefined ? causeWord(cause) : 'NORMAL_CLEARING',
    HangupCauseCode: cause.code,
    HangupCauseName: cause.name,
    HangupSource: cause.source,
  };
}

/** Of calls that nobody took: the status, and the telephone network's word. Plivo publishes no table of either. */
const unanswered: Readonly<Record<number, readonly [status: string, word: string]>> = {
  1000: ['cancel', 'ORIGINATOR_CANCEL'],
  1010: ['cancel', 'ORIGINATOR_CANCEL'],
  1020: ['cancel', 'ORIGINATOR_CANCEL'],
  3000: ['no-answer', 'NO_ANSWER'],
  3010: ['busy', 'USER_BUSY'],
  3020: ['cancel', 'CALL_REJECTED'],
  3050: ['failed', 'UNALLOCATED_NUMBER'],
  3070: ['timeout', 'RECOVERY_ON_TIMER_EXPIRE'],
  3100: ['busy', 'USER_BUSY'],
  3110: ['cancel', 'CALL_REJECTED'],
  6000: ['no-answer', 'NO_ANSWER'],
  6010: ['no-answer', 'NO_ANSWER'],
};

function causeWord({ code }: HangupCause): string {
  return unanswered[code]?.[1] ?? 'NORMAL_TEMPORARY_FAILURE';
}

function sipHeaders(text: unknown): readonly (readonly [name: string, value: string])[] {
  if (typeof text !== 'string') return [];
  return text
    .split(',')
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])
    .filter(([name]) => !RESERVED.test(name));
}
