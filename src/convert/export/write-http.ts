import type { CallRequest } from '../../calls/request.js';
import { seen } from '../import/json-string.js';
import { addressOf, bodyText, titleOf, WARNING, type PlanRequests } from './requests.js';

/** Requests as a .http file, as editors send them; these encode the credentials of Basic by themselves. */
export function writeHttp(plans: readonly PlanRequests[]): string {
  const head = `# ${WARNING}
# Set PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN in the environment of your editor's HTTP client.
`;
  return (
    head + plans.flatMap(({ file, requests }) => requests.map((request) => block(file, request))).join('')
  );
}

function block(file: string, request: CallRequest): string {
  return `
### ${seen(file)}: ${titleOf(request)}
${request.method} ${addressOf(request, '{{PLIVO_AUTH_ID}}')}
Authorization: Basic {{PLIVO_AUTH_ID}} {{PLIVO_AUTH_TOKEN}}
Content-Type: application/json

${bodyText(request)}
`;
}
