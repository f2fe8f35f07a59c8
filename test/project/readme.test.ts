import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { Exit } from '../../src/diagnostics/exit.js';
import { checkPlan } from '../../src/plan/check.js';
import { createProgram } from '../../src/cli/program/program.js';
import type { Io } from '../../src/io/io.js';
import { reportNames, reportRow, type ReportingCommand } from '../../src/report/registry.js';
import { colorsFor } from '../../src/text/colors.js';
import { findingsText } from '../../src/report/findings/text.js';
import { spec } from '../harness/spec.js';
import { root } from '../harness/places.js';

const file = join(root, 'README.md');
const readme = await readFile(file, 'utf8');
const program = createProgram({ args: [], env: {}, cwd: '/' } as unknown as Io, () => undefined);

/** Where each command's reports are listed. */
const reportSections = { validate: 'Reports', 'dry-run': 'In a pull request', run: 'Reports of a run' };

spec('project: README', (it) => {
  it('leads to the page of all codes, and shows a message as it is printed', async () => {
    assert.match(readme, '](docs/diagnostics.md)');
    const plan = await readFile(join(root, 'plans', 'support-line.yaml'), 'utf8');
    const source = {
      file: 'plans/support-line.yaml',
      text: plan
        .replace('on_preanswer: true', 'on_preanswer: yes')
        .replace('+14152223333', '+1 (415) 222-3333'),
    };
    const { diagnostics } = checkPlan(source);
    const report = findingsText(
      { diagnostics, files: [source.file], sources: [source] },
      { colors: colorsFor(false, {}), maxProblems: 0 },
    );
    const wanted = readme.replace(/(?<=\$ npx callplan validate\n)[^`]*/, () => report);
    // `UPDATE_DOCS=1 npm test -- readme` writes the message anew.
    if (process.env['UPDATE_DOCS']) await writeFile(file, wanted);
    assert.is(await readFile(file, 'utf8'), wanted);
  });

  it('has a line for every report that can be written to a file, which says whether it masks numbers', () => {
    const commands = program.commands.filter(({ options }) =>
      options.some(({ long }) => long === '--report'),
    );
    assert.equal(commands.map((command) => command.name()).sort(), Object.keys(reportSections).sort());
    for (const [command, title] of Object.entries(reportSections) as [ReportingCommand, string][]) {
      const [, section = ''] = readme.split(`\n### ${title}\n`);
      const [table = ''] = /^\| name \| for .*?\n\n/ms.exec(section) ?? [];
      for (const name of reportNames(command)) {
        const [line] = new RegExp(`^\\| \`${name}\` \\| .+ \\|$`, 'm').exec(table) ?? [];
        assert.ok(line, `${command} ${name}`);
        assert.is(line.endsWith('| masked |'), reportRow(command, name).audience === 'published', line);
      }
    }
  });

  it('has a line for every exit code', () => {
    for (const code of Object.values(Exit)) assert.match(readme, new RegExp(`^\\| ${code} \\| .+ \\|$`, 'm'));
  });

  it('names every command, and every flag of each', () => {
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
