import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { gitEnv } from '../git/repository.js';
import type { Scope } from '../harness/spec.js';
import { root } from '../harness/places.js';

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run: string;
  readonly 'working-directory'?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const { inputs, runs } = parse(await readFile(join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

export interface Ran {
  /** Of the first step that failed, or 0. */
  readonly exit: number;
  readonly printed: string;
  readonly summary: string;
  /** The lines that steps have written as their outputs. */
  readonly outputs: string;
}

export interface ActionFixture {
  /** Performs the action as GitHub would: its steps in bash, with the inputs in their environment. Of the event, what differs from a pull request of our own. */
  readonly perform: (
    given: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
    event?: Readonly<Record<string, string>>,
  ) => Promise<Ran>;
  /** The comments on the pull request. */
  readonly comments: () => Promise<Comment[]>;
  readonly setComments: (comments: readonly Comment[]) => Promise<void>;
}

export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  readonly body: string;
}

/** `gh api` with the comments of one pull request, two a page. */
const GH = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
const file = process.env.FAKE_COMMENTS;
const comments = JSON.parse(readFileSync(file, 'utf8'));
const [verb, ...args] = process.argv.slice(2);
const valueOf = (flag) => { const at = args.indexOf(flag); return at === -1 ? undefined : args[at + 1]; };
const path = args.find((arg) => arg.startsWith('repos/'));
const ME = 'github-actions[bot]';
if (verb !== 'api' || process.env.GH_TOKEN !== 'the-token') process.exit(1);
if (args[0] === 'graphql') {
  if (valueOf('--raw-field') !== 'query={viewer{login}}' || valueOf('--jq') !== '.data.viewer.login') process.exit(1);
  console.log(ME);
  process.exit(0);
}
const body = () => readFileSync(valueOf('--field').replace(/^body=@/, ''), 'utf8');
const method = valueOf('--method') ?? 'GET';
if (method === 'GET') {
  if (path !== 'repos/owner/repo/issues/7/comments?per_page=100' || !args.includes('--paginate')) process.exit(1);
  const [, login, mark] = /^\\.\\[\\] \\| select\\(\\.user\\.login == "([^"\\\\]*)" and \\(\\.body \\| startswith\\("([^"\\\\]*)"\\)\\)\\) \\| \\.id$/.exec(valueOf('--jq'));
  for (const { id, user, body } of comments) if (user.login === login && body.startsWith(mark)) console.log(id);
} else if (method === 'POST' && path === 'repos/owner/repo/issues/7/comments') {
  comments.push({ id: 100 + comments.length, user: { login: ME }, body: body() });
} else if (method === 'PATCH') {
  comments.find(({ id }) => path === 'repos/owner/repo/issues/comments/' + id).body = body();
} else process.exit(1);
writeFileSync(file, JSON.stringify(comments));
`;

/** The action in a work tree in which callplan is installed. */
export async function actionFixture(scope: Scope, folder: string): Promise<ActionFixture> {
  const runner = await scope.folder();
  const at = (name: string): string => join(runner, name);
  await mkdir(at('bin'));
  await writeFile(at('bin/gh'), GH);
  await chmod(at('bin/gh'), 0o755);
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await symlink(root, join(folder, 'node_modules', 'callplan')).catch(refuseOther);
  const setComments: ActionFixture['setComments'] = (comments) =>
    writeFile(at('comments.json'), JSON.stringify(comments));
  await setComments([]);
  const files = { GITHUB_STEP_SUMMARY: at('summary'), GITHUB_OUTPUT: at('output') };
  const perform: ActionFixture['perform'] = async (given, more = {}, event = {}) => {
    for (const file of Object.values(files)) await writeFile(file, '');
    const env = {
      ...gitEnv,
      CI: 'true',
      PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`,
      RUNNER_TEMP: runner,
      GITHUB_ACTION_PATH: `${folder}/./node_modules/callplan`,
      GITHUB_WORKSPACE: folder,
      GITHUB_REPOSITORY: 'owner/repo',
      GITHUB_JOB: 'dry-run',
      GITHUB_RUN_ATTEMPT: '1',
      FAKE_COMMENTS: at('comments.json'),
      ...files,
      ...more,
    };
    const outcome = await performSteps(folder, { 'github-token': 'the-token', ...given }, env, event);
    const [summary, outputs] = await Promise.all(Object.values(files).map((file) => readFile(file, 'utf8')));
    return { ...outcome, summary: summary ?? '', outputs: outputs ?? '' };
  };
  return {
    perform,
    setComments,
    comments: async () => JSON.parse(await readFile(at('comments.json'), 'utf8')) as Comment[],
  };
}

