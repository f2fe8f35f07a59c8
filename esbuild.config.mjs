/**
 * Builds src/ into dist/: the library as one module, and the command as packs of modules with V8's code cache beside each. Bundling is
 * what makes the command start quickly, and it pins every dependency to the version that was tested.
 */
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
await writeCaches();
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
 * What every command needs is one file, and so is what `validate` and the report that it prints by default need beside it, since a file
 * costs more to find and to open than to read. Every other part of the command is a file of its own, for when it is asked for.
 */
async function buildCommand() {
  const { metafile, outputFiles } = await build({
    ...common,
    entryPoints: { command: 'src/command.ts' },
    outdir: 'parts',
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    write: false,
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const start = closure('command.js', outputs);
  const validate = ['src/cli/commands/validate.ts', 'src/report/findings/text.ts'].map((entryPoint) =>
    [...outputs.keys()].find((name) => outputs.get(name).entryPoint === entryPoint),
  );
  const needed = new Set(validate.flatMap((name) => [...closure(name, outputs)]));
  const check = [...needed].filter((name) => !start.has(name));
  const apart = [...texts.keys()].filter((name) => !start.has(name) && !check.includes(name));
  const homes = check.map((name) => `${JSON.stringify(partName(name))}:"./check.cjs"`);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'start.cjs'), packed([...(await parts(start, texts)), ...homes]));
  await writeFile(join(out, 'check.cjs'), packed(await parts(check, texts)));
  for (const name of apart) await writeFile(join(out, partName(name)), packed(await parts([name], texts)));
  await build({ ...common, entryPoints: ['src/bin.ts'], outfile: join(out, 'bin.cjs'), format: 'cjs' });
  await chmod(join(out, 'bin.cjs'), 0o755);
  return Object.keys(metafile.inputs);
}

/** The chunks that are loaded when `name` is. */
function closure(name, outputs, reached = new Set()) {
  if (!outputs.has(name) || reached.has(name)) return reached;
  reached.add(name);
  for (const { path, kind } of outputs.get(name).imports)
    if (kind === 'import-statement') closure(basename(path), outputs, reached);
  return reached;
}

/** Chunks as functions in the manner of CommonJS, each behind its name. */
function parts(names, texts) {
  return Promise.all(
    [...names].map(async (name) => {
      const { code } = await transform(texts.get(name), {
        format: 'cjs',
        target,
        minifyWhitespace: true,
        supported: { 'dynamic-import': false },
      });
      const linked = code
        .replace(/require\(("\.\/[^"]+\.js")\)/g, (_, other) => `require("${partName(JSON.parse(other))}")`)
        .replace(/\bimport_meta\d*\.url\b/g, 'module.url');
      return `${JSON.stringify(partName(name))}:function(module,exports,require){${linked}\n}`;
    }),
  );
}

/** Parts as a text of ASCII that is a CommonJS module, and as a script amounts to what that would export. */
function packed(all) {
  const text = `(typeof module==='undefined'?{}:module).exports={${all.join(',\n')}};`;
  return text.replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function partName(chunk) {
  return `./${basename(chunk, '.js')}.cjs`;
}

/** Runs the command once in a copy of the plans, so that the caches of the two packs hold what starting needs and no more. */
async function writeCaches() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ['src/load.ts'],
    format: 'cjs',
    write: false,
    outdir: 'load',
  });
  const home = await mkdtemp(join(tmpdir(), 'callplan-build-'));
  try {
    await cp('plans', join(home, 'plans'), { recursive: true });
    const program = `${outputFiles[0].text}
      const scripts = [];
      process.on('exit', () => {
        for (const [file, script] of scripts)
          if (/[/\\\\](start|check)\\.cjs$/.test(file)) writeCache(file, script);
      });
      createLoad(${JSON.stringify(join(import.meta.dirname, out))}, require, (...found) => scripts.push(found))('./command.cjs');`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', program, 'callplan', 'validate'], {
      cwd: home,
      env: {},
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the command that was built does not work: ${stderr}`);
  } finally {
    await rm(home, { recursive: true });
  }
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
