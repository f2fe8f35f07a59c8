import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { credentials, fired, planText, plivoDouble } from '../cli/command-fixture.js';
import { gitFixture } from '../git/git-fixture.js';
import { git, remoteAndClones } from '../git/repository.js';
import { spec } from '../harness/spec.js';
import { actionFixture } from './action-fixture.js';

const HOSTILE = '$(touch hacked)`touch hacked`"; touch hacked #\'';

spec(
  'project: action',
  (it) => {
    /** Each starts as many processes as a job does. */
    const job = (title: string, body: Parameters<typeof it>[1]): void => {
      it(title, body);
    };
    job('comments on the pull request once, and updates its own comment from then on', async (scope) => {
      const { folder, commit } = await gitFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
      await commit({ 'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"']) });
      const { perform, comments, setComments } = await actionFixture(scope, folder);
      const first = await perform({ base: 'HEAD^' });
      assert.is(first.exit, 0, first.printed);
      const [comment, ...others] = await comments();
      assert.equal(others, []);
      assert.match(comment?.body ?? '', /^<!-- callplan dry-run: dry-run \d+ -->\n### callplan dry-run\n/);
      assert.match(comment?.body ?? '', 'adds 1 call');
      assert.match(first.summary, 'adds 1 call');
      assert.match(first.outputs, 'send=2\n');
      // Anybody can write our mark, and another bot may repeat what it is told.
      const strangers = ['mallory', 'echo[bot]'].map((login, id) => ({
        ...{ id, user: { login }, body: comment?.body ?? '' },
      }));
      // Two jobs that began at once.
      const own = { ...{ id: 100, user: { login: '' }, body: '' }, ...comment };
      const twin = { ...own, id: own.id + 1 };
      await setComments([...strangers, own, twin]);
      await commit({ 'plans/case.yaml': planText(['"+14155550101"']) });
      assert.is((await perform({ base: 'HEAD^' })).exit, 0);
      const [mallory, echo, updated, ...more] = await comments();
      assert.equal([mallory, echo], strangers);
      assert.match(updated?.body ?? '', '**1 to call**');
      assert.not.match(updated?.body ?? '', 'adds 1 call');
      assert.equal(more, [twin]);
    });

    job(
      'gives each folder of one job, its plans and its arguments a comment of their own, and no comment what another step left',
      async (scope) => {
        const { folder } = await gitFixture(scope, {
          'plans/case.yaml': planText(['"+14155550101"']),
          'a b/ü/plans/case.yaml': planText(['"+14155550101"']),
        });
        const { perform, comments } = await actionFixture(scope, folder);
        assert.is((await perform({ plans: 'plans\n' })).exit, 0);
        const below = { 'working-directory': 'a b/ü', plans: 'plans\n' };
        for (const more of [{}, {}, { plans: 'plans/case.yaml\n' }, { args: '--max-calls=1\n' }])
          assert.is((await perform({ ...below, ...more })).exit, 0);
        const all = await comments();
        assert.is(all.length, 4);
        await rm(join(folder, 'node_modules'), { recursive: true });
        assert.is((await perform({ plans: 'other\n' })).exit, 3);
        assert.equal(await comments(), all);
      },
    );

    job('puts the dry run into the summary where it may not comment', async (scope) => {
      const { folder } = await gitFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
      const { perform, comments } = await actionFixture(scope, folder);
      const { exit, printed, summary } = await perform({ 'github-token': 'may not' });
      assert.is(exit, 0);
      assert.match(printed, 'pull-requests: write');
      assert.match(summary, '1 to call');
      assert.equal(await comments(), []);
    });

    job(
      'comments on nothing but a pull request of its own repository, and where that is wanted',
      async (scope) => {
        const { folder } = await gitFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
        const { perform, comments } = await actionFixture(scope, folder);
        const head = 'github.event.pull_request.head.repo.full_name';
        for (const [inputs, event] of [
          [{}, { [head]: 'mallory/repo' }],
          [{}, { 'github.event_name': 'pull_request_target' }],
          [{ comment: 'false' }, {}],
        ] as const) {
          const { exit, printed, summary } = await perform(inputs, {}, event);
          assert.is(exit, 0);
          assert.not.match(printed, '::warning');
          assert.match(summary, '1 to call');
        }
        assert.equal(await comments(), []);
      },
    );

    job('fails for a plan that is wrong, marks the place once, and says so in the comment', async (scope) => {
      const { folder } = await gitFixture(scope, { 'plans/case.yaml': planText(['"911"']) });
      const { perform, comments } = await actionFixture(scope, folder);
      const { exit, printed } = await perform({});
      assert.is(exit, 1);
      assert.is(printed.split('::error ').length, 2, printed);
      assert.is((await comments()).length, 1);
    });

    job('runs nothing of what plans, branches and inputs are called', async (scope) => {
      const plan = `plans/${HOSTILE.replaceAll('/', '')}.yaml`;
      const { folder } = await gitFixture(scope, { [plan]: planText(['"+14155550101"']) });
      const { perform, comments } = await actionFixture(scope, folder);
      const inputs = { plans: `${plan}\n`, args: `--only=${HOSTILE}\n` };
      const refused = await perform({ ...inputs, base: HOSTILE });
      assert.is.not(refused.exit, 0);
      const dryRun = await perform({ plans: `${plan}\n` });
      assert.is(dryRun.exit, 0, dryRun.printed);
      assert.match(dryRun.outputs, 'send=1\n');
      await perform({ ...inputs, command: HOSTILE });
      await perform({ ...inputs, command: 'run', new: HOSTILE });
      assert.not.ok((await readdir(folder, { recursive: true })).some((file) => file.endsWith('hacked')));
      assert.is((await comments()).length, 1);
    });

    job('says what is missing where callplan is not installed', async (scope) => {
      const { folder } = await gitFixture(scope, {});
      const { perform } = await actionFixture(scope, folder);
      await rm(join(folder, 'node_modules'), { recursive: true });
      const { exit, printed } = await perform({});
      assert.is(exit, 3);
      assert.match(printed, 'callplan is not installed');
    });

    job(
      'calls nobody when a run is attempted again, since the record of the first attempt may be lost',
      async (scope) => {
        const { ours } = await remoteAndClones(scope, {
          'plans/case.yaml': planText(['"+14155550101"']),
          '.gitignore': 'node_modules\n',
        });
        const { origin, received } = await plivoDouble(scope, fired);
        const inputs = {
          ...{ command: 'run', args: '--cps=1000\n', new: 'true' },
          ...{ 'auth-id': credentials.PLIVO_AUTH_ID, 'auth-token': credentials.PLIVO_AUTH_TOKEN },
        };
        const { perform } = await actionFixture(scope, ours);
        const again = await perform(inputs, { CALLPLAN_API_URL: origin, GITHUB_RUN_ATTEMPT: '2' });
        assert.is(again.exit, 5, again.printed);
        assert.match(again.printed, '::error title=callplan::An earlier attempt may have called people');
        assert.is(received.length, 0);
        assert.is((await perform(inputs, { CALLPLAN_API_URL: origin })).exit, 0);
        assert.is(received.length, 1);
      },
    );

    job('calls once, commits the record, and calls nobody when the job is started again', async (scope) => {
      const { remote, ours, theirs } = await remoteAndClones(scope, {
        'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"']),
        '.gitignore': 'node_modules\n',
      });
      const { origin, received } = await plivoDouble(scope, fired);
      const env = { CALLPLAN_API_URL: origin };
      const inputs = {
        command: 'run',
        args: '--cps=1000\n',
        'auth-id': credentials.PLIVO_AUTH_ID,
        'auth-token': credentials.PLIVO_AUTH_TOKEN,
      };
      const job = await actionFixture(scope, ours);
      const unknown = await job.perform(inputs, env);
      assert.is(unknown.exit, 5, unknown.printed);
      assert.match(unknown.printed, '--new');
      assert.is(received.length, 0);

      const first = await job.perform({ ...inputs, new: 'true' }, env);
      assert.is(first.exit, 0, first.printed);
      assert.is(received.length, 2);
      assert.match(first.summary, '2 sent');
      assert.not.match(first.printed + first.summary, '+14155550101');
      assert.match(await git(remote, 'log', '-1', '--format=%s', 'main'), 'Record 2 calls of case');

      // From the commit that started the job, which knows of no call.
      const stale = await (await actionFixture(scope, theirs)).perform({ ...inputs, new: 'true' }, env);
      assert.is(stale.exit, 5, stale.printed);
      assert.match(stale.printed, 'knows more of the calls');
      // From what is on the branch by then, as the workflow of init does.
      await git(theirs, 'pull', '--quiet');
      assert.is((await (await actionFixture(scope, theirs)).perform(inputs, env)).exit, 0);
      assert.is(received.length, 2);
      assert.is(await git(remote, 'rev-list', '--count', 'main'), '2');
    });
  },
  { concurrency: 2 },
);
