import * as assert from 'uvu/assert';
import {
  encodeEntry,
  encodeHeader,
  encodeJournalLine,
  encodeLockfile,
} from '../../../src/ledger/lockfile/encode.js';
import { keyOf, type Entry } from '../../../src/ledger/entry.js';
import { decodeLockfile } from '../../../src/ledger/lockfile/decode.js';
import { spec } from '../../harness/spec.js';
import { entry, header, journal } from '../entries.js';
import { describe } from '../../../src/diagnostics/diagnostic.js';
import { isFinding, orThrow } from '../../../src/diagnostics/fatal.js';

const SENDING = { state: 'sending', digest: `v1:${'b'.repeat(64)}`, at: '2026-11-23T11:00:00.000Z' } as const;
const earlierOf = ({ digest, state, at }: Entry) => ({ digest, state, at });

function idsIn(content: string | Uint8Array): string[] {
  return [...orThrow(decodeLockfile(Buffer.from(content), 'f')).entries.values()].map(({ id }) => id);
}

/** What is known of the call 'x' after these lines. */
function known(...lines: Entry[]): Entry | undefined {
  return orThrow(decodeLockfile(Buffer.from(journal(...lines)), 'f')).entries.get(keyOf('1', 'x'));
}

/** `line: problem` of the damage. */
function damageOf(content: string | Uint8Array): string {
  const found = decodeLockfile(Buffer.from(content), 'plans/f.lock.jsonl');
  if (isFinding(found)) return `${found.span.start.line}: ${describe(found).message}`;
  throw new Error('not found to be damaged');
}

spec('lockfile fold: what counts', (it) => {
  it('lets the last line of a call count', () => {
    const last = entry('x', { message: 'call fired' });
    assert.equal(known(entry('x', SENDING), entry('y'), last), last);
  });

  it('forgets an attempt that was never sent', () => {
    assert.is(known(entry('x', SENDING), entry('x', { state: 'not_sent' })), undefined);
    assert.is(known(entry('x', { state: 'not_sent' })), undefined);
  });

  it('puts back what was known before an attempt that was never sent, as often as that happens', () => {
    const before = entry('x', {
      state: 'in_doubt',
      error: 'reset',
      status: 500,
      earlier: [earlierOf(entry('x'))],
    });
    const never = entry('x', { state: 'not_sent' });
    const again = entry('x', { ...SENDING, to: '+14150000000' });
    assert.equal(known(before, again, never, again, never), before);
  });

  it('keeps the attempts before as history, with the numbers they dialled', () => {
    const first = entry('x', {
      to: '+1',
      earlier: [{ ...earlierOf(entry('x')), to: '+2' }, earlierOf(entry('x'))],
    });
    // Two attempts of one moment would be one: that of the outcome is its reply's.
    const outcome = entry('x', { to: '+2', status: 201, at: '2026-11-23T11:00:01.000Z' });
    const found = known(first, entry('x', { ...SENDING, to: '+2' }), outcome);
    assert.equal(found, {
      ...outcome,
      earlier: [
        earlierOf(entry('x')),
        { ...earlierOf(entry('x')), to: '+1' },
        { ...earlierOf(entry('x')), to: '+1' },
      ],
    });
  });

  it('does not let a second intent hide the first, if that one is taken back', () => {
    assert.is(
      known(entry('x', SENDING), entry('x', SENDING), entry('x', { state: 'not_sent' }))?.state,
      'sending',
    );
  });

  it('never makes an accepted call look as if nobody had been called', () => {
    assert.is(known(entry('x'), entry('x', { state: 'not_sent' }))?.state, 'accepted');
    assert.is(known(entry('x'), entry('x', { state: 'rejected' }))?.state, 'accepted');
  });

  it('gives up what is in doubt on the word of a person alone', () => {
    const doubt = entry('x', { state: 'in_doubt', earlier: [earlierOf(entry('x'))] });
    const settled = { by: 'Ada', at: '2026-11-23T11:00:00.000Z', reason: 'not in the call log' };
    assert.equal(known(doubt, entry('x', { state: 'not_sent' })), doubt);
    assert.equal(known(doubt, entry('x', { state: 'not_sent', settled })), entry('x'));
    assert.is(
      known(entry('x', { state: 'in_doubt' }), entry('x', { state: 'not_sent', settled })),
      undefined,
    );
  });

  it('keeps apart calls of two editions', () => {
    assert.equal(idsIn(journal(entry('x'), entry('x', { edition: '2' }))), ['x', 'x']);
  });

  it('reads what it wrote', () => {
    const text = encodeLockfile(header, [entry('b', { status: 201 }), entry('a', { state: 'in_doubt' })]);
    const { header: found, entries } = orThrow(decodeLockfile(Buffer.from(text), 'f'));
    assert.equal(found, header);
    assert.is(encodeLockfile(found, entries.values()), text);
  });
});

