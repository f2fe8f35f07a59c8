import { execFile } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { checkPlan } from '../../../src/plan/check.js';
import { decodeText, readBytes } from '../../../src/source/files/text.js';
import { bundleText } from '../../harness/bundle.js';
import { spec } from '../../harness/spec.js';
import { hostile } from './hostile.js';
import { orThrow } from '../../../src/diagnostics/fatal.js';

interface Said {
  readonly name: string;
  readonly codes: string;
}

/** All of them in one process with a small heap, since some leave traces that end it at the next. */
async function sayings(folder: string): Promise<Said[]> {
  const script = join(folder, 'hostile.mjs');
  await writeFile(script, await bundleText(join(import.meta.dirname, 'hostile.ts')));
  const args = ['--max-old-space-size=256', script, 'print'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const lines = stdout.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Said);
}

function codesOf(text: string): string[] {
  return checkPlan({ file: 'plan.yaml', text }).diagnostics.map(({ code }) => code);
}

const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

spec('source: hostile files', (it) => {
  it('of 31 MiB, or nested deeply, end in one clear finding, soon and in little memory', async ({
    folder,
  }) => {
    const said = await sayings(await folder());
    const wanted = Object.entries(hostile).map(([name, { code }]) => [name, code]);
    assert.equal(
      said.map(({ name, codes }) => [name, codes]),
      wanted,
    );
  });

  it('of 100 MB are not read to their end', async ({ folder }) => {
    const file = join(await folder(), 'plan.yaml');
    await writeFile(file, 'name: ');
    await truncate(file, 100 * 1024 * 1024);
    const bytes = orThrow(readBytes(file));
    assert.is(bytes.length, 32 * 1024 * 1024 + 1);
    const said = decodeText(bytes, 'plan.yaml');
    assert.ok('code' in said && said.code === 'too-large');
  });

  it('that are pipes are not waited for', async ({ folder }) => {
    const file = join(await folder(), 'plan.yaml');
    await promisify(execFile)('mkfifo', [file]);
    assert.match(JSON.stringify(readBytes(file)), 'it is not a regular file');
  });

  it('cost no more than their size when each of many keys is wrong', () => {
    const wrong = [
      many(12_000, (i) => `k${i}: x\n`),
      `version: 1\nname: x\ncallbacks:\n${many(12_000, (i) => `  k${i}: x\n`)}`,
      `version: 1\nname: x\ndestinations:\n  - to: x\n${many(12_000, (i) => `    k${i}: x\n`)}`,
      `version: 1\nname: x\noptions:\n  sip_headers:\n${many(12_000, (i) => `    k_${i}: "_"\n`)}`,
    ];
    for (const text of wrong) assert.ok(codesOf(text).length >= 9_000);
  });

  it('with maps that merge each other over and over are searched once', () => {
    const merges = `x0: &a0 {k: v}\n${many(15, (i) => `x${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}]}\n`)}`;
    // What is wrong is found last of all, behind the maps that have nothing of it.
    const last = `z: &z\n${many(4000, (i) => `  y${i}: 1\n`)}<<: [*a15, *z]\n`;
    assert.ok(codesOf(merges + last).filter((code) => code === 'unknown-key').length >= 4000);
  });

  it('that unfold without end have one finding', () => {
    const bomb = many(8, (i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]\n`);
    assert.equal(codesOf(`a0: &a0 x\n${bomb}`), ['alias-bomb']);
    const merged = many(20, (i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}]}\n`);
    assert.equal(codesOf(`a0: &a0 {k: v}\n${merged}`), ['alias-bomb']);
  });
});
