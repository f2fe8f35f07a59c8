import type { CallRequest } from '../../../src/calls/request.js';
import type { PlanRequests } from '../../../src/convert/export/requests.js';

/** A request of one call, with more said. */
export function requestOf(more: Record<string, string | number | boolean> = {}): CallRequest {
  const body = { from: '+14152224444', to: '+14152223333', ...more };
  const { to } = body;
  const call = { edition: '1', id: to, to, parameters: {}, digest: 'v1:', bulk: 1 };
  return { calls: [call], method: 'POST', path: '/v1/Account/{auth_id}/Call/', body };
}

/** The requests of one plan. */
export function plansOf(...requests: readonly CallRequest[]): PlanRequests[] {
  return [{ file: 'plans/case.yaml', plan: 'case', requests }];
}
