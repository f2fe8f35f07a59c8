/**
 * Builds src/ into dist/: the library as one ES module, and the command as CommonJS modules that are loaded when they are first needed.
 * Bundling pins every dependency to the version that was tested. docs/decisions/loader.md explains the form of the command.
 */
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, transform } from 'esbuild';

const out = 'dist';
const target = 'node20.20';

const common = {
  bundle: true,
  platform: 'node',
  target,
  // Names stay as written: stack traces need them, and esbuild's keepNames would restore each at run time.
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  legalComments: 'none',
  // The same code as the build for Node, in modules: what is not used is left out, and the rest starts sooner.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  // cosmiconfig would load it for .ts settings, which are never loaded.
  external: ['typescript'],
  plugins: [builtInUrl(), withoutChildProcesses(), phoneTables()],
};

await rm(out, { recursive: true, force: true });
const inputs = [...(await buildLibrary()), ...(await buildCommand())];
await writeFile(join(out, 'THIRD-PARTY-LICENSES.txt'), await licenses(inputs));

async function buildLibrary() {
  const { metafile } = await build({
    ...common,
    entryPoints: { index: 'src/index.ts' },
    outdir: out,
    format: 'esm',
    // node-fetch calls require() for built-in modules.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  return Object.keys(metafile.inputs);
}

/**
 * esbuild splits ES modules only, and Node loads CommonJS faster; so what it has split is transformed afterwards, file by file.
 */
async function buildCommand() {
  const { metafile, outputFiles } = await build({
    ...common,
    entryPoints: { bin: 'src/bin.ts' },
    outdir: out,
    outExtension: { '.js': '.cjs' },
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    // createRequire() takes a path as well as a URL.
    define: { 'import.meta.url': '__filename' },
    write: false,
  });
  await mkdir(out, { recursive: true });
  for (const { path, text } of outputFiles) {
    // Without import(), the modules stay out of Node's slower loader of ES modules.
    const supported = { 'dynamic-import': false };
    const { code } = await transform(text, { format: 'cjs', target, minifyWhitespace: true, supported });
    await writeFile(path, code);
  }
  await chmod(join(out, 'bin.cjs'), 0o755);
  return Object.keys(metafile.inputs);
}

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

/** commander runs commands that are files of their own, which this one has none of; loading what starts processes takes 4 ms. */
function withoutChildProcesses() {
  return {
    name: 'without-child-processes',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
        /commander.lib/.test(importer) ? { path: 'child-process', namespace: 'none' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}

/**
 * libphonenumber's tables as one text, of which a row is parsed when a number first needs it: there are 150 kB, and a plan calls one or
 * two countries. Without what only serves to print numbers.
 */
function phoneTables() {
  const lazily = `const lazily = (text) => new Proxy({}, {
      get: (rows, name) => (rows[name] ??= rowOf(text, name) && JSON.parse(rowOf(text, name))),
      getOwnPropertyDescriptor: (_, name) =>
        rowOf(text, name) ? { configurable: true, enumerable: true } : undefined,
    });
    const rowOf = (text, name) => {
      const start = text.indexOf('\\n' + String(name) + '[') + String(name).length + 1;
      return start === String(name).length ? undefined : text.slice(start, text.indexOf('\\n', start));
    };`;
  const textOf = (rows) =>
    `${Object.entries(rows)
      .map(([name, row]) => `\n${name}${JSON.stringify(row.map(used))}`)
      .join('')}\n`;
  return {
    name: 'phone-tables',
    setup({ onLoad }) {
      onLoad({ filter: /metadata\.max\.json\.js$/ }, async ({ path }) => {
        const { default: tables } = await import(path);
        const codes = JSON.stringify(tables.country_calling_codes);
        const contents = `${lazily}
          export default {
            country_calling_codes: ${codes},
            countries: lazily(${JSON.stringify(textOf(tables.countries))}),
            nonGeographic: lazily(${JSON.stringify(textOf(tables.nonGeographic))}),
          };`;
        return { contents };
      });
    },
  };
}

/** src/plan/phone.ts names these columns. */
function used(cell, column) {
  return [2, 3, 5, 10, 11].includes(column) ? cell : 0;
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
