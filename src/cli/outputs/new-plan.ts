import { lstatSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { topFor } from '../../workspace/settings/settings.js';
import { Fault } from '../../diagnostics/fault.js';
import { createFile } from '../../io/files.js';
import { isInside, linkOut } from '../../source/files/paths.js';

/** A plan file that does not exist yet. */
export interface NewPlan {
  /** Writes all of it or nothing, and makes its folder if there is none. Throws Fault `file-unwritable`. */
  readonly write: (text: string) => Promise<void>;
}

/** Makes certain that `file` may become a plan. Throws Fault `usage` or `file-unwritable`. */
export function openNewPlan(file: string, cwd: string): NewPlan {
  const path = resolve(cwd, file);
  const root = topFor(cwd);
  if (!/\.ya?ml$/i.test(path)) refuse(`${file} is no name for a plan`, 'Choose one that ends in .yaml.');
  if (!isInside(path, root))
    refuse(`${file} lies outside the repository`, 'Plans belong in the repository from which they are run.');
  if (lstatSync(path, { throwIfNoEntry: false })) exists(file);
  return {
    write: async (text) => {
      try {
        const problem = linkOut(path, root);
        if (problem !== undefined) throw new Error(problem);
        await mkdir(dirname(path), { recursive: true });
        await createFile(path, text);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === 'EEXIST') exists(file, error);
        throw new Fault('file-unwritable', { file, problem: message }, error);
      }
    },
  };
}

function exists(file: string, cause?: unknown): never {
  refuse(`${file} exists already`, 'Choose another name: import changes no file.', cause);
}

function refuse(problem: string, hint: string, cause?: unknown): never {
  throw new Fault('usage', { problem, hint }, cause);
}
