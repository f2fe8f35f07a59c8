import packageJson from '../../package.json' with { type: 'json' };
import { clean } from '../privacy/clean.js';
import { GITLAB_INCLUDED } from './files.js';
import type { Setup } from './questions.js';
import type { Repository } from './repository.js';
import type { FileChange } from './new-files.js';

/** What is done, or will be done, to each file and to git's configuration, one a line. */
export function summary(
  changes: readonly FileChange[],
  repository: Repository,
  verbs: Readonly<Record<FileChange['action'], string>>,
): string {
  const rows = changes.map(({ action, file, what }) => [
    verbs[action],
    clean(file),
    action === 'keep' ? '' : clean(what),
  ]);
  if (repository.git) rows.push([verbs.append, "this clone's git config", 'the merge driver for lockfiles']);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd() + '\n',
    )
    .join('');
}

/** What is left to do by hand, and the next command. */
export function nextSteps(
  changes: readonly FileChange[],
  repository: Repository,
  { pipeline }: Setup,
): string {
  const isIncluded = changes.some(({ path, action }) => path === GITLAB_INCLUDED && action === 'create');
  const lines = [
    ...(isIncluded ? [`Add to .gitlab-ci.yml: include: { local: ${GITLAB_INCLUDED} }`] : []),
    ...(pipeline === 'none' ? [] : ['What the pipeline needs to begin stands at the top of its file.']),
    ...(repository.dependsOnCallplan
      ? []
      : [
          `One version for all, and completion in the editor: npm install --save-dev callplan@${packageJson.version}`,
        ]),
    'Next, a rehearsal that calls nobody: npx callplan run --simulate',
  ];
  return lines.map((line) => `${line}\n`).join('');
}
