import { join } from 'node:path';
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { commitAll, git, put, remoteAndClones } from '../../git/repository.js';
import { entry, header } from '../../ledger/entries.js';
import { encodeLockfile } from '../../../src/ledger/lockfile/encode.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';
import { credentials, planText, commandFixture } from '../command-fixture.js';
import { runInHost } from '../command-processes.js';

/** Tokens that may be the name of a plan, or a login name. */
const tokens = fc.stringMatching(/^[a-z][a-z0-9]{9,30}$/).filter((token) => new Set(token).size > 4);

const some = fc.sample(tokens, tries(3));

spec(
  'cli: secrets beside the streams',
  (it) => {
    for (const token of some)
      it(`are in no message of a commit: ${token}`, async (scope) => {
        const { ours, remote } = await remoteAndClones(scope, {
          'plans/case.yaml': planText(['{ to: "+14155550101", id: a }']).replace(
            'name: case',
            `name: ${token}`,
          ),
        });
        const text = encodeLockfile({ ...header, plan: token }, [entry('a')]);
        const file = 'plans/case.lock.jsonl';
        const env = { ...credentials, PATH: process.env['PATH'] ?? '', PLIVO_AUTH_TOKEN: token };
        await commitAll(ours, { 'more.txt': 'x' });
        await git(ours, 'push', '--quiet');
        await put(ours, { [file]: text });
        const order = { cwd: ours, args: ['commit', '--push'], env, input: '' };
        const { exit, stdout, stderr } = await runInHost(order);
        assert.is(exit, 0, stderr);
        assert.match(await git(remote, 'log', '-1', '--format=%B', 'main'), 'of ***');
        assert.not.match(await git(ours, 'log', '--all', '--format=%B'), token);
        assert.not.match(stdout + stderr, token);
      });

    for (const token of some)
      it(`are in no name of who settled a call: ${token}`, async (scope) => {
        const { callplan, read } = await commandFixture(scope, {
          'plans/case.yaml': planText(['{ to: "+14155550101", id: a }']),
          'plans/case.lock.jsonl': encodeLockfile({ ...header, plan: 'case' }, [
            entry('a', { state: 'in_doubt' }),
          ]),
        });
        const env = { ...credentials, PLIVO_AUTH_TOKEN: token, GITHUB_ACTOR: `bot-${token}` };
        const { exit, stderr } = await callplan('resolve plans/case.yaml a --placed --reason heard', { env });
        assert.is(exit, 0, stderr);
        const text = await read('plans/case.lock.jsonl');
        assert.match(text, '"by":"bot-***"');
        assert.not.match(text, token);
      });

    for (const [what, thrown] of [
      ['an error that nothing catches', 'throw error'],
      ['a rejection that nobody awaits', 'Promise.reject(error)'],
      ['a rejection with a text', 'Promise.reject(error.message)'],
    ] as const)
      it(`are in no trace of ${what}, which is no finding either`, async (scope) => {
        const { folder, spawned, write } = await commandFixture(scope);
        const pair = '`${process.env.PLIVO_AUTH_ID}:${process.env.PLIVO_AUTH_TOKEN}`';
        await write({
          'break.cjs': `const error = new Error(${pair} + '\\u001b[31m ' + btoa(${pair}));
const { write } = process.stderr;
process.stderr.write = function (text, ...rest) {
  if (/listen|http/.test(text)) setImmediate(() => { ${thrown}; });
  return write.call(this, text, ...rest);
};
`,
        });
        const env = { ...credentials, NODE_OPTIONS: `--require ${join(folder, 'break.cjs')}` };
        const { exit, stdout, stderr } = await spawned('emulator --port 0', { env });
        assert.is(exit, 3, stderr);
        assert.match(stderr, /internal error: .*\*\*\*/);
        const said = stdout + stderr;
        for (const secret of [
          credentials.PLIVO_AUTH_TOKEN,
          credentials.PLIVO_AUTH_ID,
          btoa(`${credentials.PLIVO_AUTH_ID}:${credentials.PLIVO_AUTH_TOKEN}`),
          '\u001b',
        ])
          assert.not.match(said, secret);
      });
  },
  { concurrency: 2 },
);
