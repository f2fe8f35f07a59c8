import {
  open as openFile,
  readlink,
  type FileHandle,
  chmod,
  mkdir,
  readdir,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import * as assert from 'uvu/assert';
import { encodeJournalLine } from '../../../src/ledger/lockfile/encode.js';
import { keyOf } from '../../../src/ledger/entry.js';
import { readLockfile } from '../../../src/ledger/lockfile/read.js';
import { spec } from '../../harness/spec.js';
import {
  canonical,
  DOUBT,
  entry,
  faultOf,
  header,
  journal,
  lockfile,
  open,
  opened,
  read,
} from '../entries.js';
import { orThrow } from '../../../src/diagnostics/fatal.js';

spec('lockfile store', (it) => {
  it('begins a lockfile, and its folder, only when told to', async ({ folder }) => {
    const file = `${await folder()}/new/plan.lock.jsonl`;
    assert.is((await faultOf(open(file))).code, 'lockfile-missing');
    await (await open(file, { create: true })).close();
    assert.is(await read(file), canonical());
    await rm(file);
    assert.is((await faultOf(open(file))).code, 'lockfile-missing');
    assert.equal(await readdir(dirname(file)), []);
  });

  it('has the intent in the file before a claim resolves, and the outcome before a record does', async (scope) => {
    const { file, store } = await opened(scope);
    await store.claim([entry('x'), entry('y')]);
    assert.is(await read(file), journal(entry('x', { state: 'sending' }), entry('y', { state: 'sending' })));
    assert.is(store.entries.get(keyOf('1', 'x'))?.state, 'sending');
    await store.record([entry('x', { status: 201 })]);
    assert.match(await read(file), /"state":"accepted".*"id":"x".*"status":201}\n$/);
    assert.equal(store.entries.get(keyOf('1', 'x')), entry('x', { status: 201 }));
  });

  it('ends with the canonical form, and nothing else in the folder', async (scope) => {
    const { file, home, store } = await opened(scope, canonical(entry('m')));
    await store.claim(['z', 'a', 'never', 'unheard'].map((id) => entry(id)));
    await store.record([
      entry('z'),
      entry('a', { state: 'rejected' }),
      entry('never', { state: 'not_sent' }),
    ]);
    await store.close();
    const expected = [entry('m'), entry('z'), entry('a', { state: 'rejected' }), entry('unheard', DOUBT)];
    assert.is(await read(file), canonical(...expected));
    assert.equal(await readdir(home), ['plan.lock.jsonl']);
  });

  it('does not touch a file that says it already', async ({ folder }) => {
    const file = await lockfile(await folder(), canonical(entry('x')));
    const before = await stat(file, { bigint: true });
    await (await open(file)).close();
    const after = await stat(file, { bigint: true });
    assert.equal([after.ino, after.mtimeNs, after.ctimeNs], [before.ino, before.mtimeNs, before.ctimeNs]);
  });

  it('records what was settled without a call', async (scope) => {
    const { file, store } = await opened(scope, canonical(entry('x', DOUBT), entry('y')));
    const settled = { by: 'Ada', at: '2026-11-23T11:00:00.000Z', reason: 'heard it ring' };
    await store.record([entry('x', { settled })]);
    await store.close();
    assert.is(await read(file), canonical(entry('x', { settled }), entry('y')));
  });

  it('makes the new file durable before it takes the place of the old one, and then its name', async (scope) => {
    const { file, home, store } = await opened(scope);
    const handle = await openFile(file);
    const handles = Object.getPrototypeOf(handle) as { sync: (this: FileHandle) => Promise<void> };
    await handle.close();
    const original = handles.sync;
    scope.defer(() => (handles.sync = original));
    const synced: string[] = [];
    handles.sync = async function () {
      const state = (await read(file)) === canonical(entry('x')) ? 'new' : 'old';
      synced.push(`${state} ${await readlink(`/proc/self/fd/${this.fd}`)}`);
      return original.call(this);
    };
    await store.claim([entry('x')]);
    await store.record([entry('x')]);
    await store.close();
    assert.equal(synced, [`old ${home}/.plan.lock.jsonl.tmp`, `new ${home}`]);
  });

  it('keeps the mode of the file', async (scope) => {
    const { file, store } = await opened(scope);
    await chmod(file, 0o640);
    await store.claim([entry('x')]);
    await store.close();
    assert.is((await stat(file)).mode & 0o777, 0o640);
  });

  it('keeps the history of a call that is placed again, though nobody tells it', async (scope) => {
    const { file, store } = await opened(scope, canonical(entry('x', { state: 'rejected', status: 400 })));
    const again = entry('x', { at: '2026-11-23T12:00:00.000Z' });
    await store.claim([again]);
    await store.record([again]);
    await store.close();
    const { digest, at } = entry('x');
    assert.is(
      await read(file),
      canonical({ ...again, earlier: [{ digest, state: 'rejected', at, status: 400 }] }),
    );
  });

  it('puts what a dead run left on its way in doubt, at once and in the file', async (scope) => {
    const left = entry('x', { state: 'sending' });
    const { file, store } = await opened(
      scope,
      `${journal(entry('y'), left)}{"state":"sending","edition":"1","id":"torn`,
    );
    assert.equal(store.entries.get(keyOf('1', 'x')), entry('x', DOUBT));
    assert.is(store.entries.size, 2);
    assert.is(await read(file), canonical(entry('y'), entry('x', DOUBT)));
  });

  it('appends to a file whose last line end is missing without gluing two lines', async (scope) => {
    const { file, store } = await opened(scope, canonical(entry('x')).slice(0, -1));
    await store.claim([entry('y')]);
    assert.is(await read(file), canonical(entry('x')) + encodeJournalLine(entry('y', { state: 'sending' })));
  });

  it('refuses a call that is on its way already', async (scope) => {
    const { file, store } = await opened(scope);
    const both = await Promise.allSettled([store.claim([entry('x')]), store.claim([entry('x')])]);
    assert.equal(
      both.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    const twice = await store.claim([entry('y'), entry('y')]).catch((error: unknown) => error);
    assert.match((twice as Error).message, 'on its way already');
    assert.is(await read(file), journal(entry('x', { state: 'sending' })));
  });

  it('refuses an entry that could not be read back', async (scope) => {
    const { file, store } = await opened(scope);
    const bad = await store.claim([entry('x', { at: 'now' })]).catch((error: unknown) => error);
    assert.match((bad as Error).message, '"at" must match');
    const late = await store.record([entry('x', { status: 999 })]).catch((error: unknown) => error);
    assert.match((late as Error).message, '"status" must be');
    assert.is(store.entries.size, 0);
    assert.is(await read(file), canonical());
  });

  it('refuses everything once it is closed, and closes once', async (scope) => {
    const { store } = await opened(scope);
    await Promise.all([store.close(), store.close()]);
    assert.match(((await store.claim([entry('x')]).catch((e: unknown) => e)) as Error).message, 'closed');
  });

  for (const [what, over] of [
    ['plan', { plan: 'other' }],
    ['target', { target: 'simulator' }],
    ['account', { account: 'f'.repeat(16) }],
  ] as const)
    it(`refuses the lockfile of another ${what}, and lets go of it`, async ({ folder }) => {
      const home = await folder();
      const file = await lockfile(home, journal(entry('x', { state: 'sending' })));
      const fault = await faultOf(open(file, { header: { ...header, ...over } }));
      assert.is(fault.code, 'lockfile-foreign');
      assert.match(
        fault.message,
        what === 'plan'
          ? `record of the plan ${header.plan}, and the plan beside it is named ${over.plan}`
          : `record of ${what} ${header[what]}, and this is ${what} ${Object.values(over)[0]}`,
      );
      assert.is(await read(file), journal(entry('x', { state: 'sending' })));
      assert.equal(await readdir(home), ['plan.lock.jsonl']);
    });

  it('changes nothing in a damaged file', async ({ folder }) => {
    const home = await folder();
    const content = `${canonical(entry('x'))}<<<<<<< HEAD\n{"torn`;
    const file = await lockfile(home, content);
    assert.is((await faultOf(open(file))).code, 'lockfile-damaged');
    assert.is(await read(file), content);
    assert.equal(await readdir(home), ['plan.lock.jsonl']);
  });

  it('does not read what is no file', async ({ folder }) => {
    const home = await folder();
    await symlink('/dev/zero', `${home}/zero.lock.jsonl`);
    await mkdir(`${home}/folder.lock.jsonl`);
    for (const name of ['zero', 'folder'])
      assert.match(
        (
          await faultOf(
            readLockfile(
              { path: `${home}/${name}.lock.jsonl`, file: `${home}/${name}.lock.jsonl` },
              process,
            ).then(orThrow),
          )
        ).message,
        'not a regular file',
      );
  });

  it('does not write through a link that lies in wait', async (scope) => {
    const { home, store } = await opened(scope);
    await writeFile(`${home}/victim`, 'mine');
    await symlink('victim', `${home}/.plan.lock.jsonl.tmp`);
    await store.claim([entry('x')]);
    await store.close();
    assert.is(await read(`${home}/victim`), 'mine');
    assert.equal((await readdir(home)).sort(), ['plan.lock.jsonl', 'victim']);
  });
});
