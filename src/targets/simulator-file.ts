import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../diagnostics/fault.js';
import { parseSavedCall, type SavedCall } from '../emulator/saved/saved-call.js';
import { canonicalPath, readIfThere, replaceFile } from '../io/files.js';
import { takeHolder } from '../io/lock/holder.js';
import { display, refuseLinkOut } from '../source/files/paths.js';
import type { Io } from '../io/io.js';

/** What stands first in the file. */
const HEADER = '{"simulator":1}\n';

const LINE_END = 10;
const PART_LENGTH = 1_000_000;

/** Where the simulator keeps its calls, so that a later command finds them again; held by this process alone until it is closed. */
export interface SimulatorFile {
  /** What it knew when it was opened, oldest first. */
  readonly calls: readonly SavedCall[];
  /** Adds what has become of calls. What cannot be written now is left to `close`. */
  readonly add: (calls: readonly SavedCall[]) => void;
  /** Puts these in the place of all, and lets others have the file. Throws Fault `file-unwritable`. */
  readonly close: (calls: Iterable<SavedCall>) => Promise<void>;
}

/**
 * Opens `.callplan/simulator.jsonl` below `root`: one line a call, the last line of a call holds. Every call is in it before it is
 * answered, so that a rehearsal may be killed like a run. Throws Faults `locked`, `simulator-damaged` and `file-unwritable`.
 */
export async function openSimulatorFile(io: Io, root: string): Promise<SimulatorFile> {
  const below = join(root, '.callplan', 'simulator.jsonl');
  const file = display(below, io.cwd);
  try {
    refuseLinkOut(below, file, root);
    mkdirSync(dirname(below), { recursive: true });
    const path = (await canonicalPath(below)) ?? below;
    const holder = await takeHolder(path, file, io.host);
    try {
      const bytes = (await readIfThere(path)) ?? Buffer.alloc(0);
      const calls = decode(bytes, file);
      const line = (call: SavedCall): string => io.hide(`${JSON.stringify(call)}\n`);
      const replace = (all: Iterable<SavedCall>): Promise<void> => replaceFile(path, parts(all, line));
      // A torn last line must not run into the next one.
      if (bytes.at(-1) !== LINE_END) await replace(calls);
      const handle = openSync(path, 'a');
      return {
        calls,
        add: appendTo(handle, line),
        close: async (all) => {
          closeSync(handle);
          await replace(all)
            .finally(holder.release)
            .catch((error: unknown) => {
              throw unwritable(error, file);
            });
        },
      };
    } catch (error) {
      await holder.release();
      throw error;
    }
  } catch (error) {
    throw unwritable(error, file);
  }
}

function appendTo(handle: number, line: (call: SavedCall) => string): SimulatorFile['add'] {
  let isWhole = true;
  return (calls) => {
    // Nothing may follow a line of which only the beginning could be written.
    if (!isWhole) return;
    const bytes = Buffer.from(calls.map(line).join(''));
    try {
      isWhole = writeSync(handle, bytes) === bytes.length;
    } catch {
      isWhole = false;
    }
  };
}

function unwritable(error: unknown, file: string): unknown {
  if (error instanceof Fault) return error;
  return new Fault('file-unwritable', { file, problem: (error as Error).message }, error);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As a whole, a hundred thousand calls would take more memory than the emulator does. */
function* parts(calls: Iterable<SavedCall>, line: (call: SavedCall) => string): Generator<string> {
  let part = HEADER;
  for (const call of calls) {
    part += line(call);
    if (part.length < PART_LENGTH) continue;
    yield part;
    part = '';
  }
  yield part;
}

function decode(bytes: Buffer, file: string): SavedCall[] {
  // The header too can be torn. Anything else without a line's end is another file, to which a link leads.
  if (!bytes.includes(LINE_END) && !HEADER.startsWith(bytes.subarray(0, HEADER.length + 1).toString()))
    throw new Fault('simulator-damaged', { file, line: 1 });
  const calls = new Map<string, SavedCall>();
  let number = 0;
  for (const line of lines(bytes)) {
    number += 1;
    if (number === 1 && `${line}\n` === HEADER) continue;
    const call = number === 1 ? undefined : parseSavedCall(parse(line));
    if (!call) throw new Fault('simulator-damaged', { file, line: number });
    calls.set(call.placed.requestUuid, call);
  }
  return [...calls.values()];
}

/** What follows the last line's end was being written when its process died. */
function* lines(bytes: Buffer): Generator<string> {
  let start = 0;
  for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, start)) {
    yield bytes.toString('utf8', start, end);
    start = end + 1;
  }
}
