import * as assert from 'uvu/assert';
import type { Entry } from '../../../src/ledger/entry.js';
import { colorsFor } from '../../../src/text/colors.js';
import {
  countStates,
  entriesText,
  entryJson,
  shownState,
  stateCountsText,
  type ShownState,
} from '../../../src/report/ledger/entries.js';
import { spec } from '../../harness/spec.js';

const noCalls = countStates([]);
const plain = colorsFor(false, {});

function entry(id: string, over: Partial<Entry>): Entry {
  const digest = `v1:${'a'.repeat(64)}`;
  return {
    edition: '1',
    id,
    to: '+14152223333',
    from: '+14152224444',
    digest,
    state: 'accepted',
    at: '2026-11-23T10:00:07.000Z',
    ...over,
  };
}

const entries: readonly Entry[] = [
  entry('john', { message: 'call fired', request_uuid: '9834029e' }),
  entry('jane-doe', { message: 'calls queued', to: '+14152223334' }),
  entry('+14152223335', { to: '+14152223335', state: 'rejected', error: 'barred' }),
  entry('ada', { state: 'in_doubt', error: 'HTTP 500' }),
  entry('bob', { state: 'sending' }),
  entry('eve', { state: 'not_sent', error: 'refused' }),
  entry('fay', {
    state: 'rejected',
    error: 'HTTP 500',
    settled: { by: 'Ada', at: '2026-11-23T11:00:00.000Z', reason: 'not in the log' },
  }),
];
const states: readonly ShownState[] = [
  'fired',
  'queued',
  'rejected',
  'in doubt',
  'in doubt',
  'not sent',
  'rejected',
];

spec('ledger: state in words', (it) => {
  for (const [index, one] of entries.entries())
    it(`of ${one.state} ${one.message ?? ''} is ${states[index]}`, () => {
      assert.is(shownState(one), states[index]);
    });

  it('is counted, and told without what there is none of', () => {
    const counts = countStates(entries);
    assert.equal(counts, { ...noCalls, fired: 1, queued: 1, rejected: 2, in_doubt: 2, not_sent: 1 });
    assert.is(stateCountsText(counts), '1 fired, 1 queued, 2 rejected, 2 in doubt, 1 not sent');
    assert.is(stateCountsText(countStates(entries.slice(0, 1))), '1 fired');
    assert.is(stateCountsText(countStates([])), 'none');
  });
});

spec('ledger: as text', (it) => {
  it('is a line for each entry', () => {
    assert.is(
      entriesText(entries, plain),
      `  fired     john          +14152223333  2026-11-23 10:00:07  9834029e
  queued    jane-doe      +14152223334  2026-11-23 10:00:07
  rejected  +14152223335  2026-11-23 10:00:07  barred
  in doubt  ada           +14152223333  2026-11-23 10:00:07  HTTP 500
  in doubt  bob           +14152223333  2026-11-23 10:00:07
  not sent  eve           +14152223333  2026-11-23 10:00:07  refused
  rejected  fay           +14152223333  2026-11-23 10:00:07  settled by Ada: not in the log
`,
    );
  });

  it('lets no text from outside break a line', () => {
    const evil = '\u001b[2J\nfired';
    const hostile = [
      entry(evil, { to: evil, state: 'rejected', error: evil }),
      entry('a', { request_uuid: evil, to: evil }),
      entry('b', { settled: { by: evil, at: '2026-11-23T11:00:00.000Z', reason: evil } }),
    ];
    const text = entriesText(hostile, plain);
    assert.not.match(text, /\u001b/);
    assert.is(text.split('\n').length, hostile.length + 1);
  });
});

spec('ledger: as JSON', (it) => {
  it('tells what is known and leaves out the rest', () => {
    assert.equal(
      entryJson('test', entry('john', { status: 201, message: 'call fired', request_uuid: 'u' })),
      {
        plan: 'test',
        id: 'john',
        edition: '1',
        to: '+14152223333',
        state: 'accepted',
        request_uuid: 'u',
        message: 'call fired',
        status: 201,
      },
    );
    const bare = entryJson('test', entry('ada', { state: 'in_doubt', error: 'HTTP 500' }));
    assert.equal(Object.keys(bare), ['plan', 'id', 'edition', 'to', 'state', 'error']);
  });
});
