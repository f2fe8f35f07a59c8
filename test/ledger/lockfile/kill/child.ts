/**
 * A run that is going to be killed: `node child.js LOCKFILE LOG`. Ten workers claim calls that the ledger does not know, write each
 * into the log in place of sending it, and record what became of it. Says `open` when it begins.
 */
import { appendFileSync } from 'node:fs';
import { keyOf, type Entry } from '../../../../src/ledger/entry.js';
import { openLockfile } from '../../../../src/ledger/lockfile/open.js';
import { entry, header } from '../../entries.js';

const [file = '', log = ''] = process.argv.slice(2);
const store = await openLockfile({ path: file, file, header, create: true, host: process });
process.stdout.write('open\n');

let next = 0;
function nextId(): string {
  while (store.entries.has(keyOf('1', String(next)))) next += 1;
  return String(next++);
}

async function work(): Promise<never> {
  for (;;) {
    const id = nextId();
    await store.claim([entry(id)]);
    const leaves = Number(id) % 7 !== 0 || Math.random() < 0.5;
    if (leaves) appendFileSync(log, `${id}\n`);
    await new Promise((resolve) => setImmediate(resolve));
    await store.record([entry(id, outcome(leaves))]);
    if (!leaves) next = Math.min(next, Number(id));
  }
}

function outcome(left: boolean): Pick<Entry, 'state'> {
  return { state: left ? 'accepted' : 'not_sent' };
}

await Promise.all(Array.from({ length: 10 }, work));
