import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { startLanguageServer } from './language-server.js';
import { root } from '../harness/places.js';

const plans = join(root, 'plans');
const modeline = '# yaml-language-server: $schema=../schemas/plan.schema.json\n';

spec('project: the schema in an editor', (it) => {
  it('finds nothing in our plans, finds what is wrong in a bad one, tells what a key means, and offers the keys', async (scope) => {
    const server = await startLanguageServer(scope);
    for (const file of await readdir(plans)) {
      if (!file.endsWith('.yaml')) continue;
      const found = await server.diagnose(join(plans, file), await readFile(join(plans, file), 'utf8'));
      assert.equal(found, [], file);
    }

    const bad = join(plans, 'bad.yaml');
    const text = `${modeline}version: 1
name: bad
from: 14152224444
callbacks: { answer: https://voice.example.com/, answr: x }
options: { machine_detection: sometimes }
destinations:
  - to: "911"
`;
    const found = await server.diagnose(bad, text);
    const lines = found.map(({ range }) => range.start.line + 1).sort();
    assert.equal([...new Set(lines)], [4, 5, 6, 8], JSON.stringify(found));

    assert.match(await server.hover(bad, 5, 15), 'Whether an answering machine is told from a person');
    assert.match(await server.hover(bad, 7, 5), 'A phone number with its country code, or a SIP URI.');

    const file = join(plans, 'new.yaml');
    await server.diagnose(file, `${modeline}version: 1\noptions:\n  \n`);
    const offered = await server.complete(file, 3, 2);
    for (const key of ['caller_name', 'time_limit', 'sip_headers', 'bulk'])
      assert.ok(offered.includes(key), `${key} of ${offered.join(' ')}`);
  });
});
