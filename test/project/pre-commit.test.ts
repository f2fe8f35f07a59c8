import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { planText, rig } from '../cli/rig.js';
import { spec } from '../harness/spec.js';

const root = join(import.meta.dirname, '..', '..');

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly entry: string;
  readonly files: string;
  readonly types: readonly string[];
}

const hooks = parse(await readFile(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as Hook[];
const hook = hooks.find(({ id }) => id === 'callplan-validate');
if (!hook) throw new Error('there is no hook callplan-validate');

spec('project: pre-commit hook', (it) => {
  it('says all that pre-commit wants, and names the command that the package installs', async () => {
    assert.equal([hook.language, hook.types], ['node', ['yaml']]);
    for (const text of [hook.name, hook.description]) assert.type(text, 'string');
    const { bin } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { bin: object };
    assert.ok(Object.hasOwn(bin, hook.entry.split(' ')[0] ?? ''));
  });

  it('is run for plans alone', () => {
    const files: Readonly<Record<string, boolean>> = {
      'plans/a.yaml': true,
      'plans/deep/b.yml': true,
      'ops/plans/c.yaml': true,
      'plans/a.lock.jsonl': false,
      'other/a.yaml': false,
      'myplans/a.yaml': false,
      '.callplanrc.yaml': false,
    };
    for (const [file, expected] of Object.entries(files))
      assert.is(new RegExp(hook.files).test(file), expected, file);
  });

  it('passes what is fine and stops what is not, with the changed files as arguments', async (scope) => {
    const { spawned } = await rig(scope, {
      'plans/fine.yaml': planText(['"+14155550101"']),
      'plans/bad.yaml': planText(['"911"']),
    });
    const commit = (...files: string[]): ReturnType<typeof spawned> =>
      spawned([...hook.entry.split(' ').slice(1), ...files].join(' '));
    assert.is((await commit('plans/fine.yaml')).exit, 0);
    const stopped = await commit('plans/fine.yaml', 'plans/bad.yaml');
    assert.is(stopped.exit, 1);
    assert.match(stopped.stdout, 'plans/bad.yaml:8:5: error');
  });
});
