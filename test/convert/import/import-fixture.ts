import { buildRequests, type CallRequest } from '../../../src/calls/request.js';
import { expand } from '../../../src/calls/expand.js';
import {
  importForm,
  type ImportFormat,
  type ImportOptions,
  type Imported,
} from '../../../src/convert/import/import.js';
import { planOf } from '../../calls/plan-fixture.js';

/** Imports a text under the name `form`. */
export function imported(format: ImportFormat, text: string, options: Partial<ImportOptions> = {}): Imported {
  const planFile = (name: string): string => `${name}.yaml`;
  return importForm({ file: 'form', text }, { format, fallbackName: 'form', planFile, ...options });
}

/** The bodies of the requests that a plan's text makes. */
export function bodiesOf(planText: string): CallRequest['body'][] {
  return buildRequests(expand(planOf(planText))).map(({ body }) => body);
}

/** What is said of a form, a line a remark. */
export function remarksOf({ remarks }: Imported): string[] {
  return remarks.map(({ place, text }) => `${place}: ${text}`);
}

/** A body that asks for a call. */
export const body = {
  from: '+14152224444',
  to: '+14152223333',
  answer_url: 'https://example.com/answer',
  answer_method: 'GET',
} as const;

export const address = 'https://api.plivo.com/v1/Account/MAXXXXXXXXXXXXXXXXXX/Call/';

export const token = 'T0kenT0kenT0kenT0ken';
