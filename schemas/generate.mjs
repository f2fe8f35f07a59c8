/**
 * Makes src/schemas/ from the JSON Schemas in this folder: for each one its TypeScript types and, compiled ahead of time,
 * its validators (compiling them at start-up costs 100 ms). Run by `npm run generate`; nothing of it is committed.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';

const here = import.meta.dirname;
const target = join(here, '..', 'src', 'schemas');

/** The functions each schema gives, and the part of the schema that each one checks. What is in `internal/` is not published. */
const validators = {
  // A plan's head and its destinations are checked apart: `allErrors` over a long list is quadratic.
  plan: {
    validateHead: withoutItems,
    validateDestination: '#/definitions/destination',
    validateList: '#/definitions/list',
  },
  config: { validateConfig: '#' },
  lockfile: { validateHeader: '#/definitions/header', validateEntry: '#/definitions/entry' },
  steps: { validateSteps: '#' },
  scenario: { validateScenario: '#' },
  'internal/saved-call': { validateSavedCall: '#' },
};

/** Schemas of files that a program writes: what is wrong with them first is enough to know, and there could be a million of it. */
const written = ['steps', 'internal/saved-call'];

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
for (const [path, parts] of Object.entries(validators)) {
  const schema = JSON.parse(await readFile(join(here, `${path}.schema.json`), 'utf8'));
  const name = basename(path);
  await writeFile(join(target, `${name}.ts`), await types(schema, path));
  await writeFile(join(target, `${name}.validators.cjs`), code(schema, parts, !written.includes(path)));
  await writeFile(join(target, `${name}.validators.d.cts`), declarations(parts));
}

function types(schema, path) {
  return compile(schema, schema.title, {
    bannerComment: `// Generated from schemas/${path}.schema.json.`,
    // A map in YAML cannot tell an absent key from an undefined one.
    strictIndexSignatures: false,
    style: { singleQuote: true, printWidth: 110 },
  });
}

function code(schema, parts, allErrors) {
  const ajv = new Ajv({
    allErrors,
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    code: { source: true, lines: true, optimize: 2 },
  });
  // Read by editors and by src/source/schema/shape.ts; says nothing about validity.
  ajv.addKeyword({ keyword: 'patternErrorMessage', schemaType: 'string' });
  // Which form a pattern describes, for findings of their own: their wording must not tell the program what to do.
  ajv.addKeyword({ keyword: 'x-form', schemaType: 'string' });
  ajv.addSchema(schema);
  const ids = {};
  for (const [name, part] of Object.entries(parts)) {
    const id = `${schema.$id}.${name}`;
    ajv.addSchema(
      typeof part === 'function' ? { ...part(schema), $id: id } : { $id: id, $ref: `${schema.$id}${part}` },
    );
    ids[name] = id;
  }
  return standaloneCode.default ? standaloneCode.default(ajv, ids) : standaloneCode(ajv, ids);
}

/** Its references lead to the whole schema's definitions, so that both share one function for each. */
function withoutItems({ $id, definitions, ...schema }) {
  const { items, ...destinations } = schema.properties.destinations;
  const head = JSON.stringify({ ...schema, properties: { ...schema.properties, destinations } });
  return JSON.parse(head.replaceAll('"$ref":"#/', `"$ref":"${$id}#/`));
}

function declarations(parts) {
  const functions = Object.keys(parts).map((name) => `export const ${name}: ValidateFunction;\n`);
  return `import type { ValidateFunction } from 'ajv';\n${functions.join('')}`;
}