/** In a work tree that was set up before. */
function refuseOther(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function performSteps(
  folder: string,
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
  event: Readonly<Record<string, string>>,
): Promise<Pick<Ran, 'exit' | 'printed'>> {
  let exit = 0;
  let printed = '';
  const values: Record<string, string> = {
    'github.event.pull_request.number': '7',
    'github.event.pull_request.head.repo.full_name': 'owner/repo',
    'github.event_name': 'pull_request',
    'github.repository': 'owner/repo',
    'github.workflow': 'callplan',
    ...event,
  };
  for (const { id } of runs.steps) if (id !== undefined) values[`steps.${id}.conclusion`] = 'skipped';
  for (const [name, { default: value = '' }] of Object.entries(inputs))
    values[`inputs.${name}`] = given[name] ?? value;
  for (const step of runs.steps) {
    if (!isPerformed(step, values, exit !== 0)) continue;
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      text.replace(/\$\{\{ (?<name>.+?) \}\}/g, (_, key: string) => values[key] ?? ''),
    ]);
    const cwd = join(folder, step['working-directory'] ? (values['inputs.working-directory'] ?? '') : '');
    const ran = await bash(step.run, cwd, {
      ...env,
      ...(Object.fromEntries(own) as Record<string, string>),
    });
    printed += ran.printed;
    if (exit === 0) exit = ran.exit;
    if (step.id) values[`steps.${step.id}.conclusion`] = ran.exit === 0 ? 'success' : 'failure';
    const output = await readFile(env['GITHUB_OUTPUT'] ?? '', 'utf8');
    for (const line of output.split('\n')) {
      const [name = '', ...rest] = line.split('=');
      if (step.id) values[`steps.${step.id}.outputs.${name}`] ??= rest.join('=');
    }
  }
  return { exit, printed };
}

/** GitHub's conditions, as far as the action has them: comparisons that are all to hold, and what still runs when a step has failed. */
function isPerformed(step: Step, values: Readonly<Record<string, string>>, hasFailed: boolean): boolean {
  const terms = step.if === undefined ? [] : step.if.split('&&').map((term) => term.trim());
  const operand = (text: string): string => {
    const value = /^'(?<text>.*)'$/.exec(text)?.groups?.['text'] ?? values[text];
    if (value === undefined) throw new Error(`no such value: ${text}`);
    return value;
  };
  const holds = (term: string): boolean => {
    const { left, sign, right } = /^(?<left>\S+) (?<sign>[=!]=) (?<right>\S+)$/.exec(term)?.groups ?? {};
    return (operand(left ?? term) === operand(right ?? term)) === (sign === '==');
  };
  const isAlways = terms.includes('!cancelled()');
  return (!hasFailed || isAlways) && terms.filter((term) => term !== '!cancelled()').every(holds);
}

/** As GitHub runs `shell: bash`. */
function bash(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ exit: number; printed: string }> {
  return new Promise((resolve) => {
    const args = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script];
    execFile('bash', args, { cwd, env }, (error, stdout, stderr) => {
      resolve({ exit: error ? Number(error.code) : 0, printed: stdout + stderr });
    });
  });
}
