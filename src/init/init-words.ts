import packageJson from '../../package.json' with { type: 'json' };
import { clean } from '../privacy/clean.js';
import { GITLAB_INCLUDED } from './init-files.js';
import type { Wanted } from './init-answers.js';
import type { Place } from './init-place.js';
import type { FileStep } from './new-files.js';

/** What is done, or to be done, with each file, and with git. */
export function summary(
  steps: readonly FileStep[],
  place: Place,
  verbs: Readonly<Record<FileStep['does'], string>>,
): string {
  const rows = steps.map(({ does, file, what }) => [
    verbs[does],
    clean(file),
    does === 'keep' ? '' : clean(what),
  ]);
  if (place.git) rows.push([verbs.append, "this clone's git config", 'the merge driver for lockfiles']);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd() + '\n',
    )
    .join('');
}

/** What there is to do by hand, and at the end the next command. */
export function nextSteps(steps: readonly FileStep[], place: Place, { pipeline }: Wanted): string {
  const isIncluded = steps.some(({ path, does }) => path === GITLAB_INCLUDED && does === 'create');
  const lines = [
    ...(isIncluded ? [`Add to .gitlab-ci.yml: include: { local: ${GITLAB_INCLUDED} }`] : []),
    ...(pipeline === 'none' ? [] : ['What the pipeline needs to begin stands at the top of its file.']),
    ...(place.dependsOnCallplan
      ? []
      : [
          `One version for all, and completion in the editor: npm install --save-dev callplan@${packageJson.version}`,
        ]),
    'Next, a rehearsal that calls nobody: npx callplan run --simulate',
  ];
  return lines.map((line) => `${line}\n`).join('');
}
