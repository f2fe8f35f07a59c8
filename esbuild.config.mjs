/**
 * Bundles src/ into dist/: the command and the library share chunks, and what a command does not need is not loaded.
 * Bundling is what makes the command start quickly, and it pins every dependency to the version that was tested.
 */
import { readFile, rm, writeFile, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const out = 'dist';
await rm(out, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { bin: 'src/bin.ts', index: 'src/index.ts' },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.20',
  // Names stay as written: stack traces need them, and esbuild's keepNames would restore each at run time.
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  // node-fetch and cosmiconfig call require() for built-in modules.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  // The same code as the build for Node, in modules: what is not used is left out, and the rest starts sooner.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  // cosmiconfig would load it for .ts settings, which are never loaded.
  external: ['typescript'],
  plugins: [builtInUrl()],
});
await chmod(join(out, 'bin.js'), 0o755);
await writeFile(join(out, 'THIRD-PARTY-LICENSES.txt'), await licenses(Object.keys(metafile.inputs)));

/** node-fetch's whatwg-url is 350 kB that Node has built in, and it warns of punycode on newer versions. */
function builtInUrl() {
  return {
    name: 'built-in-url',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^whatwg-url$/ }, () => ({ path: 'whatwg-url', namespace: 'built-in' }));
      onLoad({ filter: /.*/, namespace: 'built-in' }, () => ({
        contents: 'export const URL = globalThis.URL; export default { URL: globalThis.URL };',
      }));
    },
  };
}

/** The licences of all packages that the bundle holds, as they ask for. */
async function licenses(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  const texts = await Promise.all([...packages].sort().map(licenseOf));
  return `callplan's bundle contains the packages below.\n\n${texts.join('\n')}`;
}

async function licenseOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE', 'LICENSE-MIT.txt', 'License'];
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
    if (text !== undefined) return `${'-'.repeat(72)}\n${name} ${version} (${license})\n\n${text.trim()}\n`;
  }
  return `${'-'.repeat(72)}\n${name} ${version} (${license})\n`;
}
