import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import {
  branch,
  checkHarmless,
  checkMarkup,
  inventory,
  readIfThere,
  TRAPS,
} from './hostile-branch-fixture.js';

const COMMANDS = [
  'validate --report json=out.json --report github --report sarif=out.sarif --report junit=out.xml --report rdjsonl=out.rdjsonl',
  'dry-run --base HEAD --report json=out.json --report github --report markdown=out.md --report outputs=out.txt --out steps.json --show-requests',
  'dry-run --format json',
  'status',
  'export --as curl --out out.sh',
];

const ASKED = ['json', 'sarif', 'xml', 'rdjsonl', 'md', 'txt', 'sh']
  .map((ending) => `out.${ending}`)
  .concat('steps.json');

/** Enough for what a plan may be, and far too little for what these would like to be. */
const env = { NODE_OPTIONS: '--max-old-space-size=192' };

spec(
  "cli: a stranger's branch can do nothing",
  (it) => {
    for (const [name, trap] of Object.entries(TRAPS))
      it(name, async (scope) => {
        const fixture = await branch(scope);
        const { folder, outside, ran, connections } = fixture;
        await trap(fixture);
        const heavy = /MB|bomb/.test(name);
        const before = await inventory(folder);
        const around = await inventory(outside);
        for (const command of COMMANDS) {
          const { exit, stdout, stderr } = await (heavy
            ? fixture.spawned(command, { env })
            : fixture.callplan(command));
          assert.ok(
            exit !== null && exit >= 0 && exit <= 5,
            `${command} ended with ${exit ?? 'a signal'}: ${stderr}`,
          );
          checkHarmless(stdout, `${command} on stdout`);
          checkHarmless(stderr, `${command} on stderr`);
          assert.not.match(stderr, 'internal error', command);
          for (const file of ASKED) {
            const path = join(folder, file);
            if ((await lstat(path).catch(() => undefined))?.isFile() !== true) continue;
            const text = await readIfThere(path);
            checkHarmless(text, `${command} in ${file}`);
            if (/md|xml/.test(file)) checkMarkup(text, `${command} in ${file}`);
          }
        }
        const made = (await inventory(folder)).filter((file) => !before.includes(file));
        assert.equal(
          made.filter((file) => !ASKED.some((asked) => file === join(folder, asked))),
          [],
        );
        assert.equal(await inventory(outside), around);
        assert.is(await readIfThere(ran), '');
        assert.is(connections(), 0);
      });
  },
  { concurrency: 2 },
);
