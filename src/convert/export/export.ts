import type { CallRequest } from '../../calls/request.js';
import { escapeInvisible } from '../../text/json-text.js';
import { addressOf, bodyText, titleOf, WARNING, type PlanRequests } from './requests.js';
import { writePostman } from './write-postman.js';

/** What can be exported. */
export type ExportFormat = 'curl' | 'postman' | 'http';

const writers: Readonly<Record<ExportFormat, (plans: readonly PlanRequests[]) => string>> = {
  curl: writeCurl,
  postman: writePostman,
  http: writeHttp,
};

/** Requests in a form that other programs send. It names where credentials go, and holds none. */
export function exportForm(format: ExportFormat, plans: readonly PlanRequests[]): string {
  return writers[format](plans);
}

/** A shell script, which takes the credentials from the environment and stops at the first request that fails. */
function writeCurl(plans: readonly PlanRequests[]): string {
  const head = `#!/bin/sh
# ${WARNING}
set -eu
: "\${PLIVO_AUTH_ID:?}" "\${PLIVO_AUTH_TOKEN:?}"
`;
  return head + writeEach(plans, curlCommand);
}

function curlCommand(file: string, request: CallRequest): string {
  return `
# ${escapeInvisible(file)}: ${titleOf(request)}
curl --fail-with-body -X ${request.method} "${addressOf(request, '$PLIVO_AUTH_ID')}" \\
  -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN" \\
  -H 'Content-Type: application/json' \\
  --data-raw ${quoted(bodyText(request))}
`;
}

/** A word in which every shell finds the text as it is. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A .http file, as editors send it; they encode the credentials of Basic themselves. */
function writeHttp(plans: readonly PlanRequests[]): string {
  const head = `# ${WARNING}
# Set PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN in the environment of your editor's HTTP client.
`;
  return head + writeEach(plans, httpRequest);
}

function httpRequest(file: string, request: CallRequest): string {
  return `
### ${escapeInvisible(file)}: ${titleOf(request)}
${request.method} ${addressOf(request, '{{PLIVO_AUTH_ID}}')}
Authorization: Basic {{PLIVO_AUTH_ID}} {{PLIVO_AUTH_TOKEN}}
Content-Type: application/json

${bodyText(request)}
`;
}

function writeEach(
  plans: readonly PlanRequests[],
  write: (file: string, request: CallRequest) => string,
): string {
  return plans.flatMap(({ file, requests }) => requests.map((request) => write(file, request))).join('');
}
