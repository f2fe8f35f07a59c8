import type { PlanRequests } from './requests.js';
import { writeCurl } from './write-curl.js';
import { writeHttp } from './write-http.js';
import { writePostman } from './write-postman.js';

/** What can be exported. */
export type ExportKind = 'curl' | 'postman' | 'http';

const writers: Readonly<Record<ExportKind, (plans: readonly PlanRequests[]) => string>> = {
  curl: writeCurl,
  postman: writePostman,
  http: writeHttp,
};

/** Requests in a form that other programs send. It names where credentials go, and holds none. */
export function exportForm(kind: ExportKind, plans: readonly PlanRequests[]): string {
  return writers[kind](plans);
}
