import { basename, extname } from 'node:path';
import type { Options } from 'cosmiconfig';
import * as internals from 'cosmiconfig/dist/Explorer.js';
import { SEARCH_PLACES } from './search-folder.js';

/** What cosmiconfig gives back for a file: its text unparsed, or no `config` when that is blank. */
export interface LoadedFile {
  readonly filepath: string;
  readonly config: { readonly text: string } | undefined;
}

/** cosmiconfig's explorer, as far as it is used. Both take absolute paths; null means that no file was there. */
export interface TextExplorer {
  readonly search: (folder: string) => Promise<LoadedFile | null>;
  readonly load: (file: string) => Promise<LoadedFile | null>;
}

type ExplorerClass = new (
  options: Options & { moduleName: string; metaConfigFilePath: null },
) => TextExplorer;

/**
 * cosmiconfig without the traps of its factory, which runs `.config/config.js` of the current folder and lets a
 * package.json there add search places, whatever its options say. The class behind it does neither, and has no
 * loaders but the given ones. Types are not published for it.
 */
export function createExplorer(): TextExplorer {
  const { Explorer } = internals as unknown as { Explorer: ExplorerClass };
  return new Explorer({
    moduleName: 'callplan',
    searchPlaces: [...SEARCH_PLACES],
    loaders: { '.yaml': wrap, '.yml': wrap, '.json': wrap },
    searchStrategy: 'none',
    ignoreEmptySearchPlaces: false,
    cache: false,
    transform: (result) => result,
    metaConfigFilePath: null,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
  });
}

/** cosmiconfig follows a `$import` in whatever a loader returns, so the text travels in a wrapper that has none. */
function wrap(file: string, text: string): { text: string } | { callplan: { text: string } } {
  // In every file named package, package.yaml included, cosmiconfig looks under the tool's key.
  return basename(file, extname(file)) === 'package' ? { callplan: { text } } : { text };
}
