import { resolve } from 'node:path';
import { topFor } from '../workspace/settings/settings.js';
import { describe } from '../diagnostics/diagnostic.js';
import { faultOf, orThrow } from '../diagnostics/fatal.js';
import { unreadable } from '../diagnostics/unreadable.js';
import { refuseLinkOut } from '../source/files/paths.js';
import { decodeText, MAX_BYTES, readBytes, type SourceText } from '../source/files/text.js';
import type { Io } from '../io/io.js';

/** The text of a file, or of standard input for `-`. Throws Fault `file-unreadable`. */
export async function readInput(io: Io, named: string): Promise<SourceText> {
  const file = named === '-' ? 'stdin' : named;
  const bytes = named === '-' ? await readStdin(io) : orThrow(readNamed(io, named));
  const decoded = decodeText(bytes, file);
  if (!('code' in decoded)) return decoded;
  throw faultOf({ ...unreadable(file, describe(decoded).message), span: decoded.span });
}

function readNamed({ cwd }: Io, file: string): ReturnType<typeof readBytes> {
  const path = resolve(cwd, file);
  refuseLinkOut(path, file, topFor(cwd));
  return readBytes(path, file);
}

/** Stops reading once there is more than a file may hold. */
async function readStdin({ stdin }: Io): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_BYTES) break;
  }
  return Buffer.concat(chunks);
}
