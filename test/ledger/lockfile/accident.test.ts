import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as assert from 'uvu/assert';
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

spec('lockfile store: an accident during the run', (it) => {
  const replaced = 'was removed, replaced or changed while the run went on';

  it('puts a removed lockfile back, so that nobody is forgotten', async (scope) => {
    const { file, home, store } = await opened(scope);
    await store.claim([entry('x')]);
    await rm(file);
    const fault = await faultOf(store.claim([entry('y')]));
    assert.is(fault.code, 'file-unwritable');
    assert.match(fault.message, replaced);
    assert.is(store.entries.has(keyOf('1', 'y')), false);
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

    for (const look of [() => open(file), () => readLockfile({ path: file, file }, process).then(orThrow)])
      assert.match((await faultOf(look())).message, /replaced under a run.*append its lines but the first/);
    const ours = (await read(`${file}.rescued`)).split('\n').slice(1).join('\n');
    await writeFile(file, ours, { flag: 'a' });
    await rm(`${file}.rescued`);
    const found = orThrow(await readLockfile({ path: file, file }, process));
    assert.equal([...(found?.entries.values() ?? [])], [entry('theirs'), entry('x')]);
  });

  it('has nothing to rescue when it placed no call', async (scope) => {
    const { file, home, store } = await opened(scope);
    await writeFile(file, canonical(entry('theirs')));
    assert.match((await faultOf(store.claim([entry('y')]))).message, replaced);
    await store.close();
    assert.equal(await readdir(home), ['plan.lock.jsonl']);
  });

  it('lets go of the lockfile even if it cannot be written at the end, and leaves nothing behind', async (scope) => {
    const { file, home, store } = await opened(scope);
    await store.claim([entry('x')]);
    await rm(file);
    await mkdir(`${file}/full`, { recursive: true });
    await mkdir(`${file}.rescued`);
    const fault = await faultOf(store.close());
    assert.is(fault.code, 'file-unwritable');
    assert.match(fault.message, 'EISDIR');
    assert.equal((await readdir(home)).sort(), ['plan.lock.jsonl', 'plan.lock.jsonl.rescued']);
  });
});

spec('lockfile reading', (it) => {
  it('finds nothing where there is no lockfile', async ({ folder }) => {
    const home = await folder();
    assert.is(
      await readLockfile({ path: `${home}/plan.lock.jsonl`, file: `${home}/plan.lock.jsonl` }, process),
      undefined,
    );
    assert.is(
      await readLockfile(
        { path: `${home}/none/plan.lock.jsonl`, file: `${home}/none/plan.lock.jsonl` },
        process,
      ),
      undefined,
    );
  });

  it('shows what a run would see, and changes nothing', async ({ folder }) => {
    const home = await folder();
    const content = `${journal(entry('x', { state: 'sending' }))}{"state":"sending","edition":"1","id":"torn`;
    const file = await lockfile(home, content);
    const found = orThrow(await readLockfile({ path: file, file }, process, { plan: header.plan }));
    assert.equal(found, { header, entries: new Map([[keyOf('1', 'x'), entry('x', DOUBT)]]) });
    assert.is(await readFile(file, 'utf8'), content);
    assert.equal(await readdir(home), ['plan.lock.jsonl']);
  });

  it('shows what is on its way while the run lives', async (scope) => {
    const { file, store } = await opened(scope);
    await store.claim([entry('x')]);
    assert.is(
      orThrow(await readLockfile({ path: file, file }, process))?.entries.get(keyOf('1', 'x'))?.state,
      'sending',
    );
  });

  it('refuses the lockfile of another plan', async ({ folder }) => {
    const file = await lockfile(await folder(), canonical());
    assert.is(
      (await faultOf(readLockfile({ path: file, file }, process, { plan: 'other' }).then(orThrow))).code,
      'lockfile-foreign',
    );
  });
});
