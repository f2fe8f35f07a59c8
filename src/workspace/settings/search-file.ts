import { isUtf8 } from 'node:buffer';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, isAbsolute, relative, sep } from 'node:path';
import { faultOf } from '../../diagnostics/fatal.js';
import { Fault } from '../../diagnostics/fault.js';
import { unreadable } from '../../diagnostics/unreadable.js';

/** Far more than any settings need, little enough to be parsed at once. */
const MAX_BYTES = 1_000_000;

/** Why a file of this name is not taken for settings: `otherwise`, unless it is a program. */
export function nameProblem(name: string, otherwise: string): string {
  return /\.[cm]?[jt]sx?$/i.test(name) ? 'it is code, and settings are never run' : otherwise;
}

/**
 * The text of a file that may be loaded as settings: YAML or JSON by its name, a regular file whose real path lies
 * inside `root`, of at most 1 MB, in UTF-8. `root` is a real path. Throws the Faults `config-refused` and
 * `file-unreadable`.
 */
export function readSettings(file: string, root: string): string {
  const refuse = (problem: string) => new Fault('config-refused', { file, problem });
  if (!/\.(?:ya?ml|json)$/.test(extname(file)))
    throw refuse(nameProblem(file, 'its name ends in neither .yaml, .yml nor .json'));
  const real = realPathInside(file, root);
  const found = readable(file, () => statSync(real));
  // Before the file is opened: to open a FIFO is to wait for its writer.
  if (!found.isFile()) throw refuse('it is not a regular file');
  if (found.size > MAX_BYTES)
    throw refuse(`it has ${found.size} bytes, more than the ${MAX_BYTES} that settings may have`);
  const bytes = readable(file, () => readFileSync(real));
  if (!isUtf8(bytes)) throw refuse('it is not valid UTF-8');
  return bytes.toString('utf8');
}

/**
 * The real path of a file or folder inside `root`, itself a real path. Links may lead about inside the repository,
 * but not out of it, and not into .git, where a checkout may keep a token that a message could then quote. Throws
 * like `readSettings`.
 */
export function realPathInside(path: string, root: string): string {
  const real = readable(path, () => realpathSync.native(path));
  const steps = relative(root, real);
  if (steps === '..' || steps.startsWith(`..${sep}`) || isAbsolute(steps))
    throw new Fault('config-refused', { file: path, problem: `it lies outside the repository, ${root}` });
  if (steps.split(sep).some((step) => step.toLowerCase() === '.git'))
    throw new Fault('config-refused', { file: path, problem: "it lies inside git's own folder" });
  return real;
}

/** Takes a look at the disk. Its failure becomes the Fault `file-unreadable`. */
export function readable<T>(file: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw faultOf(unreadable(file, problemOf(error)), error);
  }
}

function problemOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'it does not exist, or is a link to something that does not';
  if (code === 'EACCES' || code === 'EPERM') return 'you may not read it';
  return message;
}
