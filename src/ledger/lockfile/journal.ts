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

interface Batch {
  text: string;
  durable: boolean;
  readonly written: Promise<void>;
}

/** `handle` appends to the file at `path`, which is `length` bytes long. */
export function createJournal(handle: JournalHandle, path: string, length: number): Journal {
  let open: Batch | undefined;
  let last: Promise<void> = Promise.resolve();
  let size = length;

  const flush = async ({ text, durable }: Batch): Promise<void> => {
    const bytes = Buffer.from(text);
    try {
      await handle.appendFile(bytes);
      if (durable) await handle.datasync();
    } catch (error) {
      // The start of a line must not stay behind. Should this fail as well, the next reader cuts it.
      await handle.truncate(size).catch(() => undefined);
      throw error;
    }
    size += bytes.length;
    if (durable && (await look()) !== 'same')
      throw new Error('it was removed, replaced or changed while the run went on');
  };

  const look = async (): Promise<Found> => {
    const [mine, there] = await Promise.all([handle.stat(), unlessMissing(stat(path))]);
    if (!there) return 'missing';
    return there.ino === mine.ino && there.size === size ? 'same' : 'other';
  };

  const openBatch = (): Batch => {
    const written = last.then(() => {
      open = undefined;
      return flush(batch);
    });
    written.catch(() => undefined);
    const batch: Batch = { text: '', durable: false, written };
    last = written;
    return batch;
  };

  return {
    append: (text, durable) => {
      open ??= openBatch();
      open.text += text;
      open.durable ||= durable;
      return open.written;
    },
    close: async () => {
      await last.catch(() => undefined);
      try {
        return await look();
      } finally {
        await handle.close();
      }
    },
  };
}

/** What the journal needs of an open file. */
export type JournalHandle = Pick<FileHandle, 'appendFile' | 'datasync' | 'truncate' | 'stat' | 'close'>;
