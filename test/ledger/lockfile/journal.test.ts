import { constants } from 'node:fs';
import { open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import * as assert from 'uvu/assert';
import { createJournal, type Journal, type JournalHandle } from '../../../src/ledger/lockfile/journal.js';
import { spec, type Scope } from '../../harness/spec.js';
import { read } from '../entries.js';

interface CommandFixture {
  readonly file: string;
  readonly journal: Journal;
  /** What the journal did to its file, in order. */
  readonly done: string[];
  /** Makes the next call of this name fail, after `written` characters if it is a write. */
  fail: { on: 'appendFile' | 'datasync'; written: number } | undefined;
}

async function commandFixture({ folder }: Scope, content = 'old\n'): Promise<CommandFixture> {
  const file = `${await folder()}/journal`;
  await writeFile(file, content);
  const handle = await open(file, constants.O_RDWR | constants.O_APPEND);
  const done: string[] = [];
  const watched: JournalHandle = {
    appendFile: async (data) => {
      const text = String(data);
      done.push(`write ${text}`);
      const failing = made.fail?.on === 'appendFile';
      await handle.appendFile(failing ? text.slice(0, made.fail?.written) : text);
      if (failing) throw new Error('no space');
    },
    datasync: async () => {
      done.push('flush');
      if (made.fail?.on === 'datasync') throw new Error('no disk');
      await handle.datasync();
    },
    truncate: (length) => handle.truncate(length),
    stat: handle.stat.bind(handle),
    close: () => handle.close(),
  };
  const made: CommandFixture = {
    file,
    done,
    fail: undefined,
    journal: createJournal(watched, file, Buffer.byteLength(content)),
  };
  return made;
}

function problemOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error as Error).message,
  );
}

spec('lockfile journal', (it) => {
  it('resolves a durable append only after the flush', async (scope) => {
    const { file, journal, done } = await commandFixture(scope);
    await journal.append('a\n', true);
    assert.equal(done, ['write a\n', 'flush']);
    assert.is(await read(file), 'old\na\n');
    assert.is(await journal.close(), 'same');
  });

  it('does not flush for what need not be durable', async (scope) => {
    const { journal, done } = await commandFixture(scope);
    await journal.append('a\n', false);
    assert.equal(done, ['write a\n']);
    await journal.close();
  });

  it('lets appends of one moment share a write and a flush, in their order', async (scope) => {
    const { file, journal, done } = await commandFixture(scope);
    const first = [journal.append('a\n', true), journal.append('b\n', false), journal.append('c\n', true)];
    await Promise.resolve().then(() => Promise.resolve());
    const second = ['d\n', 'e\n', 'f\n'].map((text) => journal.append(text, true));
    await Promise.all([...first, ...second]);
    assert.equal(done, ['write a\nb\nc\n', 'flush', 'write d\ne\nf\n', 'flush']);
    assert.is(await read(file), 'old\na\nb\nc\nd\ne\nf\n');
    await journal.close();
  });

  it('waits at its end for what is being written', async (scope) => {
    const { file, journal } = await commandFixture(scope);
    const append = journal.append('a\n', true);
    assert.is(await journal.close(), 'same');
    await append;
    assert.is(await read(file), 'old\na\n');
  });

  for (const on of ['appendFile', 'datasync'] as const)
    it(`leaves no broken line when ${on} fails, and takes nothing after it`, async (scope) => {
      const made = await commandFixture(scope);
      await made.journal.append('a\n', true);
      made.fail = { on, written: 3 };
      const problems = [made.journal.append('bbbbb\n', true), made.journal.append('c\n', false)];
      const expected = on === 'appendFile' ? 'no space' : 'no disk';
      assert.equal(await Promise.all(problems.map(problemOf)), [expected, expected]);
      made.fail = undefined;
      assert.is(await problemOf(made.journal.append('d\n', true)), expected);
      assert.is(await read(made.file), 'old\na\n');
      assert.is(await made.journal.close(), 'same');
    });

  const accidents: Record<string, [accident: (file: string) => Promise<void>, found: string]> = {
    removed: [(file) => rm(file), 'missing'],
    'moved away': [(file) => rename(file, `${file}.moved`), 'missing'],
    replaced: [
      async (file) => {
        await writeFile(`${file}.new`, 'old\na\n');
        await rename(`${file}.new`, file);
      },
      'other',
    ],
    'cut short': [(file) => truncate(file, 2), 'other'],
    'appended to': [(file) => writeFile(file, 'x\n', { flag: 'a' }), 'other'],
  };
  for (const [title, [accident, found]] of Object.entries(accidents))
    it(`refuses an intent in a file that was ${title}`, async (scope) => {
      const { file, journal } = await commandFixture(scope);
      await accident(file);
      assert.match(await problemOf(journal.append('a\n', true)), 'was removed, replaced or changed while');
      assert.match(await problemOf(journal.append('b\n', false)), 'was removed, replaced or changed while');
      assert.is(await journal.close(), found);
    });
});
