import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { openLockfile } from '../../../src/ledger/lockfile/open.js';
import { readLockfile } from '../../../src/ledger/lockfile/read.js';
import { spec } from '../../harness/spec.js';
import { entry, header, opened, read } from '../entries.js';
import { bundle, kill, start } from './kill/program.js';
import { orThrow } from '../../../src/diagnostics/fatal.js';

const KILLS = 10;
const CONCURRENCY = 10;

/** Waits until that many calls more have left, however slow the disk is. */
async function growth(log: string, calls: number): Promise<void> {
  const count = async (): Promise<number> => (await read(log).catch(() => '')).split('\n').length;
  for (const before = await count(); (await count()) < before + calls;) await sleep(2);
}

spec('lockfile after a crash', (it) => {
  it('never forgets a call and never places one twice, however often its run is killed', async ({
    folder,
  }) => {
    const home = await folder();
    const [program, file, log] = [await bundle('child', home), `${home}/p.lock.jsonl`, `${home}/sent`];
    for (let kills = 1; kills <= KILLS; kills++) {
      const child = start(program, file, log);
      // Every fourth one is killed at its start, wherever it is then.
      if (kills % 4 !== 0) await growth(log, 16);
      await sleep(Math.random() * 40);
      await kill(child);

      const store = await openLockfile({ path: file, file, header, create: true, host: process });
      const known = [...store.entries.values()];
      await store.close();
      const sent = (await read(log).catch(() => '')).split('\n').slice(0, -1);
      assert.is(new Set(sent).size, sent.length, 'a call was placed twice');
      const ids = new Set(known.map(({ id }) => id));
      assert.equal(
        sent.filter((id) => !ids.has(id)),
        [],
        'a call was forgotten',
      );
      const doubts = known.filter(({ state }) => state !== 'accepted').length;
      assert.ok(doubts <= kills * CONCURRENCY, `${doubts} in doubt after ${kills} kills`);
    }
    assert.equal((await readdir(home)).sort(), ['child.mjs', 'p.lock.jsonl', 'sent']);
  });

  it('stops at a full disk without a broken line, and lets others go on', async ({ folder }) => {
    const home = await folder();
    const file = `${home}/p.lock.jsonl`;
    const program = await bundle('fill', home);
    // 16 blocks of 512 bytes: the largest file that the child may write.
    const command = `ulimit -f 16; exec "${process.execPath}" "${program}" "${file}"`;
    const { stdout } = await promisify(execFile)('sh', ['-c', command]);
    const { sent, ...codes } = JSON.parse(stdout) as { sent: number };
    assert.ok(sent > 10, `only ${sent} were sent`);
    assert.equal(codes, {
      refused: 'file-unwritable',
      later: 'file-unwritable',
      recorded: 'file-unwritable',
      closed: 'fine',
    });
    const found = orThrow(await readLockfile({ path: file, file }, process));
    const states = [...(found?.entries.values() ?? [])].map(({ state }) => state);
    assert.is(states.length, sent);
    assert.equal((await readdir(home)).sort(), ['fill.mjs', 'p.lock.jsonl']);
  });

  it('believes the order of its lines, not the time of day, which may jump', async (scope) => {
    const { file, store } = await opened(scope);
    await store.claim([entry('x'), entry('y')]);
    await store.record([entry('x', { at: '1970-01-01T00:00:00.000Z' })]);
    await store.record([entry('y', { state: 'not_sent', at: '1970-01-01T00:00:00.000Z' })]);
    const states = async (): Promise<unknown[]> =>
      [...(orThrow(await readLockfile({ path: file, file }, process))?.entries.values() ?? [])].map(
        ({ id, state }) => [id, state],
      );
    assert.equal(await states(), [['x', 'accepted']]);
    await store.close();
    assert.equal(await states(), [['x', 'accepted']]);
  });
});
