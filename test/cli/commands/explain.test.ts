import * as assert from 'uvu/assert';
import { explain } from '../../../src/cli/commands/explain.js';
import type { Io } from '../../../src/io/io.js';
import { catalog } from '../../../src/diagnostics/catalog.js';
import { shownText, wholeText } from '../../../src/diagnostics/example.js';
import { faults } from '../../../src/diagnostics/faults.js';
import { spec } from '../../harness/spec.js';
import { commandFixture } from '../command-fixture.js';

async function explained(code?: string): Promise<string> {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  assert.is(await explain({ stdout } as unknown as Io, code), 0);
  return text;
}

spec('cli: explain', (it) => {
  it('says what is wrong, why, a bad example and the good one', async (scope) => {
    const { spawned } = await commandFixture(scope);
    const { exit, stdout, stderr } = await spawned('explain unknown-key');
    assert.equal([exit, stderr], [0, '']);
    assert.is(
      stdout,
      `unknown-key: error
A map has a key that means nothing here.
A key with a typing error would otherwise be passed over in silence, and the call placed without what it asks for.

Wrong:

    version: 1
    name: reminder
    from: "+14152224444"
    callbacks:
      answer: https://voice.example.com/answer.xml
      hangup: https://voice.example.com/hangup
    options:
      time_limt: 300
    destinations:
      - "+14155550101"

Right:

    version: 1
    name: reminder
    from: "+14152224444"
    callbacks:
      answer: https://voice.example.com/answer.xml
      hangup: https://voice.example.com/hangup
    options:
      time_limit: 300
    destinations:
      - "+14155550101"
`,
    );
  });

  it('names the files of an example that has several, and shortens what nobody wants to read', async () => {
    const text = await explained('lockfile-orphan');
    assert.match(text, '\n  plans/recall.yaml\n    version: 1\n');
    assert.match(text, '\n  plans/reminder.lock.jsonl\n    {"lockfile":1,');
    assert.ok((await explained('too-large')).length < 1500);
    const repeated = ['a\n', { text: 'b\n', times: 5 }, 'c\n'];
    assert.is(shownText(repeated), 'a\nb\nb\nb… (5 times)\nc\n');
    assert.is(wholeText(repeated), 'a\nb\nb\nb\nb\nb\nc\n');
  });

  it('explains the reasons for giving up: when, in what words, the exit code, what to do', async () => {
    assert.is(
      await explained('locked'),
      `locked: the command gives up with exit code 7
Another run holds the lockfile.

    error: FILE is in use by HOLDER [locked]

Wait until that run has ended. If it runs on a machine that no longer exists, remove LOCK.
`,
    );
    for (const [code, { exit }] of Object.entries(faults)) {
      const text = await explained(code);
      assert.match(text, `${code}: the command gives up with exit code ${exit}\n`);
      assert.not.match(text, /undefined|\[object|HINT/, code);
    }
  });

  it('a code is of a finding or of a fault, never of both', () => {
    assert.equal(
      Object.keys(faults).filter((code) => Object.hasOwn(catalog, code)),
      [],
    );
  });

  it('tells with which exit code a finding ends the commands that need the file', async () => {
    assert.match(
      await explained('lockfile-damaged'),
      /^lockfile-damaged: error\n[^]*\nA command that needs the file ends with exit code 3\.\n/,
    );
    assert.not.match(await explained('unknown-key'), 'exit code');
  });

  it('lists all codes when none is asked for', async () => {
    const text = await explained();
    for (const [code, { summary }] of [...Object.entries(catalog), ...Object.entries(faults)])
      assert.ok(
        text.split('\n').some((line) => line.startsWith(`  ${code} `) && line.endsWith(summary)),
        code,
      );
  });

  it('names the nearest code when there is none', async (scope) => {
    const { callplan } = await commandFixture(scope);
    const { exit, stdout, stderr } = await callplan('explain unkown-key');
    assert.equal([exit, stdout], [2, '']);
    assert.is(stderr, 'error: there is no code unkown-key [usage]\n  Did you mean unknown-key?\n');
    const far = await callplan('explain toString');
    assert.is(far.exit, 2);
    assert.match(far.stderr, 'callplan explain lists them all');
  });
});
