import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { bundleText } from '../harness/bundle.js';
import { root } from '../harness/places.js';
import { spec } from '../harness/spec.js';
import { writeFile } from 'node:fs/promises';

const cases = join(root, 'test', 'plan', 'cases');

spec('plan: reworded schemas', (it) => {
  it('find the same in every case: no code hangs on the words of a message', async ({ folder }) => {
    const script = join(await folder(), 'reworded.mjs');
    await writeFile(script, await bundleText(join(root, 'test', 'plan', 'reworded.ts')));
    const { stdout } = await promisify(execFile)(process.execPath, [script, cases], {
      maxBuffer: 16 * 1024 * 1024,
    });
    const found = JSON.parse(stdout) as Record<string, string[]>;
    assert.ok(Object.keys(found).length > 100);
    for (const [name, codes] of Object.entries(found)) {
      const text = await readFile(join(cases, `${name}.out`), 'utf8');
      const wanted = Array.from(text.matchAll(/^[^ ]+:\d+:\d+: .*\[([a-z0-9-]+)\]$/gm), ([, code]) => code);
      assert.equal(codes, wanted, name);
    }
    for (const code of ['emergency-number', 'short-number', 'variable-misplaced', 'bad-form'])
      assert.ok(Object.values(found).flat().includes(code), code);
  });
});