spec('lockfile fold: odd but whole', (it) => {
  it('accepts Windows line ends', () => {
    assert.equal(idsIn(journal(entry('x'), entry('y')).replaceAll('\n', '\r\n')), ['x', 'y']);
  });

  it('accepts a byte order mark', () => {
    assert.equal(idsIn(`\ufeff${journal(entry('x'))}`), ['x']);
  });

  it('cuts a last line that broke off, wherever that was', () => {
    const whole = Buffer.from(journal(entry('x')));
    const line = Buffer.from(encodeJournalLine(entry('é€😀')));
    for (let length = 3; length < line.length - 1; length++)
      assert.equal(idsIn(Buffer.concat([whole, line.subarray(0, length)])), ['x'], `cut at ${length}`);
  });

  it('takes a line that was cut from a finished file for damage: it may be the only record of a call', () => {
    const whole = Buffer.from(encodeLockfile(header, [entry('x'), entry('y')]));
    const last = encodeEntry(entry('y')).length;
    for (let cut = 2; cut < last; cut++)
      assert.throws(
        () => idsIn(whole.subarray(0, whole.length - cut)),
        (error: Error) =>
          error.message === 'f:3: this line is cut: the rest of it, and what follows it, is lost',
      );
  });

  it('lets no merged line undo what may have rung, but for the word of a person', () => {
    const rejected = entry('x', { state: 'rejected', error: 'barred' });
    for (const state of ['accepted', 'in_doubt'] as const) {
      const { entries } = orThrow(decodeLockfile(Buffer.from(journal(entry('x', { state }), rejected)), 'f'));
      assert.equal(
        [...entries.values()].map((one) => one.state),
        [state],
      );
    }
    const settled = {
      ...rejected,
      settled: { by: 'ops', at: '2026-11-23T11:00:00.000Z', reason: 'console' },
    };
    const { entries } = orThrow(
      decodeLockfile(Buffer.from(journal(entry('x', { state: 'in_doubt' }), settled)), 'f'),
    );
    assert.equal(
      [...entries.values()].map((one) => one.state),
      ['rejected'],
    );
  });

  it('keeps what a dead run left on its way beside the line of another branch', () => {
    const sending = journal(entry('x', SENDING));
    for (const state of ['rejected', 'accepted'] as const) {
      const one = orThrow(
        decodeLockfile(Buffer.from(sending + encodeEntry(entry('x', { state }))), 'f'),
      ).entries.get(keyOf('1', 'x'));
      assert.equal(
        [...(one?.earlier ?? []), ...(one ? [one] : [])].map((attempt) => attempt.state).sort(),
        ['sending', state].sort(),
      );
      assert.ok(one?.merged);
    }
  });

  it('keeps a last line that only lacks its end, so that an editor cannot make it forgotten', () => {
    assert.equal(idsIn(journal(entry('x'), entry('y')).slice(0, -1)), ['x', 'y']);
    assert.equal(idsIn(encodeHeader(header).slice(0, -1)), []);
  });

  it('cuts zeros that a file system left after a power cut', () => {
    assert.equal(idsIn(`${journal(entry('x'))}${'\0'.repeat(5000)}`), ['x']);
    assert.equal(idsIn(`${journal(entry('x'))}{"sta${'\0'.repeat(5000)}`), ['x']);
  });
});

