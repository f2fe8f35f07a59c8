import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type TypeScript from 'typescript';
import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { root } from '../harness/places.js';

const run = promisify(execFile);
// Imported, its nine megabytes would go through the loader of TypeScript first.
const ts = createRequire(import.meta.url)('typescript') as typeof TypeScript;

interface Packed {
  readonly files: readonly { readonly path: string }[];
  readonly unpackedSize: number;
}

/**
 * Compiles `program.ts` in `home`, and gives what is wrong in it and in our own types that it uses. The libraries of TypeScript and Node
 * are known but not checked for their own sake, which takes longer than all else.
 */
function compile(home: string): string[] {
  const program = ts.createProgram([join(home, 'program.ts')], {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
  });
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => [home, join(root, 'dist')].some((folder) => fileName.startsWith(folder)));
  assert.ok(ours.some(({ fileName }) => fileName.endsWith('dist/types/src/index.d.ts')));
  const emitted = program.emit(program.getSourceFile(join(home, 'program.ts')));
  return [
    ...program.getOptionsDiagnostics(),
    ...ours.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
    ...emitted.diagnostics,
  ].map(
    ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

spec(
  'project: package',
  (it) => {
    it('publishes the bundle, its types and the schemas, and nothing else', async () => {
      const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: root,
      });
      const parsed = JSON.parse(stdout) as Packed[] | Record<string, Packed>;
      const packed = Object.values(parsed)[0];
      const paths = packed?.files.map(({ path }) => path) ?? [];
      for (const wanted of [
        'package.json',
        'README.md',
        'LICENSE',
        'CHANGELOG.md',
        'action.yml',
        'docs/diagnostics.md',
        'dist/bin.cjs',
        'dist/index.js',
        'dist/THIRD-PARTY-LICENSES.txt',
        'dist/types/src/index.d.ts',
        'schemas/plan.schema.json',
        'schemas/config.schema.json',
        'schemas/lockfile.schema.json',
        'schemas/steps.schema.json',
      ])
        assert.ok(paths.includes(wanted), `${wanted} is missing`);
      const allowed =
        /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|action\.yml|docs\/diagnostics\.md|dist\/.*\.(c?js|d\.ts|d\.cts|txt)|schemas\/\w+\.schema\.json)$/;
      assert.equal(
        paths.filter((path) => !allowed.test(path)),
        [],
      );
      assert.ok((packed?.unpackedSize ?? Infinity) < 4_500_000, `${packed?.unpackedSize} bytes`);
    });

    it('needs no package at run time', async () => {
      const { dependencies = {} } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
        dependencies?: object;
      };
      assert.equal(dependencies, {});
    });

    it('can be used from TypeScript with its own types, and from JavaScript', async ({ folder }) => {
      const home = await folder();
      await mkdir(join(home, 'node_modules'));
      await symlink(root, join(home, 'node_modules', 'callplan'));
      await writeFile(join(home, 'package.json'), '{ "type": "module" }');
      const program = `import { buildRequests, checkPlan, expand, type Diagnostic, type Plan } from 'callplan';
const text = 'version: 1\\nname: x\\nfrom: "+14152224444"\\ncallbacks: { answer: https://a.example/, hangup: null }\\ndestinations: ["+14155550101"]\\n';
const { plan, diagnostics }: { plan?: Plan; diagnostics: readonly Diagnostic[] } = checkPlan({ file: 'x.yaml', text });
if (!plan || diagnostics.length > 0) throw new Error('refused');
process.stdout.write(String(buildRequests(expand(plan))[0]?.body['to']));
`;
      await writeFile(join(home, 'program.ts'), program);
      assert.equal(compile(home), []);
      const { stdout } = await run(process.execPath, ['program.js'], { cwd: home });
      assert.is(stdout, '+14155550101');
    });
  },
  { concurrency: 4 },
);
