import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { withAttribute } from '../git/merge-driver.js';
import { unlessMissing } from '../io/files.js';
import { EXAMPLES, isList, type Answers } from './templates/answers.js';
import { githubWorkflow } from './templates/github.js';
import { gitlabPipeline } from './templates/gitlab.js';
import { firstList, firstPlan } from './templates/plan.js';
import { firstSettings } from './templates/settings.js';
import type { Setup } from './questions.js';
import type { Repository } from './repository.js';
import type { WantedFile } from './new-files.js';

const GITLAB = '.gitlab-ci.yml';

/** The file for the jobs where `.gitlab-ci.yml` exists already. That has to include it. */
export const GITLAB_INCLUDED = '.gitlab/callplan.yml';

/** The path of a plan of this name, from the repository's top. */
export function planPath({ folder }: Repository, name: string): string {
  return posix.join(folder, `${name}.yaml`);
}

/** The files that a repository begins with. */
export async function filesFor(repository: Repository, { plan, pipeline }: Setup): Promise<WantedFile[]> {
  return [
    ...(repository.settings === undefined
      ? [{ path: '.callplanrc.yaml', what: 'settings and guards', text: firstSettings(plan ?? EXAMPLES) }]
      : []),
    ...(plan ? planFiles(repository, plan) : []),
    { path: '.gitattributes', what: "merges lockfiles by callplan's driver", withLine: withAttribute },
    { path: '.gitignore', what: 'records of rehearsals stay out', withLine: withIgnored },
    ...(pipeline === 'github' ? [workflowFile(repository)] : []),
    ...(pipeline === 'gitlab' ? [await gitlabFile(repository)] : []),
  ];
}

function planFiles(repository: Repository, plan: Answers): WantedFile[] {
  const path = planPath(repository, plan.name);
  const depth = path.split('/').length - 1;
  return [
    ...(isList(plan.to)
      ? [{ path: posix.join(repository.folder, plan.to), what: 'whom to call', text: firstList(plan.to) }]
      : []),
    { path, what: 'a first plan', text: firstPlan(plan, depth) },
  ];
}

function workflowFile(repository: Repository): WantedFile {
  return {
    path: '.github/workflows/callplan.yml',
    what: `dry run for pull requests, run on ${repository.branch}`,
    text: githubWorkflow(repository),
  };
}

async function gitlabFile(repository: Repository): Promise<WantedFile> {
  const taken = await unlessMissing(readFile(join(repository.root, GITLAB), 'utf8'));
  return {
    path: taken === undefined || taken.includes('callplan') ? GITLAB : GITLAB_INCLUDED,
    what: 'dry run for merge requests, run on the default branch',
    text: gitlabPipeline(repository),
  };
}

/** Keeps the records of rehearsals out of git. */
const IGNORED = '.callplan/';

/** A text for .gitignore that has the line, and all that was there before. */
function withIgnored(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  if (['.callplan', '/.callplan'].some((path) => lines.includes(path) || lines.includes(`${path}/`)))
    return text;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${IGNORED}\n`;
}
