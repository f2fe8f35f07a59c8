import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { catalog } from '../../src/diagnostics/catalog.js';
import { Exit } from '../../src/diagnostics/exit.js';
import { faults } from '../../src/diagnostics/faults.js';
import { checkPlan } from '../../src/plan/check.js';
import { createProgram } from '../../src/cli/program.js';
import type { Io } from '../../src/cli/io.js';
import { spec } from '../harness/spec.js';

const file = join(import.meta.dirname, '..', '..', 'README.md');
const readme = await readFile(file, 'utf8');

function table(
  entries: Record<string, { summary: string; severity?: string; exit?: number }>,
  head: string,
): string {
  const rows = Object.entries(entries)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { summary, severity, exit }]) => `| \`${code}\` | ${severity ?? exit ?? ''} | ${summary} |`);
  return `\n| code | ${head} | when |\n|---|---|---|\n${rows.join('\n')}\n`;
}

spec('project: README', (it) => {
  it('has a line for every code, and for no other', async () => {
    let wanted = readme;
    for (const [name, text] of [
      ['diagnostics', table(catalog, 'severity')],
      ['faults', table(faults, 'exit code')],
    ] as const)
      wanted = wanted.replace(
        new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`),
        (_, start: string, end: string) => start + text + end,
      );
    // `UPDATE_README=1 npm test -- readme` writes the tables anew.
    if (process.env['UPDATE_README']) await writeFile(file, wanted);
    assert.is(await readFile(file, 'utf8'), wanted);
  });

  it('has a line for every exit code', () => {
    for (const code of Object.values(Exit)) assert.match(readme, new RegExp(`^\\| ${code} \\| .+ \\|$`, 'm'));
  });

  it('names every command, and every flag of each', () => {
    const program = createProgram({ args: [], env: {}, cwd: '/' } as unknown as Io, () => undefined);
    for (const command of program.commands) {
      assert.match(readme, new RegExp(`\`callplan ${command.name()}`), command.name());
      for (const { long } of command.options)
        if (long && long !== '--config') assert.ok(readme.includes(long), `${command.name()} ${long}`);
    }
  });

  it('shows a plan that is fine', () => {
    const [, text = ''] = /```yaml\n([^]*?)```/.exec(readme) ?? [];
    assert.equal(checkPlan({ file: 'README.md', text }).diagnostics, []);
  });
});
