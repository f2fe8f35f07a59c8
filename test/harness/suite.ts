import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';
import { dist, root } from './places.js';

/** Programs in plain JavaScript, which Node loads several times as fast as TypeScript, and what each of them imports. */
export interface Suite {
  readonly programOf: (file: string) => string;
  /** All that a file imports, itself and through others: our own files, and the names of packages and of Node's modules. */
  readonly reachOf: (file: string) => ReadonlySet<string>;
}

/** The library that was built, as files import it. */
export const library = pathToFileURL(join(dist, 'index.js')).href;

/** Files are named as seen from the folder `home`. What is built goes when this process does. */
export async function buildSuite(home: string, files: readonly string[]): Promise<Suite> {
  const { metafile } = await build({
    absWorkingDir: home,
    entryPoints: [...files],
    outdir: await temporaryFolder(),
    bundle: true,
    splitting: true,
    packages: 'external',
    // package.json says that no module of ours does anything when it is loaded; those of the tests do.
    ignoreAnnotations: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.20',
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'error',
    define: {
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
      'import.meta.url': '__url',
    },
    // Modules in CommonJS call it for packages.
    banner: { js: `import { createRequire as r } from 'node:module'; const require = r(import.meta.url);` },
    plugins: [ownPlaces],
  });
  const programs = new Map(
    Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [entryPoint, resolve(home, path)]),
  );
  return {
    programOf: (file) => programs.get(file) ?? '',
    reachOf: (file) => addReach(file, metafile.inputs, new Set()),
  };
}

/** Where packages are found. */
async function temporaryFolder(): Promise<string> {
  const cache = join(root, 'node_modules', '.cache', 'callplan');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'suite-'));
  process.once('SIGINT', () => process.exit(130));
  process.once('exit', () => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Wherever its program is, a module knows the place of its source, and finds the library that was built. */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup: (own) => {
    own.onResolve({ filter: /^callplan$/ }, () => ({ path: library, external: true }));
    own.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta.')) return undefined;
      const places = { __dirname: dirname(path), __filename: path, __url: pathToFileURL(path).href };
      const constants = Object.entries(places).map(([name, place]) => `${name} = ${JSON.stringify(place)}`);
      return { loader: 'ts', contents: `const ${constants.join(', ')}; ${text}` };
    });
  },
};

function addReach(file: string, inputs: Metafile['inputs'], reached: Set<string>): Set<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  for (const { path } of inputs[file]?.imports ?? []) addReach(path, inputs, reached);
  return reached;
}
