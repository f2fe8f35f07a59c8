import { readdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { takeHolder, type Holder, type Patience } from '../../../src/io/lock/holder.js';
import {
  decodeIdentity,
  encodeIdentity,
  hasEnded,
  identify,
  type Host,
  type Identity,
} from '../../../src/io/lock/identity.js';
import { openLockfile } from '../../../src/ledger/lockfile/open.js';
import { readLockfile } from '../../../src/ledger/lockfile/read.js';
import { spec } from '../../harness/spec.js';
import { faultOf, header, journal, lockfile } from '../../ledger/entries.js';
import { bundle, firstWord, kill, start } from '../../ledger/lockfile/kill/program.js';
import { orThrow } from '../../../src/diagnostics/fatal.js';

const NAME = 'plan.lock.jsonl';
const patience: Patience = { random: Math.random, sleep: () => Promise.resolve() };
const take = (folder: string, name = NAME, wait = patience): Promise<Holder> =>
  takeHolder(join(folder, name), `plans/${name}`, process, wait);

/** Leaves the holder's file of a process that differs from this one. */
async function leave(folder: string, over: Partial<Identity>, name = NAME): Promise<string> {
  const identity = encodeIdentity({ ...(await identify(process)), ...over });
  const file = `.${name}.${identity}-00000000.holder`;
  await writeFile(join(folder, file), '');
  return file;
}

const holdersIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.holder'));

spec('lockfile holder', (it) => {
  it('refuses a second process while the first lives, and not after its end', async ({ folder, defer }) => {
    const home = await folder();
    const program = await bundle('hold', home);
    const first = start(program, `${home}/${NAME}`);
    defer(() => first.kill());
    assert.is(await firstWord(first), 'open');
    const fault = await faultOf(
      openLockfile({ path: `${home}/${NAME}`, file: `${home}/${NAME}`, header, create: true, host: process }),
    );
    assert.is(fault.code, 'locked');
    assert.is(fault.message, `${home}/${NAME} is in use by process ${String(first.pid)} on this machine`);
    assert.match(fault.hint, join(home, (await holdersIn(home))[0] ?? 'none'));
    const found = orThrow(await readLockfile({ path: `${home}/${NAME}`, file: `${home}/${NAME}` }, process));
    assert.equal(
      [...(found?.entries.values() ?? [])].map(({ state }) => state),
      ['sending'],
    );

    first.stdin.end();
    await once(first, 'exit');
    const second = await openLockfile({
      path: `${home}/${NAME}`,
      file: `${home}/${NAME}`,
      header,
      create: false,
      host: process,
    });
    await second.close();
    assert.equal(await holdersIn(home), []);
  });

  it('takes over from a process that was killed', async ({ folder }) => {
    const home = await folder();
    const first = start(await bundle('hold', home), `${home}/${NAME}`);
    assert.is(await firstWord(first), 'open');
    await kill(first);
    assert.is((await holdersIn(home)).length, 1);
    const second = await openLockfile({
      path: `${home}/${NAME}`,
      file: `${home}/${NAME}`,
      header,
      create: false,
      host: process,
    });
    assert.equal(
      [...second.entries.values()].map(({ state }) => state),
      ['in_doubt'],
    );
    await second.close();
    assert.equal(await holdersIn(home), []);
  });

  it('refuses the same process a second time', async ({ folder }) => {
    const home = await folder();
    const first = await take(home);
    assert.is((await faultOf(take(home))).code, 'locked');
    assert.is((await holdersIn(home)).length, 1);
    await first.release();
    await (await take(home)).release();
  });

  it('lets exactly one in when two come at the same moment and one of them is more patient', async ({
    folder,
  }) => {
    const home = await folder();
    for (let round = 0; round < 20; round++) {
      const hasty = take(home);
      const sleep = (): Promise<unknown> => hasty.catch(() => undefined);
      const both = await Promise.allSettled([hasty, take(home, NAME, { random: Math.random, sleep })]);
      const holders = both.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      assert.is(holders.length, 1);
      await holders[0]?.release();
    }
    assert.equal(await holdersIn(home), []);
  });

  it('meets at one lockfile whatever its spelling', async ({ folder }) => {
    const home = await folder();
    const file = await lockfile(home, journal());
    await symlink(home, `${home}/folder`);
    await symlink(NAME, `${home}/link.lock.jsonl`);
    const open = (path: string) => openLockfile({ path, file: path, header, create: true, host: process });
    const store = await open(file);
    for (const other of [`${home}/folder/${NAME}`, `${home}/./${NAME}`, `${home}/link.lock.jsonl`])
      assert.is((await faultOf(open(other))).code, 'locked');
    await store.close();
    const linked = await open(`${home}/link.lock.jsonl`);
    assert.is((await faultOf(open(file))).code, 'locked');
    await linked.close();
    assert.is(await realpath(`${home}/link.lock.jsonl`), file);
  });

  it('refuses a link that leads nowhere', async ({ folder }) => {
    const home = await folder();
    await symlink('none', `${home}/${NAME}`);
    const fault = await faultOf(
      openLockfile({ path: `${home}/${NAME}`, file: `${home}/${NAME}`, header, create: true, host: process }),
    );
    assert.match(fault.message, 'a link that leads nowhere');
  });

  it('is not in the way of other lockfiles', async ({ folder }) => {
    const home = await folder();
    const first = await take(home);
    const names = [`${NAME}.x.lock.jsonl`, 'a.lock.jsonl', `x.${NAME}`];
    const others = await Promise.all(names.map((name) => take(home, name)));
    await Promise.all([first, ...others].map((holder) => holder.release()));
  });

  const standing: Record<string, [over: Partial<Identity>, says: string]> = {
    'another machine': [{ machine: '00000000', pid: 7 }, 'process 7 on another machine'],
    'another container': [
      { space: '00000000', pid: 7 },
      'process 7 in another container or on another machine',
    ],
    'a process that hides when it started': [{ start: '0' }, `process ${process.pid} on this machine`],
  };
  for (const [title, [over, says]] of Object.entries(standing))
    it(`respects ${title}`, async ({ folder }) => {
      const home = await folder();
      const file = await leave(home, over);
      const fault = await faultOf(take(home));
      assert.is(fault.message, `plans/${NAME} is in use by ${says}`);
      assert.match(fault.hint, `plans/${file}`);
      assert.equal(await holdersIn(home), [file]);
    });

  it('respects a holder that it cannot read', async ({ folder }) => {
    const home = await folder();
    await writeFile(`${home}/.${NAME}.v2-what-1a2b.holder`, '');
    assert.match((await faultOf(take(home))).message, 'another version');
  });

  const ended: Record<string, Partial<Identity>> = {
    'a process whose number another one has got': { start: '1' },
    'a process that is gone': { pid: 2 ** 22 + 1 },
  };
  for (const [title, over] of Object.entries(ended))
    it(`takes over from ${title}`, async ({ folder }) => {
      const home = await folder();
      await leave(home, over);
      const holder = await take(home);
      assert.is((await holdersIn(home)).length, 1);
      await holder.release();
      assert.equal(await holdersIn(home), []);
    });
});

spec('lockfile holder: who has ended', (it) => {
  const self: Identity = { machine: '11111111', boot: '22222222', space: '33333333', pid: 10, start: '5' };
  const killing = (code?: string): Host => ({
    pid: 10,
    kill: () => {
      if (code) throw Object.assign(new Error(code), { code });
    },
  });

  it('knows that a reboot ends everything, where it can tell boots apart', async () => {
    const host = killing();
    assert.is(await hasEnded({ ...self, boot: '99999999', space: '88888888' }, self, host), true);
    assert.is(await hasEnded({ ...self, boot: 'x' }, self, host), false);
    assert.is(await hasEnded(self, { ...self, boot: 'x' }, host), false);
  });

  it('believes no process number of another machine or container', async () => {
    const host = killing('ESRCH');
    assert.is(await hasEnded({ ...self, machine: '99999999', boot: '88888888' }, self, host), false);
    assert.is(await hasEnded({ ...self, space: '99999999' }, self, host), false);
    assert.is(await hasEnded(self, self, host), true);
  });

  it('takes a process of another user for alive', async () => {
    assert.is(await hasEnded({ ...self, pid: 2 ** 22 + 1 }, self, killing('EPERM')), false);
  });

  it('takes a zombie for dead', async ({ defer }) => {
    // The shell becomes a program that never asks how its child ended; until it is one, the child waits.
    const script = '(while [ "$(cat /proc/$$/comm)" = sh ]; do :; done) & echo $!; exec sleep 9';
    const parent = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    defer(() => parent.kill());
    const pid = Number(await firstWord(parent));
    const zombie = await identify({ ...killing(), pid });
    while (!(await hasEnded(zombie, await identify(process), process))) await turn();
    assert.ok(process.kill(pid, 0));
  });

  it('is not misled by what a program calls itself', async ({ folder, defer }) => {
    const program = join(await folder(), 'a) Z 1 (b');
    await symlink(process.execPath, program);
    const child = spawn(program, ['-e', "process.stdout.write('up'); process.stdin.resume()"], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    defer(() => child.kill());
    assert.is(await firstWord(child), 'up');
    const odd = await identify({ ...killing(), pid: child.pid ?? 0 });
    assert.is(await hasEnded(odd, await identify(process), process), false);
    assert.match(odd.start, /^[1-9]\d+$/);
  });

  it('writes an identity into a name and reads it back', async () => {
    const me = await identify(process);
    assert.equal(decodeIdentity(encodeIdentity(me)), me);
    assert.is(me.pid, process.pid);
    assert.is(decodeIdentity('plan-x-y-1-2'), undefined);
  });
});
