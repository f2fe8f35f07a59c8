import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import * as assert from 'uvu/assert';
import { encodeLockfile } from '../../src/lockfile/codec.js';
import { keyOf, type Entry, type Header } from '../../src/lockfile/entry.js';
import { openStore, readLedger, type Store } from '../../src/lockfile/store.js';
import { spec, type Scope } from '../harness/spec.js';
import { entry, faultOf, header, journal, lockfile, read } from './entries.js';

const canonical = (...entries: Entry[]): string => encodeLockfile(header, entries);
const open = (file: string, over: { create?: boolean; header?: Header } = {}): Promise<Store> =>
  openStore({ file, header, create: false, host: process, ...over });
const DOUBT = { state: 'in_doubt', error: 'the run that sent it ended before the reply' } as const;

/** A store on a lockfile with this content. */
async function opened(
  { folder, defer }: Scope,
  content = canonical(),
): Promise<{ file: string; home: string; store: Store }> {
  const home = await folder();
  const file = await lockfile(home, content);
  const store = await open(file);
  defer(() => store.close().catch(() => undefined));
  return { file, home, store };
}

spec('lockfile store', (it) => {
  it('begins a lockfile, and its folder, only when told to', async ({ folder }) => {
    const file = `${await folder()}/new/plan.lock.jsonl`;
    assert.is((await faultOf(open(file))).code, 'lockfile-missing');
    await (await open(file, { create: true })).close();
    assert.is(await read(file), canonical());
    await rm(file);
    assert.is((await faultOf(open(file))).code, 'lockfile-missing');
    assert.equal(await readdir(`${file}/..`.replace('/plan.lock.jsonl/..', '')), []);
  });

  it('has the intent in the file before a claim resolves, and the outcome before a record does', async (scope) => {
    const { file, store } = await opened(scope);
    await store.claim([entry('x'), entry('y')]);
    assert.is(await read(file), journal(entry('x', { state: 'sending' }), entry('y', { state: 'sending' })));
    assert.is(store.ledger.get(keyOf('1', 'x'))?.state, 'sending');
    await store.record([entry('x', { status: 201 })]);
    assert.match(await read(file), /"id":"x".*"state":"accepted".*"status":201}\n$/);
    assert.equal(store.ledger.get(keyOf('1', 'x')), entry('x', { status: 201 }));
  });

  it('ends with the canonical form, and nothing else in the folder', async (scope) => {
    const { file, home, store } = await opened(scope, canonical(entry('m')));
    await store.claim(['z', 'a', 'never', 'unheard'].map((id) => entry(id)));
    await store.record([entry('z'), entry('a', { state: 'rejected' }), entry('never', { state: 'not_sent' })]);
    await store.close();
    const expected = [entry('m'), entry('z'), entry('a', { state: 'rejected' }), entry('unheard', DOUBT)];
    assert.is(await read(file), canonical(...expected));
    assert.equal(await readdir(home), ['plan.lock.jsonl']);
  });

  it('does not touch a file that says it already', async (scope) => {
    const { file, store } = await opened(scope, canonical(entry('x')));
    const before = await stat(file, { bigint: true });
    await store.close();
    const after = await stat(file, { bigint: true });
    assert.equal([after.ino, after.mtimeNs, after.ctimeNs], [before.ino, before.mtimeNs, before.ctimeNs]);
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
    const { file, store } = await opened(scope, `${journal(entry('y'), left)}{"edition":"1","id":"torn`);
    assert.equal(store.ledger.get(keyOf('1', 'x')), entry('x', DOUBT));
    assert.is(store.ledger.size, 2);
    assert.is(await read(file), canonical(entry('y'), entry('x', DOUBT)));
  });

  it('appends to a file whose last line end is missing without gluing two lines', async (scope) => {
    const { file, store } = await opened(scope, canonical(entry('x')).slice(0, -1));
    await store.claim([entry('y')]);
    assert.is(await read(file), journal(entry('x'), entry('y', { state: 'sending' })));
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
    assert.is(store.ledger.size, 0);
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
      assert.match(fault.message, `record of ${what} ${header[what]}, and this is ${what} ${Object.values(over)[0]}`);
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
      assert.match((await faultOf(readLedger(`${home}/${name}.lock.jsonl`, process))).message, 'not a regular file');
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

spec('lockfile store: an accident during the run', (it) => {
  const replaced = 'was removed, replaced or changed while the run went on';

  it('puts a removed lockfile back, so that nobody is forgotten', async (scope) => {
    const { file, home, store } = await opened(scope);
    await store.claim([entry('x')]);
    await rm(file);
    const fault = await faultOf(store.claim([entry('y')]));
    assert.is(fault.code, 'file-unwritable');
    assert.match(fault.message, replaced);
    assert.is(store.ledger.has(keyOf('1', 'y')), false);
    assert.is((await faultOf(store.record([entry('x')]))).code, 'file-unwritable');
    await store.close();
    assert.is(await read(file), canonical(entry('x')));
    assert.equal(await readdir(home), ['plan.lock.jsonl']);
  });

  it('leaves a file that took its place alone, keeps its own knowledge beside it, and has a person join them', async (scope) => {
    const { file, home, store } = await opened(scope);
    await store.claim([entry('x')]);
    await store.record([entry('x')]);
    await writeFile(`${file}.new`, canonical(entry('theirs')));
    await rename(`${file}.new`, file);
    assert.match((await faultOf(store.claim([entry('y')]))).message, replaced);
    assert.match((await faultOf(store.close())).message, 'plan.lock.jsonl.rescued');
    assert.is(await read(file), canonical(entry('theirs')));
    assert.equal((await readdir(home)).sort(), ['plan.lock.jsonl', 'plan.lock.jsonl.rescued']);

    for (const look of [open(file), readLedger(file, process)])
      assert.match((await faultOf(look)).message, /replaced under a run.*append its lines but the first/);
    const ours = (await read(`${file}.rescued`)).split('\n').slice(1).join('\n');
    await writeFile(file, ours, { flag: 'a' });
    await rm(`${file}.rescued`);
    const found = await readLedger(file, process);
    assert.equal([...(found?.ledger.values() ?? [])], [entry('theirs'), entry('x')]);
  });

  it('has nothing to rescue when it placed no call', async (scope) => {
    const { file, home, store } = await opened(scope);
    await writeFile(file, canonical(entry('theirs')));
    assert.match((await faultOf(store.claim([entry('y')]))).message, replaced);
    await store.close();
    assert.equal(await readdir(home), ['plan.lock.jsonl']);
  });

  it('lets go of the lockfile even if it cannot be written at the end', async (scope) => {
    const { home, store } = await opened(scope);
    await store.claim([entry('x')]);
    await mkdir(`${home}/.plan.lock.jsonl.tmp`);
    await writeFile(`${home}/.plan.lock.jsonl.tmp/full`, '');
    assert.is((await faultOf(store.close())).code, 'file-unwritable');
    assert.equal((await readdir(home)).sort(), ['.plan.lock.jsonl.tmp', 'plan.lock.jsonl']);
  });
});

spec('lockfile reading', (it) => {
  it('finds nothing where there is no lockfile', async ({ folder }) => {
    const home = await folder();
    assert.is(await readLedger(`${home}/plan.lock.jsonl`, process), undefined);
    assert.is(await readLedger(`${home}/none/plan.lock.jsonl`, process), undefined);
  });

  it('shows what a run would see, and changes nothing', async ({ folder }) => {
    const home = await folder();
    const content = `${journal(entry('x', { state: 'sending' }))}{"edition":"1","id":"torn`;
    const file = await lockfile(home, content);
    const found = await readLedger(file, process, { plan: header.plan });
    assert.equal(found, { header, ledger: new Map([[keyOf('1', 'x'), entry('x', DOUBT)]]) });
    assert.is(await readFile(file, 'utf8'), content);
    assert.equal(await readdir(home), ['plan.lock.jsonl']);
  });

  it('shows what is on its way while the run lives', async (scope) => {
    const { file, store } = await opened(scope);
    await store.claim([entry('x')]);
    assert.is((await readLedger(file, process))?.ledger.get(keyOf('1', 'x'))?.state, 'sending');
  });

  it('refuses the lockfile of another plan', async ({ folder }) => {
    const file = await lockfile(await folder(), canonical());
    assert.is((await faultOf(readLedger(file, process, { plan: 'other' }))).code, 'lockfile-foreign');
  });
});
