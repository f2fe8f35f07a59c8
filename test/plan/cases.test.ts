import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { catalog, type Code } from '../../src/diagnostics/catalog.js';
import { fileRules } from '../../src/diagnostics/catalog/files.js';
import { policyRules } from '../../src/diagnostics/catalog/policy.js';
import { checkPlan } from '../../src/plan/check.js';
import { colorsFor } from '../../src/text/colors.js';
import { diagnosticsText } from '../../src/report/findings/text.js';
import type { List } from '../../src/source/lists/list.js';
import { parseList } from '../../src/source/lists/parse-list.js';
import { decodeText } from '../../src/source/files/text.js';
import { spec } from '../harness/spec.js';

const folder = join(import.meta.dirname, 'cases');
const all = await readdir(folder);
const names = all.filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -5));

/** The text that `callplan validate` prints for a case. A plan calls the lists beside it list.csv and list.jsonl. */
async function textOf(name: string): Promise<string> {
  const source = decodeText(await readFile(join(folder, `${name}.yaml`)), `${name}.yaml`);
  if ('code' in source) return diagnosticsText([source], colorsFor(false, {}));
  const lists = new Map<string, List>();
  for (const ending of ['csv', 'jsonl'])
    if (all.includes(`${name}.${ending}`))
      lists.set(
        `list.${ending}`,
        parseList({ file: `list.${ending}`, bytes: await readFile(join(folder, `${name}.${ending}`)) }),
      );
  const { diagnostics } = checkPlan(source, { lists });
  return diagnosticsText(diagnostics, colorsFor(false, {}), [source, ...lists.values()]);
}

spec('plan: cases', (it) => {
  for (const name of names)
    it(name, async () => {
      const text = await textOf(name);
      const file = join(folder, `${name}.out`);
      // `UPDATE_CASES=1 npm test -- cases` writes what is printed now, to be read before it is committed.
      if (process.env['UPDATE_CASES']) await writeFile(file, text);
      assert.is(text, await readFile(file, 'utf8'));
    });
});

spec('plan: every diagnostic has a case', (it) => {
  /** Found elsewhere: in files too large to keep here; and, in test/cli, in lockfiles and by the policy of a settings file. */
  const elsewhere: readonly string[] = [
    'too-large',
    'list-too-large',
    'list-unreadable',
    'not-all-checked',
    ...Object.keys(fileRules),
    ...Object.keys(policyRules),
  ];

  it('and every case of that name shows it', async () => {
    const outputs = await Promise.all(names.map(async (name) => ({ name, text: await textOf(name) })));
    for (const code of Object.keys(catalog) as Code[]) {
      if (elsewhere.includes(code)) continue;
      const cases = outputs.filter(({ name }) => name === code || name.startsWith(`${code}-`));
      assert.ok(cases.length > 0, `no case is named ${code}`);
      for (const { name, text } of cases)
        assert.ok(text.includes(`[${code}]`), `${name} does not show ${code}`);
    }
  });

  it('and every case is named after a diagnostic, or fine', () => {
    const codes = Object.keys(catalog);
    for (const name of names)
      assert.ok(
        name.startsWith('fine') || codes.some((code) => name === code || name.startsWith(`${code}-`)),
        name,
      );
  });

  it('and a fine case has nothing to say', async () => {
    for (const name of names.filter((n) => n.startsWith('fine'))) assert.is(await textOf(name), '');
  });
});
