import type { Heard, Worker } from './start-worker.js';

export interface Pool {
  readonly processes: number;
  readonly start: () => Worker;
  readonly programOf: (file: string) => string;
  readonly onDone: (file: string, heard: Heard, ms: number) => void;
}

/** Runs files in their order, each in the first process that is free. */
export async function runFiles(files: readonly string[], pool: Pool): Promise<void> {
  const queue = [...files];
  const serve = async (): Promise<void> => {
    while (queue.length > 0) await runInOne(queue, pool);
  };
  await Promise.all(Array.from({ length: Math.min(pool.processes, files.length) }, serve));
}

/** Runs files in one process until there are no more, or it ends over one of them. */
async function runInOne(queue: string[], { start, programOf, onDone }: Pool): Promise<void> {
  const worker = start();
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const since = performance.now();
    const heard = await worker.run(programOf(file));
    onDone(file, heard, performance.now() - since);
    if (heard.isOver) return;
  }
  onDone('a process', await worker.end(), 0);
}
