import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { planText, commandFixture } from '../cli/command-fixture.js';
import { spec } from '../harness/spec.js';
import { root } from '../harness/places.js';

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly entry: string;
  readonly files: string;
  readonly pass_filenames: boolean;
}

const hooks = parse(await readFile(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as Hook[];
const hook = hooks.find(({ id }) => id === 'callplan-validate');
if (!hook) throw new Error('there is no hook callplan-validate');

spec('project: pre-commit hook', (it) => {
  it('says all that pre-commit wants, and names the command that the package installs', async () => {
    assert.is(hook.language, 'node');
    for (const text of [hook.name, hook.description]) assert.type(text, 'string');
    const { bin } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { bin: object };
    assert.ok(Object.hasOwn(bin, hook.entry.split(' ')[0] ?? ''));
  });

  it('is run for plans, lists, lockfiles and settings alone', () => {
    const files: Readonly<Record<string, boolean>> = {
      'plans/a.yaml': true,
      'plans/deep/b.yml': true,
      'ops/plans/c.yaml': true,
      'plans/contacts.csv': true,
      'plans/contacts.jsonl': true,
      'plans/a.lock.jsonl': true,
      '.callplanrc.yaml': true,
      'ops/callplan.config.yaml': true,
      'plans/notes.md': false,
      'other/a.yaml': false,
      'myplans/a.yaml': false,
      'my.callplanrc.yaml': false,
    };
    for (const [file, expected] of Object.entries(files))
      assert.is(new RegExp(hook.files).test(file), expected, file);
  });

  it('passes what is fine, and stops a plan that a change of its list makes wrong', async (scope) => {
    const { spawned, write } = await commandFixture(scope, {
      'plans/fine.yaml': planText(['"+14155550101"', 'file: contacts.csv']),
      'plans/contacts.csv': 'to\n+14155550102\n',
    });
    assert.is(hook.pass_filenames, false);
    const commit = (): ReturnType<typeof spawned> => spawned(hook.entry.split(' ').slice(1).join(' '));
    assert.is((await commit()).exit, 0);
    await write({ 'plans/contacts.csv': 'to\n911\n' });
    const stopped = await commit();
    assert.is(stopped.exit, 1);
    assert.match(stopped.stdout, 'plans/contacts.csv:2:1: error');
  });
});
