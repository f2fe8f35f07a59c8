import { chmod, link, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, fired, planText, plivoDouble, commandFixture } from '../command-fixture.js';

const env = credentials;
const plan = planText(['"+14155550101"']);

spec(
  'cli: report files of a run that are refused before anything is sent',
  (it) => {
    const files = {
      'plans/case.yaml': plan,
      'data.json': '{}',
      'package.json': '{ "callplan": { "cps": 1000 } }\n',
    };
    const refused: [args: string, exit: number, says: string][] = [
      ['junit=plans/case.yaml', 2, 'a report must not take the place of plans/case.yaml'],
      ['markdown=plans/case.lock.jsonl', 2, 'a report must not take the place of plans/case.lock.jsonl'],
      ['json=package.json', 2, 'a report must not take the place of package.json'],
      ['json=.callplanrc.json', 2, 'a report must not take the place of .callplanrc.json'],
      ['text=plans/contacts.CSV', 2, 'a report must not take the place of plans/contacts.CSV'],
      ['markdown=hard.md', 2, 'a report must not take the place of hard.md'],
      ['json=a.json --report text=./a.json', 2, 'two reports would be written to a.json'],
      ['markdwn=x', 2, 'there is no report markdwn'],
      ['github=x', 2, 'There are text, json, junit, markdown.'],
      ['json --report junit', 2, 'stdout cannot carry both json and junit'],
      ['json=nowhere/out.json', 3, 'nowhere/out.json cannot be written: its folder does not exist'],
      ['markdown=nowhere/out.md', 3, 'nowhere/out.md cannot be written: its folder does not exist'],
      ['junit=folder', 3, 'folder cannot be written: it is not a regular file'],
      ['markdown=/dev/null', 3, '/dev/null cannot be written: it is not a regular file'],
      ['markdown=soft.md', 3, 'soft.md cannot be written: it is not a regular file'],
      ['markdown=out/x.md', 3, 'out/x.md cannot be written: it is a link that leads out of the repository'],
      [`json=${'x'.repeat(300)}`, 3, 'name too long'],
    ];
    for (const [args, code, says] of refused)
      it(`--report ${args.slice(0, 60)}`, async (scope) => {
        const { callplan, folder, read } = await commandFixture(scope, files);
        const { origin, received } = await plivoDouble(scope, fired);
        await link(join(folder, 'plans/case.yaml'), join(folder, 'hard.md'));
        await symlink('data.json', join(folder, 'soft.md'));
        await symlink(await scope.folder(), join(folder, 'out'));
        await mkdir(join(folder, 'folder'));
        const before = (await readdir(folder, { recursive: true })).sort();
        const { exit, stdout, stderr } = await callplan(
          `run --yes --new --api-url ${origin} --report ${args}`,
          { env },
        );
        assert.is(exit, code, stdout + stderr);
        assert.match(stderr, says);
        assert.is(stdout, '');
        assert.is(received.length, 0);
        assert.is(await read('plans/case.yaml'), plan);
        assert.equal((await readdir(folder, { recursive: true })).sort(), before);
      });

    it('a file and a folder that may not be written to', async (scope) => {
      // Root may write everywhere.
      if (process.getuid?.() === 0) return;
      const { callplan, folder } = await commandFixture(scope, {
        ...files,
        'closed/x.md': 'x',
        'locked.md': 'x',
      });
      await chmod(join(folder, 'locked.md'), 0o444);
      await chmod(join(folder, 'closed'), 0o555);
      for (const report of ['markdown=locked.md', 'json=closed/x.json']) {
        const { exit, stderr } = await callplan(`run --simulate --report ${report}`);
        assert.is(exit, 3);
        assert.match(stderr, 'you may not write there');
      }
      await chmod(join(folder, 'closed'), 0o755);
    });
  },
  { concurrency: 2 },
);
