import type { Switchboard } from '../calls/switchboard.js';
import { noContent, refused } from '../http/reply.js';
import type { Handler } from '../http/request.js';

/** `DELETE /Request/{request_uuid}/`: takes back what nobody has answered yet. */
export function cancel(switchboard: Switchboard): Handler {
  return ({ id }) => {
    switchboard.advance();
    const call = switchboard.byRequestUuid(id);
    if (call === undefined || !switchboard.isUnanswered(call))
      return refused(404, 'There is no queued or ringing call of this request.');
    switchboard.end(call);
    return noContent;
  };
}

/** `DELETE /Call/{call_uuid}/`: hangs up, or stops the ringing. */
export function hangUp(switchboard: Switchboard): Handler {
  return ({ id }) => {
    switchboard.advance();
    const call = switchboard.byCallUuid(id);
    if (call?.state !== 'live') return refused(404, 'There is no live call with this uuid.');
    switchboard.end(call);
    return noContent;
  };
}

/** `DELETE /Call/`: hangs up every live call of the account, where that is allowed. */
export function hangUpAll(switchboard: Switchboard, allowed: boolean): Handler {
  return () => {
    if (!allowed)
      return refused(
        403,
        'This would hang up every call of the account: the emulator was not told to allow it.',
      );
    switchboard.advance();
    switchboard.live().forEach((call) => {
      switchboard.end(call);
    });
    return noContent;
  };
}
