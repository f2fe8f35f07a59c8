import { basename } from 'node:path';
import { Fault } from '../../diagnostics/fault.js';

/** cosmiconfig's key for pulling in other files, wherever YAML or JSON may begin a key. */
const IMPORT = /(?:^|[{,])[ \t]*["']?\$import["']?[ \t]*:/m;

/**
 * Whether a file of this name and text holds settings: always, but for a package.json without the key `callplan`.
 * Throws the Fault `config-refused` for one that pulls in others: `$import` can name any file on the machine, programs
 * among them. This only makes for a plain answer: however an import is spelt, nothing downstream follows it.
 */
export function holdsSettings(file: string, text: string): boolean {
  if (basename(file) === 'package.json') return packageHoldsSettings(file, text);
  if (IMPORT.test(text)) throw importing(file);
  return true;
}

function packageHoldsSettings(file: string, text: string): boolean {
  const content = parsePackage(file, text);
  if (!isObject(content) || !Object.hasOwn(content, 'callplan')) return false;
  const settings = (content as { callplan: unknown }).callplan;
  if (isObject(settings) && Object.hasOwn(settings, '$import')) throw importing(file);
  return true;
}

/**
 * undefined for broken JSON; but a Fault when it mentions the key, since without its settings, such as the edition,
 * a run could call people who have been called.
 */
function parsePackage(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    if (!/"callplan"\s*:/.test(text)) return undefined;
    throw new Fault(
      'config-refused',
      { file, problem: 'it mentions the key callplan, but is not valid JSON' },
      error,
    );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function importing(file: string): Fault {
  return new Fault('config-refused', {
    file,
    problem: 'it has the key $import, and settings never pull in other files',
  });
}
