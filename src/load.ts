import { existsSync, readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

interface Module {
  exports: unknown;
  readonly url: string;
}

/** Gives what a module exports. */
export type Load = (name: string) => unknown;

/** The code of a module of the built command. */
type Part = (module: Module, exports: unknown, require: Load) => void;

/** Modules that are loaded together by their names; or, for one that is not among them, the name of the pack that it is in. */
type Pack = Readonly<Record<string, Part | string>>;

/** From Node 22.1 on. */
const newerNode = nodeModule as { readonly enableCompileCache?: (folder: string) => unknown };

/** What the build needs to know of a pack to write its code cache. */
export type OnScript = (file: string, script: Script) => void;

/** Beside a pack: what V8 made of it when it was built. */
export const CACHE_ENDING = '.v8';

/**
 * Gives the function that loads parts of the built command from `folder`, each once, and Node's own modules. V8 takes a pack from the
 * cache that was built with it, which saves half of the time to start; another version of Node, which cannot use that, keeps one of
 * its own. `require` is Node's. `onScript` sees each pack, and then no cache is used.
 */
export function createLoad(folder: string, require: Load, onScript?: OnScript): Load {
  const parts = new Map<string, Part | string>();
  const loaded = new Map<string, Module>();

  const open = (pack: string): void => {
    for (const [name, part] of Object.entries(readPack(join(folder, pack), require, onScript)))
      parts.set(name, part);
  };

  const partOf = (name: string): Part | undefined => {
    const part = parts.get(name);
    if (typeof part === 'function') return part;
    open(part ?? name);
    return parts.get(name) as Part | undefined;
  };

  const load: Load = (name) => {
    if (!name.startsWith('./')) return require(name);
    const known = loaded.get(name);
    if (known) return known.exports;
    const module: Module = {
      exports: {},
      get url() {
        return pathToFileURL(join(folder, name)).href;
      },
    };
    loaded.set(name, module);
    partOf(name)?.(module, module.exports, load);
    return module.exports;
  };

  open('./start.cjs');
  return load;
}

function readPack(file: string, require: Load, onScript: OnScript | undefined): Pack {
  const cacheFile = file + CACHE_ENDING;
  const cachedData = onScript || !existsSync(cacheFile) ? undefined : readFileSync(cacheFile);
  if (!onScript && !cachedData) return require(file) as Pack;
  // The build writes ASCII, which is half as long in memory and quicker to read.
  const source = readFileSync(file, 'latin1');
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  if (script.cachedDataRejected) {
    newerNode.enableCompileCache?.(join(file, '..', '.cache'));
    return require(file) as Pack;
  }
  onScript?.(file, script);
  // Where there is no `module`, a pack is what its text amounts to.
  return script.runInThisContext() as Pack;
}
