import { address, body, token } from '../convert/import/import-fixture.js';

/** A curl command that asks for a call, three lines long. */
export function curlCall(more: object = {}): string {
  const data = JSON.stringify({ ...body, ...more });
  return `curl -X POST -u MAXXXXXXXXXXXXXXXXXX:${token} \\\n  -d '${data}' \\\n  ${address}\n`;
}
