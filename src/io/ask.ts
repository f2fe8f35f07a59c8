import { createInterface, type Interface } from 'node:readline';
import type { Io } from './io.js';

/** Why no answer came: Ctrl-C, or the end of the input. */
export type Unanswered = 'interrupted' | 'ended';

/** The line typed, or why there is none. */
export type Answer = { readonly line: string } | Unanswered;

export interface Questions {
  /** Once it gave no line it never does again. */
  readonly ask: (question: string) => Promise<Answer>;
  readonly close: () => void;
}

/** Asks on the terminal, on stderr since stdout carries results. */
export function openQuestions({ stdin, stderr }: Io): Questions {
  const lines = createInterface({ input: stdin, output: stderr, terminal: true });
  const over = new Promise<Unanswered>((resolve) => {
    lines.once('SIGINT', () => {
      resolve('interrupted');
      lines.close();
    });
    lines.once('close', () => {
      resolve('ended');
    });
  });
  return {
    // What is over comes first: a question asked then would be an error.
    ask: (question) => Promise.race([over, Promise.resolve().then(() => lineFor(lines, question))]),
    close: () => {
      lines.close();
    },
  };
}

function lineFor(lines: Interface, question: string): Promise<Answer> {
  return new Promise((resolve) => {
    lines.question(question, (line) => {
      resolve({ line });
    });
  });
}
