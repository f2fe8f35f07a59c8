import { isEnded } from '../calls/call.js';
import type { Switchboard } from '../calls/switchboard.js';
import { refused } from '../http/reply.js';
import type { Handler } from '../http/request.js';
import { describeEnded } from './call-record.js';
import { listEndedCalls } from './list-ended-calls.js';
import { isStatus, listOngoing, showOngoing, unknownStatus } from './ongoing-calls.js';

interface Surroundings {
  readonly account: string;
  /** Such as `/v1/Account/MA…/`. */
  readonly accountPath: string;
  readonly switchboard: Switchboard;
  readonly uuid: () => string;
}

/** `GET /Call/`: ended calls, or those that are queued or live. */
export function readCalls({ account, accountPath, switchboard, uuid }: Surroundings): Handler {
  return ({ query }) => {
    const status = query.get('status');
    if (status === null) {
      switchboard.skipToEnd();
      const { listEnded, now } = switchboard;
      return listEndedCalls(query, { account, accountPath, now: now(), uuid, listEnded });
    }
    if (!isStatus(status)) return unknownStatus;
    switchboard.advance();
    const reply = listOngoing(query, account, switchboard[status]());
    switchboard.skipToNextEvent();
    return reply;
  };
}

/** `GET /Call/{uuid}/`: a call when it has ended, or while it is queued or live. */
export function readCall({ accountPath, switchboard }: Surroundings): Handler {
  return ({ id, query }) => {
    const status = query.get('status');
    if (status === null) {
      switchboard.skipToEnd();
      const call = switchboard.byCallUuid(id);
      return call !== undefined && isEnded(call)
        ? { status: 200, body: describeEnded(call, accountPath) }
        : refused(404, 'There is no finished call with this uuid.');
    }
    if (!isStatus(status)) return unknownStatus;
    switchboard.advance();
    const reply = showOngoing(status, switchboard.byCallUuid(id), switchboard.now());
    switchboard.skipToNextEvent();
    return reply;
  };
}