spec('lockfile fold: damage', (it) => {
  const headerLine = encodeHeader(header);
  const line = encodeEntry(entry('x'));
  const change = (over: object): string => `${headerLine}${JSON.stringify({ ...entry('x'), ...over })}\n`;
  const cases: Record<string, [content: string | Uint8Array, expected: RegExp]> = {
    'an empty file': ['', /^1: the file is empty/],
    'a header that broke off': [headerLine.slice(0, 20), /^1: the header line broke off/],
    'nothing but zeros': ['\0'.repeat(4096), /^1: the header line broke off/],
    'no header': [line, /^1: the header line.* is missing/],
    'a second header': [headerLine + line + headerLine, /^3: this is a second header/],
    'a newer format': [
      headerLine.replace('"lockfile":1', '"lockfile":2'),
      /^1: this is format 2; this program reads 1/,
    ],
    'a format that is none': [headerLine.replace('"lockfile":1', '"lockfile":"1"'), /^1: "lockfile" must be/],
    'a wrong header': [headerLine.replace('"plivo"', '"twilio"'), /^1: "target" must be/],
    'a line that is no JSON': [`${headerLine}{"edition"\n${line}`, /^2: this line is not a JSON object/],
    'a line of zeros': [`${headerLine}\0\0\n${line}`, /^2: this line is not a JSON object/],
    'an empty line': [`${headerLine}\n${line}`, /^2: this line is not a JSON object/],
    'a line that is no object': [`${headerLine}["x"]\n`, /^2: this line is not a JSON object/],
    'a missing key': [change({ digest: undefined }), /^2: "digest" is missing/],
    'an unknown key': [change({ fired: true }), /^2: "fired" is not a key of this format/],
    'an unknown state': [change({ state: 'sent' }), /^2: "state" must be sending, accepted, .* or \w+$/],
    'a wrong digest': [change({ digest: 'v1:0' }), /^2: "digest" must match pattern/],
    'a wrong attempt': [
      change({ earlier: [{ state: 'accepted', at: entry('x').at }] }),
      /^2: "earlier.0.digest" is missing/,
    ],
    'a wrong last line without an end': [change({ state: 'sent' }).slice(0, -1), /^2: "state" must be/],
    'bytes that are not UTF-8': [
      Buffer.concat([Buffer.from(headerLine + line), Buffer.from([0x7b, 0xff, 0x0a])]),
      /^3: this line is not UTF-8 text/,
    ],
    'a last line in another encoding without an end': [
      Buffer.concat([
        Buffer.from(headerLine),
        Buffer.from(line.replace('"x"', '"\xe9"').trimEnd(), 'latin1'),
      ]),
      /^2: this line is not UTF-8 text/,
    ],
  };
  for (const [title, [content, expected]] of Object.entries(cases))
    it(`finds ${title}`, () => {
      assert.match(damageOf(content), expected);
    });

  for (const marker of ['<<<<<<< HEAD', '=======', '>>>>>>> branch', '||||||| base', '=======\r'])
    it(`names the conflict marker ${JSON.stringify(marker)}`, () => {
      assert.match(
        damageOf(`${headerLine}${line}${marker}\n${line}`),
        `3: this is a git conflict marker (${marker.slice(0, 7)})`,
      );
      assert.match(damageOf(`${headerLine}${marker}`), '2: this is a git conflict marker');
      assert.match(damageOf(`${marker}\n${headerLine}`), '1: this is a git conflict marker');
    });

  it('does not repeat in a message what the file holds', () => {
    assert.not.match(damageOf('root:x:0:0:secret\n'), /root|secret/);
  });
});
