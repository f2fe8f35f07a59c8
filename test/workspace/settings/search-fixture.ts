import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as assert from 'uvu/assert';
import { Fault } from '../../../src/diagnostics/fault.js';

/** Writes a file and the folders above it; gives back its path. */
export const put = async (file: string, content: string | Uint8Array = 'cps: 3\n'): Promise<string> => {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
};

/** Expects a Fault of this code about this file, and gives back its message. */
export async function faultOf(work: Promise<unknown>, code: string, file: string): Promise<string> {
  const thrown = await work.then(
    (value) => new Error(`came back with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  assert.instance(thrown, Fault, String(thrown));
  const { code: found, message } = thrown as Fault;
  assert.is(found, code);
  assert.match(message.slice(file.length), /^(?::\d+:)? /);
  assert.ok(message.startsWith(file), message);
  return message;
}

export const refused = (work: Promise<unknown>, file: string): Promise<string> =>
  faultOf(work, 'config-refused', file);
