import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import * as zlib from 'node:zlib';

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

/** Absent from 22.0 and 22.1 alone. */
const { crc32 } = zlib as { readonly crc32?: (data: Uint8Array, before?: number) => number };

/** From Node 22.1 on. */
const newerNode = nodeModule as { readonly enableCompileCache?: (folder: string) => unknown };

/** What the build needs to know of a pack to write its code cache. */
export type OnScript = (file: string, script: Script) => void;

/** Beside a pack: what V8 made of it when it was built. */
const CACHE_ENDING = '.v8';

/** How many bytes of a cache's file are its checksum. */
const CHECKSUM = 4;

/** Writes a pack's cache. */
export function writeCache(file: string, script: Script): void {
  const cache = script.createCachedData();
  const checksum = Buffer.alloc(CHECKSUM);
  checksum.writeUInt32LE(checksumOf(readFileSync(file), cache) ?? 0);
  writeFileSync(file + CACHE_ENDING, Buffer.concat([checksum, cache]));
}

/**
 * What was written for this very pack, if all of it is there. V8 itself looks at little more than the length of the text, and would run
 * what a cache holds, be it that of another text or damaged.
 */
function readCache(file: string, source: Buffer): Buffer | undefined {
  if (!existsSync(file + CACHE_ENDING)) return undefined;
  const bytes = readFileSync(file + CACHE_ENDING);
  if (bytes.length <= CHECKSUM) return undefined;
  const cache = bytes.subarray(CHECKSUM);
  return checksumOf(source, cache) === bytes.readUInt32LE(0) ? cache : undefined;
}

function checksumOf(source: Buffer, cache: Buffer): number | undefined {
  return crc32?.(cache, crc32(source));
}

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
  const bytes = readFileSync(file);
  const cachedData = onScript ? undefined : readCache(file, bytes);
  if (!onScript && !cachedData) return compile(file, require);
  // The build writes ASCII, which is half as long in memory and quicker to read; and a cache keeps the name, which is no path therefore.
  const script = new Script(bytes.toString('latin1'), {
    filename: `callplan/${basename(file)}`,
    ...(cachedData && { cachedData }),
  });
  if (script.cachedDataRejected) return compile(file, require);
  onScript?.(file, script);
  // Where there is no `module`, a pack is what its text amounts to.
  return script.runInThisContext() as Pack;
}

function compile(file: string, require: Load): Pack {
  newerNode.enableCompileCache?.(join(file, '..', '.cache'));
  return require(file) as Pack;
}
