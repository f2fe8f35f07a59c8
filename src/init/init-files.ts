import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { withAttribute } from '../git/driver.js';
import { unlessMissing } from '../io/files.js';
import { EXAMPLES, isList, type Answers } from './templates/answers.js';
import { githubWorkflow } from './templates/github.js';
import { gitlabPipeline } from './templates/gitlab.js';
import { firstList, firstPlan } from './templates/plan.js';
import { firstSettings } from './templates/settings.js';
import type { Wanted } from './init-answers.js';
import type { Place } from './init-place.js';
import type { WantedFile } from './new-files.js';

const GITLAB = '.gitlab-ci.yml';

/** Where GitLab finds the jobs when its own file is taken, once that includes them. */
export const GITLAB_INCLUDED = '.gitlab/callplan.yml';

/** Where a plan of this name stands, from the top. */
export function planPath({ folder }: Place, name: string): string {
  return posix.join(folder, `${name}.yaml`);
}

/** The files that a repository begins with. */
export async function filesFor(place: Place, { plan, pipeline }: Wanted): Promise<WantedFile[]> {
  return [
    ...(place.settings === undefined
      ? [{ path: '.callplanrc.yaml', what: 'settings and guards', text: firstSettings(plan ?? EXAMPLES) }]
      : []),
    ...(plan ? planFiles(place, plan) : []),
    { path: '.gitattributes', what: "merges lockfiles by callplan's driver", withLine: withAttribute },
    { path: '.gitignore', what: 'records of rehearsals stay out', withLine: withIgnored },
    ...(pipeline === 'github' ? [workflowFile(place)] : []),
    ...(pipeline === 'gitlab' ? [await gitlabFile(place)] : []),
  ];
}

function planFiles(place: Place, plan: Answers): WantedFile[] {
  const path = planPath(place, plan.name);
  const depth = path.split('/').length - 1;
  return [
    ...(isList(plan.to)
      ? [{ path: posix.join(place.folder, plan.to), what: 'whom to call', text: firstList(plan.to) }]
      : []),
    { path, what: 'a first plan', text: firstPlan(plan, depth) },
  ];
}

function workflowFile(place: Place): WantedFile {
  return {
    path: '.github/workflows/callplan.yml',
    what: `dry run for pull requests, run on ${place.branch}`,
    text: githubWorkflow(place),
  };
}

async function gitlabFile(place: Place): Promise<WantedFile> {
  const taken = await unlessMissing(readFile(join(place.root, GITLAB), 'utf8'));
  return {
    path: taken === undefined || taken.includes('callplan') ? GITLAB : GITLAB_INCLUDED,
    what: 'dry run for merge requests, run on the default branch',
    text: gitlabPipeline(place),
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
