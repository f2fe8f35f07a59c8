import {
  DefaultRenderer,
  Listr,
  ListrLogger,
  type ListrDefaultRendererLogLevels,
  type ListrLogLevels,
  ProcessOutput,
  type ListrTask,
} from 'listr2';
import { errColors, isUnattended, type Io } from '../io/io.js';
import { clean } from '../privacy/clean.js';

/** One line of progress: a plan, however many calls it has. */
export interface Row {
  readonly name: string;
  /** How far it is, asked for a few times a second. */
  readonly progress: () => string;
  /** Asked before the work: why it is not begun, if it is not. */
  readonly skip: () => string | undefined;
  /** Does the work; what it resolves with stands on the finished line. */
  readonly work: () => Promise<string>;
}

export interface RowOptions {
  readonly stderr: NodeJS.WriteStream;
  /** Whether the lines may be drawn over; otherwise each is printed once, with a sign of life in between. */
  readonly live: boolean;
  readonly colored: boolean;
  /** Takes secrets out of a text before it is broken into the lines of a terminal. */
  readonly hide: (text: string) => string;
}

/** Rows on stderr, drawn over on a terminal, whose texts are clean and without secrets before they are broken into lines. */
export function rowOptions(io: Io): RowOptions {
  return {
    stderr: io.stderr,
    live: !isUnattended(io),
    colored: errColors(io).isColorSupported,
    hide: (text) => io.hide(clean(text)),
  };
}

const LIVE_MS = 150;
const PLAIN_MS = 10_000;

/** Works through the rows one after the other. Rejects with the first row's error; later rows are then not begun. */
export async function runRows(
  rows: readonly Row[],
  { stderr, live, colored, hide }: RowOptions,
): Promise<void> {
  const logging = {
    processOutput: new ProcessOutput(stderr, stderr),
    ...(live || colored ? {} : { useIcons: false }),
  };
  const failed: unknown[] = [];
  const tasks = rows.map((row) => taskOf(row, live, hide, (error) => failed.push(error)));
  const options = { concurrent: false, exitOnError: true, registerSignalListeners: false };
  // Else listr2 asks stdout, which is often a file, and then writes plain lines to it that belong to no report.
  DefaultRenderer.nonTTY = true;
  const listr = live
    ? new Listr(tasks, {
        ...options,
        renderer: 'default',
        rendererOptions: { logger: new ListrLogger<ListrDefaultRendererLogLevels>(logging) },
      })
    : new Listr(tasks, {
        ...options,
        renderer: 'simple',
        rendererOptions: { logger: new ListrLogger<ListrLogLevels>(logging) },
      });
  await listr.run().catch((error: unknown) => {
    throw failed.length > 0 ? failed[0] : error;
  });
}

function taskOf(
  { name, progress, skip, work }: Row,
  live: boolean,
  hide: RowOptions['hide'],
  onError: (error: unknown) => void,
): ListrTask {
  const line = (text: string): string => hide(`${name}  ${text}`);
  return {
    title: hide(name),
    skip: () => {
      const why = skip();
      return why === undefined ? false : line(why);
    },
    task: async (_, task) => {
      const show = (): void => {
        if (live) task.title = line(progress());
        else task.output = line(progress());
      };
      const timer = setInterval(show, live ? LIVE_MS : PLAIN_MS);
      const working = work();
      if (live) show();
      try {
        task.title = line(await working);
      } catch (error) {
        onError(error);
        // The rows show its message, in lines of the terminal's width.
        throw new Error(hide((error as Error).message));
      } finally {
        clearInterval(timer);
      }
    },
  };
}
