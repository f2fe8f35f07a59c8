/** A run that holds a lockfile until it is told to end: `node hold.js LOCKFILE`. Says `open` when it does, or the fault's code. */
import type { Fault } from '../../../../src/diagnostics/fault.js';
import { openLockfile } from '../../../../src/ledger/lockfile/open.js';
import { entry, header } from '../../entries.js';

const [file = ''] = process.argv.slice(2);
try {
  const store = await openLockfile({ path: file, file, header, create: true, host: process });
  await store.claim([entry('on its way')]);
  process.stdout.write('open\n');
  process.stdin.resume().once('end', () => void store.close());
} catch (error) {
  process.stdout.write(`${(error as Fault).code}\n`);
}
