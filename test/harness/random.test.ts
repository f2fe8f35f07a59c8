import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { root } from './places.js';
import { spec } from './spec.js';
import { buildSuite } from './suite.js';

const program = `
import fc from 'fast-check';
import { tries, tryOften } from ${JSON.stringify(join(root, 'test/harness/random.ts'))};
const seen = { property: [], loop: [] };
fc.assert(fc.property(fc.nat(), (n) => { seen.property.push(n); }), tries());
await tryOften(3, (random) => { seen.loop.push(random.below(1e9)); });
process.stdout.write(JSON.stringify(seen));
`;

interface Seen {
  readonly property: readonly number[];
  readonly loop: readonly number[];
}

spec('harness: random choices', (it) => {
  it('are others in each run, or those of a seed, and fifty times as many when that is asked for', async ({
    folder,
  }) => {
    const home = await folder();
    await writeFile(join(home, 'program.js'), program);
    const path = (await buildSuite(home, ['program.js'])).programOf('program.js');
    const run = async (env: Record<string, string>): Promise<Seen> => {
      const { stdout } = await promisify(execFile)(process.execPath, [path], { env });
      return JSON.parse(stdout) as Seen;
    };
    const [one, other, seven, again, deep] = (await Promise.all(
      [{}, {}, { CALLPLAN_SEED: '7' }, { CALLPLAN_SEED: '7' }, { CALLPLAN_DEEP: '1' }].map(run),
    )) as [Seen, Seen, Seen, Seen, Seen];
    assert.is(one.property.length, 100);
    assert.is.not(String(one.property), String(other.property));
    assert.is.not(String(one.loop), String(other.loop));
    assert.equal(seven, again);
    assert.equal([deep.property.length, deep.loop.length], [5000, 150]);
  });
});
