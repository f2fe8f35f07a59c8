import type { CallRequest } from '../../calls/request.js';
import { seen } from '../import/json-string.js';
import { addressOf, bodyText, titleOf, WARNING, type PlanRequests } from './requests.js';

/** Requests as a shell script, which takes the credentials from the environment and stops at the first request that fails. */
export function writeCurl(plans: readonly PlanRequests[]): string {
  const head = `#!/bin/sh
# ${WARNING}
set -eu
: "\${PLIVO_AUTH_ID:?}" "\${PLIVO_AUTH_TOKEN:?}"
`;
  return (
    head + plans.flatMap(({ file, requests }) => requests.map((request) => command(file, request))).join('')
  );
}

function command(file: string, request: CallRequest): string {
  return `
# ${seen(file)}: ${titleOf(request)}
curl --fail-with-body -X ${request.method} "${addressOf(request, '$PLIVO_AUTH_ID')}" \\
  -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN" \\
  -H 'Content-Type: application/json' \\
  --data-raw ${quoted(bodyText(request))}
`;
}

/** A word in which no shell finds anything but what stands there. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
