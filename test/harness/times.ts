import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** How many milliseconds each test file took when it was last run. */
export type Times = Record<string, number>;

export async function loadTimes(home: string): Promise<Times> {
  try {
    return JSON.parse(await readFile(placeOf(home), 'utf8')) as Times;
  } catch {
    return {};
  }
}

export async function saveTimes(home: string, times: Times): Promise<void> {
  await mkdir(dirname(placeOf(home)), { recursive: true });
  await writeFile(placeOf(home), JSON.stringify(times, undefined, 1));
}

function placeOf(home: string): string {
  return join(home, 'node_modules', '.cache', 'callplan', 'times.json');
}

/**
 * What takes longest first: begun at the end, it would keep one process busy and leave the others idle. Of a file that was never run
 * each byte counts for a millisecond, which is more than most take.
 */
export async function longestFirst(
  home: string,
  files: readonly string[],
  times: Readonly<Times>,
): Promise<string[]> {
  const weighed = files.map(
    async (file) => [file, times[file] ?? (await stat(join(home, file))).size] as const,
  );
  return (await Promise.all(weighed)).sort(([, a], [, b]) => b - a).map(([file]) => file);
}
