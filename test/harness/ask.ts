import type { ChildProcess, Serializable } from 'node:child_process';

/** Sends a message to a process that answers one message at a time; this process waits for it until it has answered, and not longer. */
export async function ask<T>(child: ChildProcess, message: Serializable): Promise<T> {
  keepAlive(child, true);
  const answered = answer<T>(child);
  child.send(message);
  const result = await answered;
  keepAlive(child, false);
  return result;
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (exit: number | null): void => {
      reject(new Error(`a process that was asked ended with ${exit ?? 'a signal'}`));
    };
    child.once('exit', ended);
    child.once('message', (result: T) => {
      child.off('exit', ended);
      resolve(result);
    });
  });
}

function keepAlive(child: ChildProcess, wanted: boolean): void {
  for (const handle of [child, child.channel])
    if (wanted) handle?.ref();
    else handle?.unref();
}
