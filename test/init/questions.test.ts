import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import * as assert from 'uvu/assert';
import { main } from '../../src/cli/main.js';
import type { Io } from '../../src/io/io.js';
import { spec, type Scope } from '../harness/spec.js';
import { commandFixture } from '../cli/command-fixture.js';
import { systemClock } from '../../src/io/clock.js';

const CTRL_C = '\x03';
const CTRL_D = '\x04';

interface Session {
  readonly exit: number;
  readonly shown: string;
  readonly folder: string;
  readonly files: readonly string[];
}

/** Types an answer to each question that `init` asks on a terminal. */
async function talk(
  scope: Scope,
  answers: readonly string[],
  files = {},
  flags: string[] = [],
): Promise<Session> {
  const { folder } = await commandFixture(scope, files);
  const [stdin, stdout, stderr] = [0, 1, 2].map(() => Object.assign(new PassThrough(), { isTTY: true }));
  let shown = '';
  let answered = 0;
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
      // A prompt comes in several parts, and is one question all the same.
      if ((shown.match(/\]: /g)?.length ?? 0) <= answered) return;
      const answer = answers[answered++];
      if (answer !== undefined) setImmediate(() => stdin?.write(answer));
    });
  const exit = await main({
    host: { pid: 1, kill: () => true } as unknown as Io['host'],
    args: ['init', ...flags],
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
    cwd: folder,
    stdin,
    stdout,
    stderr,
    end: () => {
      assert.unreachable();
    },
    onSignal: () => () => undefined,
    clock: systemClock,
    random: Math.random,
    onUncaught: () => undefined,
  } as unknown as Io);
  const found = await readdir(folder, { recursive: true });
  return { exit, shown, folder, files: found.filter((file) => file !== '.git').sort() };
}

spec('cli: init asks', (it) => {
  it('takes what is offered, and shows what it will write before it does', async (scope) => {
    const { exit, shown, files } = await talk(scope, ['\r', '\r', '\r', '\r', '\r'], {
      '.gitignore': 'dist\n',
    });
    assert.is(exit, 0, shown);
    assert.ok(files.includes('plans/first-call.yaml'));
    assert.ok(shown.indexOf('adds to  .gitignore') < shown.indexOf('Write this?'));
    assert.ok(shown.indexOf('Write this?') < shown.indexOf('wrote'));
  });

  it('asks again for what the rules refuse, and not for what a flag says', async (scope) => {
    const answers = ['12\r', '+14155550177\r', '+442079460000\r', 'ftp\r', 'https://a.example/\r', 'yes\r'];
    const { exit, shown, folder } = await talk(scope, answers, {}, ['--pipeline', 'none']);
    assert.is(exit, 0, shown);
    assert.match(shown, '[bad-form]');
    assert.not.match(shown, 'Pipeline:');
    const plan = await readFile(join(folder, 'plans', 'first-call.yaml'), 'utf8');
    for (const text of ['+14155550177', '+442079460000', 'https://a.example/']) assert.match(plan, text);
  });

  it('asks nothing about a plan where there are plans', async (scope) => {
    const { exit, shown, files } = await talk(scope, ['none\r', 'y\r'], { 'plans/mine.yaml': 'x' });
    assert.is(exit, 0, shown);
    assert.not.match(shown, 'Whom to call');
    assert.equal(files, ['.callplanrc.yaml', '.gitattributes', '.gitignore', 'plans', 'plans/mine.yaml']);
  });

  const ends: [string, readonly string[], number][] = [
    ['Ctrl-C at the first question', [CTRL_C], 130],
    ['Ctrl-C at the last question', ['\r', '\r', '\r', '\r', CTRL_C], 130],
    ['the end of the input', ['\r', CTRL_D], 5],
    ['no', ['\r', '\r', '\r', '\r', 'no\r'], 5],
  ];
  for (const [what, answers, code] of ends)
    it(`writes nothing after ${what}`, async (scope) => {
      const { exit, shown, files } = await talk(scope, answers);
      assert.is(exit, code, shown);
      assert.match(shown, 'Nothing was written.');
      assert.equal(files, []);
    });
});
