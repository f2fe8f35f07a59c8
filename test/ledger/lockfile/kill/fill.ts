/** A run that meets a full disk: `node fill.js LOCKFILE`. Places calls until one claim is refused, and tells how it went on, as JSON. */
import type { Fault } from '../../../../src/diagnostics/fault.js';
import { openLockfile } from '../../../../src/ledger/lockfile/open.js';
import { entry, header } from '../../entries.js';

const [file = ''] = process.argv.slice(2);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => (error as Fault).code,
  );

const store = await openLockfile({ path: file, file, header, create: true, host: process });
let placed = 0;
let refused = 'fine';
for (; refused === 'fine'; placed++) {
  refused = await codeOf(store.claim([entry(String(placed))]));
  if (refused === 'fine' && placed > 0)
    await store.record([entry(String(placed - 1))]).catch(() => undefined);
}
const report = {
  sent: placed - 1,
  refused,
  later: await codeOf(store.claim([entry('later')])),
  recorded: await codeOf(store.record([entry('0', { state: 'in_doubt' })])),
  closed: await codeOf(store.close()),
};
process.stdout.write(JSON.stringify(report));
