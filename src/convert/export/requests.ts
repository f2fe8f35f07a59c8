import type { CallRequest } from '../../calls/request.js';
import { escapeInvisible, escapeInvisibleJson } from '../../text/json-text.js';

/** The requests of one plan. */
export interface PlanRequests {
  /** As the user would type it. */
  readonly file: string;
  readonly plan: string;
  readonly requests: readonly CallRequest[];
}

/** Plivo's API, to which all requests go. */
const ORIGIN = 'https://api.plivo.com';

/** What anyone with the requests must know. */
export const WARNING =
  'Sending these requests calls people past the lockfile: none is recorded, and sending one again calls again.';

/** The address of a request, of the account that `account` stands for. */
export function addressOf({ path }: CallRequest, account: string): string {
  return ORIGIN + path.replace('{auth_id}', account);
}

/** A body as JSON of which every character is visible, and in which no other program finds a `{{variable}}` to fill in. */
export function bodyText({ body }: CallRequest): string {
  return escapeInvisibleJson(JSON.stringify(body, null, 2).replaceAll('{{', '\\u007b\\u007b'));
}

/** The calls of a request by their ids, on one line. */
export function titleOf({ calls }: CallRequest): string {
  const ids = calls.slice(0, 5).map(({ id }) => id);
  return escapeInvisible(
    ids.join(', ') + (calls.length > ids.length ? ` and ${calls.length - ids.length} more` : ''),
  );
}
