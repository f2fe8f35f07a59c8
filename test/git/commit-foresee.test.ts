import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import * as assert from 'uvu/assert';
import { main } from '../../src/cli/main.js';
import { git, LOCKFILE } from './repository.js';
import { spec } from '../harness/spec.js';
import { env, runElsewhere, fixture } from './commit-fixture.js';
import { systemClock } from '../../src/io/clock.js';

spec(
  'cli: run --commit calls nobody',
  (it) => {
    it('when an old job is run again after the plan was moved with its record', async (scope) => {
      const { folder, run, plivo } = await fixture(scope);
      const old = await git(folder, 'rev-parse', 'HEAD');
      assert.is((await run()).exit, 0);
      await git(folder, 'mv', 'plans/case.yaml', 'plans/moved.yaml');
      await git(folder, 'mv', LOCKFILE, 'plans/moved.lock.jsonl');
      await git(folder, 'commit', '--quiet', '-m', 'move');
      // Whoever moved it knows of the calls, though the branch has them elsewhere.
      assert.is((await run()).exit, 0);
      await git(folder, 'pull', '--quiet', '--rebase');
      await git(folder, 'push', '--quiet');
      await git(folder, 'checkout', '--quiet', old);
      const { exit, stderr } = await run('--branch main');
      assert.is(exit, 5, stderr);
      assert.match(stderr, '[lockfile-behind]');
      assert.is(plivo.received.length, 2);
    });

    it('when another run places calls while the question stands', async (scope) => {
      const prepared = await fixture(scope);
      const [stdin, stderr] = [new PassThrough(), new PassThrough()];
      let said = '';
      stderr.on('data', (chunk: Buffer) => {
        const asked = said.includes('Type yes');
        said += chunk.toString();
        if (asked || !said.includes('Type yes')) return;
        void runElsewhere(scope, prepared).then(() => stdin.write('yes\n'));
      });
      const terminal = { isTTY: true } as const;
      const exit = await main({
        host: process,
        args: [
          'run',
          relative(process.cwd(), join(prepared.folder, 'plans/case.yaml')),
          ...['--commit', '--cps', '100', '--api-url', prepared.plivo.origin],
        ],
        env,
        cwd: process.cwd(),
        stdin: Object.assign(stdin, terminal) as unknown as NodeJS.ReadStream,
        stdout: new PassThrough() as unknown as NodeJS.WriteStream,
        stderr: Object.assign(stderr, terminal) as unknown as NodeJS.WriteStream,
        onSignal: () => () => undefined,
        clock: systemClock,
        random: Math.random,
        onUncaught: () => undefined,
        end: (code) => {
          throw new Error(`ended with ${code}`);
        },
      });
      assert.is(exit, 5, said);
      assert.match(said, '[lockfile-behind]');
      assert.is(prepared.plivo.received.length, 1);
    });

    it('for a branch that is not there, as a tag that started the pipeline is not', async (scope) => {
      const { folder, remote, run, plivo } = await fixture(scope);
      await git(folder, 'checkout', '--quiet', '--detach');
      const { exit, stderr } = await run('--branch v1.0');
      assert.is(exit, 3);
      assert.match(stderr, 'origin/v1.0: there is no such branch');
      assert.is(plivo.received.length, 0);
      assert.is(await git(remote, 'branch'), '* main');
    });

    it('in the middle of a merge, which the record would have to wait for', async (scope) => {
      const { folder, run, plivo } = await fixture(scope);
      await writeFile(join(folder, '.git/MERGE_HEAD'), `${await git(folder, 'rev-parse', 'HEAD')}\n`);
      assert.is((await run()).exit, 3);
      assert.is(plivo.received.length, 0);
    });
  },
  { concurrency: 2 },
);
