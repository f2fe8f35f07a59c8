import { stat, type FileHandle } from 'node:fs/promises';
import { unlessMissing } from '../../io/files.js';

/** A file that only grows at its end. */
export interface Journal {
  /**
   * Resolves when `text` is written; with `durable`, when it would survive a power cut and the file is still the one at its path.
   * Appends of the same moment share one write and one flush. After a failure every later append fails with the same error.
   */
  readonly append: (text: string, durable: boolean) => Promise<void>;
  /** Waits for all appends, closes the file and tells what is at its path now. */
  readonly close: () => Promise<Found>;
}

/** What is at the journal's path: the journal as it was left, nothing, or something else. */
export type Found = 'same' | 'missing' | 'other';

/** Appends of the same moment. */
interface Batch {
  text: string;
  durable: boolean;
  readonly written: Promise<void>;
}

interface State {
  readonly handle: JournalHandle;
  readonly path: string;
  /** In bytes. */
  size: number;
  /** The batch that still takes appends. */
  open: Batch | undefined;
  /** When the newest batch is written. */
  last: Promise<void>;
}

/** `handle` appends to the file at `path`, which is `length` bytes long. */
export function createJournal(handle: JournalHandle, path: string, length: number): Journal {
  const state: State = { handle, path, size: length, open: undefined, last: Promise.resolve() };
  return {
    append: (text, durable) => {
      const batch = (state.open ??= openBatch(state));
      batch.text += text;
      batch.durable ||= durable;
      return batch.written;
    },
    close: async () => {
      await state.last.catch(() => undefined);
      try {
        return await look(state);
      } finally {
        await handle.close();
      }
    },
  };
}

/** The next batch, which takes appends until the one before is written. */
function openBatch(state: State): Batch {
  const written = state.last.then(() => {
    state.open = undefined;
    return flush(state, batch);
  });
  written.catch(() => undefined);
  const batch: Batch = { text: '', durable: false, written };
  state.last = written;
  return batch;
}

async function flush(state: State, { text, durable }: Batch): Promise<void> {
  const { handle } = state;
  const bytes = Buffer.from(text);
  try {
    await handle.appendFile(bytes);
    if (durable) await handle.datasync();
  } catch (error) {
    // The start of a line must not stay behind. Should this fail as well, the next reader cuts it.
    await handle.truncate(state.size).catch(() => undefined);
    throw error;
  }
  state.size += bytes.length;
  if (durable && (await look(state)) !== 'same')
    throw new Error('it was removed, replaced or changed while the run went on');
}

async function look({ handle, path, size }: State): Promise<Found> {
  const [mine, there] = await Promise.all([handle.stat(), unlessMissing(stat(path))]);
  if (!there) return 'missing';
  return there.ino === mine.ino && there.size === size ? 'same' : 'other';
}

/** What the journal needs of an open file. */
export type JournalHandle = Pick<FileHandle, 'appendFile' | 'datasync' | 'truncate' | 'stat' | 'close'>;
