import * as assert from 'uvu/assert';
import schema from '../../../schemas/lockfile.schema.json' with { type: 'json' };
import { encodeEntry, encodeHeader, encodeLockfile } from '../../../src/ledger/lockfile/encode.js';
import { keyOf, type Entry } from '../../../src/ledger/entry.js';
import { decodeLockfile } from '../../../src/ledger/lockfile/decode.js';
import { spec } from '../../harness/spec.js';
import { entry, header } from '../entries.js';
import { orThrow } from '../../../src/diagnostics/fatal.js';

const settled = { reason: 'heard it ring', by: 'Ada', at: '2026-11-23T11:00:00.000Z' };
const call = {
  hangup_source: 'Callee',
  hangup_cause_name: 'Normal Hangup',
  hangup_cause_code: 4000,
  total_rate: '0.00600',
  total_amount: '0.00600',
  bill_duration: 60,
  call_duration: 34,
  end_time: '2026-11-23T10:01:00.000Z',
  answer_time: '2026-11-23T10:00:26.000Z',
  initiation_time: '2026-11-23T10:00:00.000Z',
  call_uuid: 'c',
};
const full = entry('x', {
  earlier: [
    {
      merged: 'apart',
      settled,
      error: 'e',
      call,
      request_uuid: 'r',
      message: 'm',
      status: 500,
      at: '2026-11-23T09:00:00.000Z',
      state: 'in_doubt',
      digest: `v1:${'b'.repeat(64)}`,
      from: '+14150000001',
      to: '+14150000000',
    },
  ],
  merged: 'twice',
  settled,
  error: 'e',
  call,
  request_uuid: 'r',
  message: 'call fired',
  status: 201,
});

const keysOf = (value: object): string[] => Object.keys(value);

spec('lockfile codec', (it) => {
  it('writes every key of the schema in the order of the schema, at every level', () => {
    const { definitions } = schema;
    const line = JSON.parse(encodeEntry(full)) as typeof full;
    assert.equal(keysOf(JSON.parse(encodeHeader(header)) as object), keysOf(definitions.header.properties));
    assert.equal(keysOf(line), keysOf(definitions.entry.properties));
    assert.equal(keysOf(line.earlier?.[0] ?? {}), keysOf(definitions.attempt.properties));
    assert.equal(keysOf(line.settled ?? {}), keysOf(definitions.settled.properties));
    assert.equal(keysOf(line.call ?? {}), keysOf(definitions.call.properties));
    assert.equal(line, full);
  });

  it('leaves out what has no value', () => {
    assert.is(
      encodeEntry(entry('x')),
      `{"edition":"1","id":"x","to":"+14152223333","from":"+14152224444","digest":"v1:${'a'.repeat(64)}","state":"accepted","at":"2026-11-23T10:00:00.000Z"}\n`,
    );
  });

  it('keeps an entry on one honest line, whatever its texts hold', () => {
    const odd = 'a\nb\r\u2028\u2029\u0085\u001b[2J\u009b2J\u007f\u202e\u2066"\\\ud800';
    const line = encodeEntry(entry(odd));
    assert.match(line, /^[\x20-\x7e]+\n$/);
    const { entries } = orThrow(decodeLockfile(Buffer.from(encodeHeader(header) + line), 'f'));
    assert.is(entries.get(keyOf('1', odd))?.id, odd);
  });

  it('sorts by edition and id in code units and drops what was never sent', () => {
    const ids = ['é', 'b', 'B', '10', '9', '\u{1f600}', '\uffee'];
    const entries = [
      ...ids.map((id) => entry(id)),
      entry('z', { edition: '0' }),
      entry('gone', { state: 'not_sent' }),
    ];
    const [, ...lines] = encodeLockfile(header, entries).trimEnd().split('\n');
    assert.equal(
      lines.map((line) => (JSON.parse(line) as Entry).id),
      ['z', '10', '9', 'B', 'b', 'é', '\u{1f600}', '\uffee'],
    );
  });

  it('gives no two calls one key', () => {
    const pairs = [
      ['a', 'b'],
      ['a:', 'b'],
      ['a', ':b'],
      ['', 'a:b'],
      ['1', '1:1'],
      ['1:1', '1'],
      ['a\0', 'b'],
      ['a', '\0b'],
    ] as const;
    assert.is(new Set(pairs.map(([edition, id]) => keyOf(edition, id))).size, pairs.length);
  });
});
