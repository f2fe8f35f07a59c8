import { canonicalAddress } from '../plan/address.js';
import type { Call } from './expand.js';

/** One HTTP request: one call, or several that differ only in their destination. */
export interface CallRequest {
  readonly calls: readonly Call[];
  readonly method: 'POST';
  /** `{auth_id}` stands for the account's id: a dry run knows no credentials. */
  readonly path: '/v1/Account/{auth_id}/Call/';
  readonly body: Readonly<Record<string, string | number | boolean>>;
}

/** The requests for `calls`, each where its first call stands. */
export function buildRequests(calls: readonly Call[]): CallRequest[] {
  const groups: Call[][] = [];
  const open = new Map<string, { group: Call[]; addresses: Set<string> }>();
  for (const call of calls) {
    const key = call.bulk > 1 && !('parent_call_uuid' in call.parameters) ? keyOf(call) : undefined;
    const joinable = key === undefined ? undefined : open.get(key);
    const address = canonicalAddress(call.to);
    // Plivo folds equal destinations of one request into one call.
    if (joinable && joinable.group.length < call.bulk && !joinable.addresses.has(address)) {
      joinable.group.push(call);
      joinable.addresses.add(address);
      continue;
    }
    const group = [call];
    groups.push(group);
    if (key !== undefined) open.set(key, { group, addresses: new Set([address]) });
  }
  return groups.map(toRequest);
}

function keyOf(call: Call): string {
  return JSON.stringify([call.bulk, call.parameters]);
}

function toRequest(calls: readonly Call[]): CallRequest {
  const { parameters } = calls[0] ?? { parameters: {} };
  const to = calls.map((call) => call.to).join('<');
  return {
    calls,
    method: 'POST',
    path: '/v1/Account/{auth_id}/Call/',
    // First whom it comes from and whom it is for.
    body: { from: '', to, ...parameters },
  };
}
