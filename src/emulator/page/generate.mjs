/**
 * Makes src/emulator/generated/page-files.ts from the sources of the page in this folder: its files as texts, the scripts as one. Run by
 * `npm run generate`; nothing of it is committed.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, transform } from 'esbuild';

const here = import.meta.dirname;
const target = join(here, '..', 'generated');
/** Where `light-dark()` is known. */
const browsers = ['chrome123', 'firefox120', 'safari17.5'];

const files = {
  'index.html': await text('index.html'),
  'icon.svg': await text('icon.svg'),
  'page.css': (await transform(await text('page.css'), { loader: 'css', target: browsers, minify: true }))
    .code,
  'page.js': await script(),
};
const entries = Object.entries(files).map(
  ([name, content]) => `  ${JSON.stringify(name)}: ${JSON.stringify(content)},\n`,
);
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await writeFile(
  join(target, 'page-files.ts'),
  `// Generated from src/emulator/page.\nexport const files: Readonly<Record<string, string>> = {\n${entries.join('')}};\n`,
);

/** Without the indents, which nobody reads. */
async function text(name) {
  return (await readFile(join(here, name), 'utf8')).replace(/^ +/gm, '');
}

async function script() {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'page.ts')],
    bundle: true,
    format: 'esm',
    target: browsers,
    minify: true,
    write: false,
  });
  return outputFiles[0].text;
}
