import type { CallRequest } from '../../calls/request.js';
import { escapeInvisibleJson } from '../../text/json-text.js';
import { addressOf, bodyText, titleOf, WARNING, type PlanRequests } from './requests.js';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** Requests as a Postman collection, a folder a plan. Its variables for the credentials are there to be filled in, outside of git. */
export function writePostman(plans: readonly PlanRequests[]): string {
  const names = plans.map(({ plan }) => plan);
  const collection = {
    info: { name: names.join(', ') || 'callplan', description: WARNING, schema: SCHEMA },
    auth: {
      type: 'basic',
      basic: [
        { key: 'username', value: '{{auth_id}}', type: 'string' },
        { key: 'password', value: '{{auth_token}}', type: 'string' },
      ],
    },
    variable: [
      { key: 'auth_id', value: '' },
      { key: 'auth_token', value: '', type: 'secret' },
    ],
    item: plans.map(({ plan, requests }) => ({ name: plan, item: requests.map(item) })),
  };
  return `${escapeInvisibleJson(JSON.stringify(collection, null, 2))}\n`;
}

function item(request: CallRequest): object {
  const raw = addressOf(request, '{{auth_id}}');
  const [protocol = '', , host = '', ...path] = raw.split('/');
  return {
    name: titleOf(request),
    request: {
      method: request.method,
      header: [{ key: 'Content-Type', value: 'application/json' }],
      body: { mode: 'raw', raw: bodyText(request), options: { raw: { language: 'json' } } },
      url: { raw, protocol: protocol.replace(':', ''), host: host.split('.'), path },
    },
  };
}
