import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { gitlabPipeline } from '../../src/init/templates/gitlab.js';
import { credentials, fired, planText, plivoDouble } from '../cli/command-fixture.js';
import { git, gitEnv, remoteAndClones } from '../git/repository.js';
import { spec, type Scope } from '../harness/spec.js';
import { bin, root } from '../harness/places.js';

const jobs = parse(gitlabPipeline({ folder: 'plans', install: 'npm ci' })) as Record<
  string,
  { readonly script: readonly string[] }
>;

const scriptOf = (job: string): string => jobs[job]?.script.join('\n') ?? '';

/** Performs a script as GitLab does: all lines in one shell, the first that fails ends it. */
async function perform(
  scope: Scope,
  script: string,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<{ exit: number; printed: string }> {
  const path = await scope.folder();
  await writeFile(join(path, 'npx'), `#!/bin/sh\nshift 2\nexec ${process.execPath} ${bin} "$@"\n`);
  await writeFile(join(path, 'npm'), '#!/bin/sh\ntest "$*" = "ci --ignore-scripts"\n');
  for (const name of ['npx', 'npm']) await chmod(join(path, name), 0o755);
  const env = { ...gitEnv, CI: 'true', ...variables, PATH: `${path}:${gitEnv.PATH}` };
  return new Promise((resolve) => {
    execFile(
      'bash',
      ['--norc', '-c', `set -eo pipefail\n${script}`],
      { cwd: folder, env },
      (error, stdout, stderr) => {
        resolve({ exit: error ? Number(error.code) : 0, printed: stdout + stderr });
      },
    );
  });
}

spec('project: pipelines in shell', (it) => {
  it('calls once, pushes the record, and calls and pushes nothing when a job is started again or by that push', async (scope) => {
    const { remote, ours } = await remoteAndClones(scope, {
      'plans/case.yaml': planText(['"+14155550101"']),
    });
    const { origin, received } = await plivoDouble(scope, fired);
    const variables = {
      ...credentials,
      CALLPLAN_API_URL: origin,
      CALLPLAN_PUSH_TOKEN: 'push-token',
      CI_DEFAULT_BRANCH: 'main',
      CI_PROJECT_URL: remote.replace(/\.git$/, ''),
      CI_PIPELINE_ID: '1',
    };
    await git(remote, 'config', 'receive.advertisePushOptions', 'true');
    const commit = await git(ours, 'rev-parse', 'HEAD');
    const started = async (more = {}): ReturnType<typeof perform> => {
      await git(ours, 'checkout', '--quiet', '--detach', commit);
      return perform(scope, scriptOf('callplan run'), ours, { ...variables, ...more });
    };
    assert.is((await started()).exit, 5);
    // That attempt called nobody for certain, so the same job may be retried.
    const first = await started({ CALLPLAN_NEW: '1' });
    assert.is(first.exit, 0, first.printed);
    assert.not.match(first.printed, '+14155550101');
    assert.is(received.length, 1);
    assert.match(await git(remote, 'log', '-1', '--format=%s', 'main'), 'Record 1 call of case');
    const again = await started();
    assert.is(again.exit, 0, again.printed);
    assert.is(received.length, 1);
    assert.is(await git(remote, 'rev-list', '--count', 'main'), '2');
    assert.not.match(await readFile(join(ours, '.git/config'), 'utf8'), 'push-token');
  });

  it('calls nobody when a job is retried whose record never reached the branch', async (scope) => {
    const { remote, ours } = await remoteAndClones(scope, {
      'plans/case.yaml': planText(['"+14155550101"']),
    });
    await git(remote, 'config', 'receive.advertisePushOptions', 'true');
    // Lets the mark pass, and a dry run, and no record.
    await writeFile(join(remote, 'hooks/update'), '#!/bin/sh\ncase $1 in *main) exit 1 ;; esac\n');
    await chmod(join(remote, 'hooks/update'), 0o755);
    const { origin, received } = await plivoDouble(scope, fired);
    const variables = {
      ...{ ...credentials, CALLPLAN_API_URL: origin, CALLPLAN_PUSH_TOKEN: 'x', CALLPLAN_NEW: '1' },
      ...{ CI_DEFAULT_BRANCH: 'main', CI_PROJECT_URL: remote.replace(/\.git$/, ''), CI_PIPELINE_ID: '7' },
    };
    const lost = await perform(scope, scriptOf('callplan run'), ours, variables);
    assert.is(lost.exit, 3, lost.printed);
    assert.is(received.length, 1);
    const fresh = join(await scope.folder(), 'fresh');
    await git(ours, 'clone', '--quiet', remote, fresh);
    const retried = await perform(scope, scriptOf('callplan run'), fresh, variables);
    assert.is(retried.exit, 5, retried.printed);
    assert.match(retried.printed, 'delete the branch callplan-run-7 and start a new pipeline');
    assert.is(received.length, 1);
  });

  it('lets a job be retried that called nobody, and none that was ended from outside', async (scope) => {
    const { remote, ours } = await remoteAndClones(scope, {
      'plans/case.yaml': planText(['"+14155550101"']),
    });
    await git(remote, 'config', 'receive.advertisePushOptions', 'true');
    const { origin, received } = await plivoDouble(scope, fired);
    const variables = {
      ...{ CALLPLAN_API_URL: origin, CALLPLAN_PUSH_TOKEN: 'x', CALLPLAN_NEW: '1' },
      ...{ CI_DEFAULT_BRANCH: 'main', CI_PROJECT_URL: remote.replace(/\.git$/, ''), CI_PIPELINE_ID: '7' },
    };
    const marks = (): Promise<string> => git(remote, 'for-each-ref', 'refs/heads/callplan-run-7');
    const script = scriptOf('callplan run');
    for (const [spoilt, exit] of [
      [script, 3], // No credentials.
      [script.replace('run --yes', 'run --yes --no-such-flag'), 2],
    ] as const) {
      const ran = await perform(scope, spoilt, ours, variables);
      assert.is(ran.exit, exit, ran.printed);
      assert.is(await marks(), '');
    }
    // What cannot be read back may have changed.
    const unread = script.replace('after=$(records)', 'after=$(false)');
    assert.is((await perform(scope, unread, ours, variables)).exit, 3);
    assert.match(await marks(), 'callplan-run-7');
    await git(remote, 'update-ref', '-d', 'refs/heads/callplan-run-7');
    const ended = script.replace('npx --no-install', 'kill -TERM $$; npx --no-install');
    await perform(scope, ended, ours, { ...variables, ...credentials });
    assert.match(await marks(), 'callplan-run-7');
    const retried = await perform(scope, script, ours, { ...variables, ...credentials });
    assert.is(retried.exit, 5, retried.printed);
    assert.is(received.length, 0);
  });

  it('dry-runs what a merge request changes', async (scope) => {
    const { ours } = await remoteAndClones(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
    await writeFile(join(ours, 'plans/case.yaml'), planText(['"+14155550101"', '"+14155550102"']));
    const variables = { CI_MERGE_REQUEST_DIFF_BASE_SHA: await git(ours, 'rev-parse', 'HEAD') };
    const { exit, printed } = await perform(scope, scriptOf('callplan dry-run'), ours, variables);
    assert.is(exit, 0, printed);
    assert.match(printed, 'adds 1 call');
    assert.match(await readFile(join(ours, 'callplan.xml'), 'utf8'), '<testsuite');
  });

  it('hands the token to git through its environment alone', async (scope) => {
    const folder = await scope.folder();
    const helper = jobs['callplan run']?.script.find((line) => line.includes('credential.helper')) ?? '';
    const script = `git init --quiet .\n${helper}\nprintf 'protocol=https\\nhost=gitlab.example.com\\n\\n' | git credential fill`;
    const printed = await new Promise<string>((resolve) => {
      const env = { ...gitEnv, CALLPLAN_PUSH_TOKEN: 'a"b$(c)' };
      execFile('bash', ['--norc', '-e', '-c', script], { cwd: folder, env }, (_, stdout) => {
        resolve(stdout);
      });
    });
    assert.match(printed, 'username=callplan\npassword=a"b$(c)\n');
  });

  it('the README has scripts for any other pipeline', async (scope) => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const [dryRun = '', run = ''] = [...readme.matchAll(/```sh\n(?<script>[^]*?)```/g)].map(
      ({ groups }) => groups?.['script'] ?? '',
    );
    const { remote, ours } = await remoteAndClones(scope, {
      'plans/case.yaml': planText(['"+14155550101"']),
    });
    await writeFile(join(ours, 'plans/case.yaml'), planText(['"+14155550101"', '"+14155550102"']));
    const proposed = await perform(scope, dryRun, ours, {});
    assert.is(proposed.exit, 0, proposed.printed);
    assert.match(proposed.printed, 'adds 1 call');
    await git(ours, 'checkout', '--quiet', '--', '.');
    const { origin, received } = await plivoDouble(scope, fired);
    const variables = { ...credentials, CALLPLAN_API_URL: origin };
    const first = await perform(scope, run.replace('--yes', '--yes --new'), ours, variables);
    assert.is(first.exit, 0, first.printed);
    await git(ours, 'checkout', '--quiet', '--detach', 'HEAD^');
    assert.is((await perform(scope, run, ours, variables)).exit, 0);
    assert.is(received.length, 1);
    assert.match(await git(remote, 'log', '-1', '--format=%s', 'main'), 'Record 1 call of case');
  });
});
