import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

interface Packed {
  readonly files: readonly { readonly path: string }[];
  readonly unpackedSize: number;
}

spec(
  'project: package',
  (it) => {
    it(
      'publishes the bundle, its types and the schemas, and nothing else',
      async () => {
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
          'docs/diagnostics.md',
          'dist/bin.cjs',
          'dist/start.cjs',
          'dist/start.cjs.v8',
          'dist/check.cjs',
          'dist/check.cjs.v8',
          'dist/index.js',
          'dist/THIRD-PARTY-LICENSES.txt',
          'dist/types/src/index.d.ts',
          'schemas/plan.schema.json',
          'schemas/config.schema.json',
          'schemas/lockfile.schema.json',
        ])
          assert.ok(paths.includes(wanted), `${wanted} is missing`);
        const allowed =
          /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|docs\/diagnostics\.md|dist\/.*\.(c?js|cjs\.v8|d\.ts|d\.cts|txt)|schemas\/\w+\.schema\.json)$/;
        assert.equal(
          paths.filter((path) => !allowed.test(path)),
          [],
        );
        assert.ok((packed?.unpackedSize ?? Infinity) < 3_000_000, `${packed?.unpackedSize} bytes`);
      },
      { deadlineMs: 20_000 },
    );

    it('needs no package at run time', async () => {
      const { dependencies = {} } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
        dependencies?: object;
      };
      assert.equal(dependencies, {});
    });

    it(
      'can be used from TypeScript with its own types, and from JavaScript',
      async ({ folder }) => {
        const home = await folder();
        await mkdir(join(home, 'node_modules'));
        await (await import('node:fs/promises')).symlink(root, join(home, 'node_modules', 'callplan'));
        await writeFile(join(home, 'package.json'), '{ "type": "module" }');
        const program = `import { buildRequests, checkPlan, expand, type Diagnostic, type Plan } from 'callplan';
const text = 'version: 1\\nname: x\\nfrom: "+14152224444"\\ncallbacks: { answer: https://a.example/, hangup: null }\\ndestinations: ["+14155550101"]\\n';
const { plan, diagnostics }: { plan?: Plan; diagnostics: readonly Diagnostic[] } = checkPlan({ file: 'x.yaml', text });
if (!plan || diagnostics.length > 0) throw new Error('refused');
process.stdout.write(String(buildRequests(expand(plan))[0]?.body['to']));
`;
        await writeFile(join(home, 'program.ts'), program);
        const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
        const options =
          '--strict --module nodenext --target es2023 --skipLibCheck false --types node --typeRoots';
        await run(
          process.execPath,
          [tsc, ...options.split(' '), join(root, 'node_modules', '@types'), 'program.ts'],
          { cwd: home },
        ).catch((error: unknown) => {
          throw new Error((error as { stdout: string }).stdout);
        });
        const { stdout } = await run(process.execPath, ['program.js'], { cwd: home });
        assert.is(stdout, '+14155550101');
      },
      { deadlineMs: 30_000 },
    );
  },
  { concurrency: 4 },
);
