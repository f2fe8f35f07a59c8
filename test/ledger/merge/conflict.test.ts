import * as assert from 'uvu/assert';
import type { Call } from '../../../src/calls/expand.js';
import { Fault } from '../../../src/diagnostics/fault.js';
import { encodeEntry, encodeHeader } from '../../../src/ledger/lockfile/encode.js';
import { joinConflict } from '../../../src/ledger/merge/conflict.js';
import { decide } from '../../../src/steps/decide.js';
import { decodeLockfile } from '../../../src/ledger/lockfile/decode.js';
import { spec } from '../../harness/spec.js';
import { canonical, entry, header } from '../entries.js';
import { orThrow } from '../../../src/diagnostics/fatal.js';

const HEAD = encodeHeader(header);
const line = (id: string, over = {}): string => encodeEntry(entry(id, over));
const conflict = (ours: string, theirs: string, base?: string): string =>
  `<<<<<<< HEAD\n${ours}${base === undefined ? '' : `||||||| base\n${base}`}=======\n${theirs}>>>>>>> other\n`;

const joined = (text: string | Uint8Array): string | undefined => joinConflict(Buffer.from(text), 'f')?.text;

function refusal(text: string | Uint8Array): string {
  try {
    joined(text);
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
  throw new Error('not refused');
}

spec('lockfile conflict', (it) => {
  it('is none without markers', () => {
    assert.is(joined(canonical(entry('a'))), undefined);
  });

  it('is resolved into all lines of both sides', () => {
    const text = HEAD + line('a') + conflict(line('b'), line('c')) + line('d');
    assert.is(joined(text), canonical(...['a', 'b', 'c', 'd'].map((id) => entry(id))));
    assert.is(joined(text.replaceAll('\n', '\r\n')), joined(text));
    assert.is(joined(text.trimEnd()), joined(text));
  });

  it('is resolved where the base is shown, where there are several, and where the header is within', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => entry(id, { state: 'in_doubt' }));
    assert.ok(a && b && c && d);
    assert.is(
      joined(HEAD + conflict(line('a'), line('a', { state: 'in_doubt' }), line('a', { state: 'sending' }))),
      canonical(entry('a')),
    );
    assert.is(
      joined(HEAD + conflict(encodeEntry(a), encodeEntry(b)) + conflict(encodeEntry(c), encodeEntry(d))),
      canonical(a, b, c, d),
    );
    assert.is(joined(conflict(HEAD + encodeEntry(a), HEAD + encodeEntry(b))), canonical(a, b));
  });

  it('keeps to a person what each side has added of its own', () => {
    const rejected = { state: 'rejected', at: '2026-11-23T12:00:00.000Z' } as const;
    const found = joinConflict(Buffer.from(HEAD + conflict(line('a'), line('a', rejected))), 'f');
    assert.is(found?.contested.length, 1);
  });

  it('calls nobody again for a rejection that was put beside a call which may have rung', () => {
    const rejected = (over = {}): string =>
      line('a', { state: 'rejected', at: '2026-11-23T12:00:00.000Z', ...over });
    const word = { by: 'ada', at: '2026-11-23T13:00:00.000Z', reason: 'x' };
    const call = { id: 'a', to: '+14152223333', edition: '1', digest: entry('a').digest } as Call;
    for (const state of ['accepted', 'sending', 'completed', 'busy', 'canceled'] as const)
      for (const no of [
        rejected(),
        rejected({ settled: word }),
        rejected({ digest: `v1:${'b'.repeat(64)}` }),
      ]) {
        const placed = line('a', { state });
        for (const text of [
          HEAD + conflict(placed + no, line('b')),
          HEAD + conflict(line('b'), no + placed),
          HEAD + placed + conflict(no, ''),
          HEAD + placed + conflict(no, no),
          HEAD + no + conflict(placed, ''),
        ]) {
          const { entries } = orThrow(decodeLockfile(Buffer.from(joined(text) ?? ''), 'f'));
          for (const digest of [call.digest, `v1:${'b'.repeat(64)}`]) {
            const [step] = decide([{ ...call, digest }], entries, { rejectedAgain: true });
            assert.is.not(step?.action, 'send', `${text}${digest}`);
          }
        }
      }
  });

  const twice = line('b', { at: '2026-11-23T12:00:00.000Z' });
  const cases: Record<string, [string | Uint8Array, RegExp]> = {
    'calls that each side has placed': [
      HEAD + line('a') + conflict(line('b'), twice),
      /^f cannot be merged: .* tell different things of a call, in lines 4, 6; merge again with callplan merge-driver/,
    ],
    'a line that is cut': [
      HEAD + conflict(line('b'), '{"edition":"1"\n'),
      /^f:5: this line is not a JSON object/,
    ],
    'a line that is cut in the base': [
      HEAD + conflict(line('b'), line('c'), '{"ed\n'),
      /^f:5: this line is not a JSON object/,
    ],
    'a line of no lockfile': [HEAD + conflict('{"a":1}\n', line('c')), /^f:3: "edition" is missing/],
    'headers that differ': [
      conflict(HEAD, HEAD.replace('plivo', 'simulator')) + line('a'),
      /^f cannot be merged: one is the record of target plivo, the other of target simulator/,
    ],
    'a side without a header': [conflict(HEAD, '') + line('a'), /^f:5: the header line.*is missing/],
    'markers that do not fit': [
      HEAD + conflict(conflict('', ''), line('a')),
      /^f:3: the conflict marker <<<<<<< does not/,
    ],
    'an end without a beginning': [`${HEAD}>>>>>>> other\n`, /^f:2: the conflict marker >>>>>>> does not/],
    'a beginning without an end': [
      `${HEAD}<<<<<<< HEAD\n${line('a')}=======\n`,
      /^f:4: the conflict that began/,
    ],
    'the markers of a merge within a merge': [
      HEAD + conflict(line('a'), line('b'), '<<<<<<<<< Temporary merge branch 1\n'),
      /^f:5: this line is not a JSON object/,
    ],
    'bytes that are not UTF-8': [Buffer.from([0xff, 0x0a]), /^f:1: the file is not UTF-8/],
  };
  for (const [title, [text, expected]] of Object.entries(cases))
    it(`is not resolved with ${title}`, () => {
      assert.match(refusal(text), expected);
    });

  it('names the first lines of many', () => {
    const many = (at: string): string =>
      Array.from({ length: 40 }, (_, index) => line(`c${10 + index}`, { at })).join('');
    const [ours, theirs] = [many('2026-11-23T10:00:00.000Z'), many('2026-11-23T11:00:00.000Z')];
    assert.match(
      refusal(HEAD + conflict(ours, theirs)),
      'different things of 40 calls, in lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 70 more;',
    );
  });
});
