import { isAnswered, talkedSeconds, type Call, type EndedCall } from '../calls/call.js';
import { billOf, rateOf } from '../calls/pricing.js';
import { encodeDate, encodeMicroseconds } from '../core/dates.js';
import { withoutPlus } from '../core/destination.js';
import { encodeMoney } from '../core/money.js';

type Body = Readonly<Record<string, unknown>>;

const NOT_SIGNED = { stir_attestation: '', stir_verification: 'Not Applicable' };

/** An ended call as Plivo describes it: the caller's number with a plus and the destination's without, as in its samples. */
export function describeEnded(call: EndedCall, accountPath: string): Body {
  const { placed, timeline, placedAt, startedAt } = call;
  const { answeredAt, endedAt, cause } = timeline;
  const bill = billOf(call);
  const talked = talkedSeconds(call);
  return {
    answer_time: answeredAt === undefined ? null : encodeDate(answeredAt),
    bill_duration: talked,
    billed_duration: bill.seconds,
    call_direction: 'outbound',
    call_duration: talked,
    call_state: stateOf(call),
    call_uuid: placed.callUuid,
    conference_uuid: null,
    end_time: encodeDate(endedAt),
    from_number: withPlus(placed.from),
    hangup_cause_code: cause.code,
    hangup_cause_name: cause.name,
    hangup_source: cause.source,
    initiation_time: encodeDate(startedAt ?? placedAt),
    parent_call_uuid: null,
    resource_uri: `${accountPath}Call/${placed.callUuid}/`,
    ...NOT_SIGNED,
    to_number: withoutPlus(placed.to),
    total_amount: encodeMoney(bill.units),
    total_rate: encodeMoney(rateOf(placed.from, placed.to)),
  };
}

/** A queued or live call as Plivo describes it: the one place where both its uuids are found. */
export function describeOngoing(call: Call, now: number): Body {
  const { placed, startedAt } = call;
  return {
    call_status: startedAt === undefined ? 'queued' : isAnswered(call, now) ? 'in-progress' : 'ringing',
    call_uuid: placed.callUuid,
    caller_name: placed.parameters.caller_name ?? '',
    direction: 'outbound',
    from: withPlus(placed.from),
    request_uuid: placed.requestUuid,
    session_start: startedAt === undefined ? null : encodeMicroseconds(startedAt),
    to: withoutPlus(placed.to),
    ...(startedAt === undefined ? undefined : NOT_SIGNED),
  };
}

/** Public samples show ANSWER alone: nothing should depend on the other words. */
function stateOf({ timeline: { answeredAt, cause } }: EndedCall): string {
  if (answeredAt !== undefined) return 'ANSWER';
  if (cause.code === 1000) return 'CANCEL';
  if (cause.code === 3010) return 'BUSY';
  return cause.code === 3000 || cause.code === 6010 ? 'NO_ANSWER' : 'FAILED';
}

function withPlus(number: string): string {
  return `+${withoutPlus(number)}`;
}
