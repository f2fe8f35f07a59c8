import * as assert from 'uvu/assert';
import { expand } from '../../src/calls/expand.js';
import { spec } from '../harness/spec.js';
import { base, callOf, callOfText, callsOf, merge, planOf } from './plan-fixture.js';
import { table } from './table.js';

const plain = `
version: 1
name: test
from: "+14152224444"
callbacks:
  answer: { url: https://example.com/answer, method: GET }
  ring: https://example.com/ring
digits: 1w2
options:
  caller_name: Ada
  time_limit: 300
  sip_headers: { a: "1", b: "2" }
destinations:
  - "+14152223333"
`;

/** The digest of {@link plain} with one part of it written otherwise. */
function digestWith(part: string, otherwise: string): string {
  assert.ok(plain.includes(part), `${part} is not in the plan`);
  return callOfText(plain.replace(part, otherwise)).digest;
}

spec('calls: digest, one however the plan spells it', (it) => {
  const { digest } = callOfText(plain);

  const spellings: readonly [title: string, part: string, otherwise: string][] = [
    ['comments', 'name: test', '# A comment.\nname: test # and another'],
    ['quoting', 'caller_name: Ada', "caller_name: 'Ada'"],
    ['block and flow style', 'sip_headers: { a: "1", b: "2" }', 'sip_headers:\n    a: "1"\n    b: "2"'],
    ['the order of SIP headers', '{ a: "1", b: "2" }', '{ b: "2", a: "1" }'],
    ["Plivo's own form of SIP headers", '{ a: "1", b: "2" }', 'a=1,b=2'],
    ['an unquoted number', '"+14152224444"', '+14152224444'],
    ["the caller's number without plus", '"+14152224444"', '14152224444'],
    ["the callee's number without plus", '"+14152223333"', '14152223333'],
    ['the default method', 'https://example.com/ring', '{ url: https://example.com/ring, method: POST }'],
    ['digits as settings', 'digits: 1w2', 'digits: { send: 1w2 }'],
    ['digits as steps', 'digits: 1w2', 'digits: [{ press: "1" }, { wait: 0.5s }, { press: "2" }]'],
    ['another name of the plan', 'name: test', 'name: other'],
    ['another edition', 'name: test', 'name: test\nedition: "2"'],
    ['bulk', 'time_limit: 300', 'time_limit: 300\n  bulk: 10'],
    ['an id', '- "+14152223333"', '- { id: x, to: "+14152223333" }'],
    ['null for what is not said', 'time_limit: 300', 'time_limit: 300\n  ring_timeout: null'],
  ];
  for (const [title, part, otherwise] of spellings)
    it(`whatever ${title}`, () => {
      assert.is(digestWith(part, otherwise), digest);
    });

  it('whatever the order of keys', () => {
    const plan = planOf(plain);
    const reversed = (value: unknown): unknown =>
      typeof value !== 'object' || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, reversed(inner)]),
          );
    assert.is(callOfText(JSON.stringify(reversed(plan))).digest, digest);
  });

  it('whether the plan says it or the destination', () => {
    const { from, callbacks, digits, options, ...head } = planOf(plain);
    const destination = { to: '+14152223333', from, callbacks, digits, options };
    assert.is(callOfText(JSON.stringify({ ...head, destinations: [destination] })).digest, digest);
  });

  it('whatever the case of a SIP scheme and host, but not of its user', () => {
    const [one, same, another] = callsOf({
      duplicates: 'allow',
      destinations: [
        { id: 'a', to: 'sip:John@phone.plivo.com' },
        { id: 'b', to: 'SIP:John@PHONE.plivo.com' },
        { id: 'c', to: 'sip:john@phone.plivo.com' },
      ],
    });
    assert.is(one?.digest, same?.digest);
    assert.is.not(one?.digest, another?.digest);
  });

  it('which does not change from release to release', () => {
    assert.is(digest, 'v1:fabdb1252519cd946c3854fb91b1da5c3336c14d1ea65d684ca115a2e412c433');
  });
});

spec('calls: digest, another for every difference', (it) => {
  it('of a parameter: there, not there, or with another value', () => {
    const bare = callOf().digest;
    const seen = new Map([[bare, 'the bare call']]);
    for (const [name, row] of Object.entries(table))
      for (const [where, said] of Object.entries({ plan: row.plan, own: row.own })) {
        const { digest } = callOf(merge(base, said));
        assert.is(seen.get(digest), undefined, `${name} (${where}) has the digest of ${seen.get(digest)}`);
        seen.set(digest, `${name} (${where})`);
      }
    assert.is(seen.size, 1 + 2 * Object.keys(table).length);
  });

  it('of a URL and of a method alone', () => {
    assert.is.not(digestWith('/ring', '/ring2'), callOfText(plain).digest);
    assert.is.not(digestWith('method: GET', 'method: POST'), callOfText(plain).digest);
  });

  it('of the two numbers', () => {
    const digests = [
      callOf().digest,
      callOf({ from: '+14152224445' }).digest,
      callOf({ destinations: ['+14152223334'] }).digest,
      callOf({ from: '+14152223333', destinations: ['+14152224444'] }).digest,
    ];
    assert.is(new Set(digests).size, 4);
  });

  it('even if one value holds what looks like another key', () => {
    const digests = [
      { caller_name: 'a","time_limit",300,"x' },
      { caller_name: 'a', time_limit: 300 },
      { caller_name: '300' },
      { time_limit: 300 },
    ].map((options) => callOf({ options }).digest);
    assert.is(new Set(digests).size, 4);
  });

  it('and is written as the lockfile keeps it', () => {
    for (const { digest } of expand(planOf(plain))) assert.match(digest, /^v1:[0-9a-f]{64}$/);
  });
});
