import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { tries } from '../harness/random.js';
import { spec } from '../harness/spec.js';
import { base, callOf, callsOf } from './plan-fixture.js';

const to = '+14152223333';
const withVars = (vars: object, said: object = {}): Record<string, unknown> =>
  callOf({ ...said, destinations: [{ to, vars }] }).parameters;

/** Any code points. fast-check's own binary texts would first list them all, for a second. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10_ff_ff }), { maxLength: 40 })
  .map((codes) => String.fromCodePoint(...codes));

spec('calls: variables', (it) => {
  it('stand in every callback, in digits, caller_name and sip_headers', () => {
    const parameters = withVars(
      { a: '1', b: 'x' },
      {
        callbacks: {
          ring: 'https://example.com/{{a}}/{{b}}?c={{ a }}',
          hangup: { url: 'https://example.com/{{b}}' },
        },
        digits: { send: '{{a}}w{{a}}#', on_preanswer: true },
        options: { caller_name: 'Dr {{b}}', sip_headers: 'k={{a}},l={{b}}' },
      },
    );
    assert.equal(parameters, {
      ...{ from: '+14152224444', answer_url: 'https://example.com/answer', answer_method: 'POST' },
      ...{ ring_url: 'https://example.com/1/x?c=1', ring_method: 'POST' },
      ...{ hangup_url: 'https://example.com/x', hangup_method: 'POST' },
      ...{ caller_name: 'Dr x', send_digits: '1w1#', send_on_preanswer: true, sip_headers: 'k=1,l=x' },
    });
    const steps = withVars({ a: '12' }, { digits: [{ press: '{{a}}#' }, { wait: '1s' }, { press: '9' }] });
    assert.is(steps['send_digits'], '12#W9');
  });

  it('come back from a URL as they were written, whatever they are', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const printable = value.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Co}\p{Zl}\p{Zp}]/gu, '');
        fc.pre(printable !== '.' && printable !== '..');
        const callbacks = { answer: 'https://example.com/p/{{v}}/x?a={{v}}&b=1' };
        const url = new URL(String(withVars({ v: printable }, { callbacks })['answer_url']));
        assert.equal(
          [...url.searchParams],
          [
            ['a', printable],
            ['b', '1'],
          ],
        );
        assert.is(decodeURIComponent(url.pathname), `/p/${printable}/x`);
        assert.is(url.host, 'example.com');
      }),
      tries(),
    );
  });

  it('are values and no templates themselves', () => {
    const callbacks = { answer: 'https://example.com/?a={{v}}' };
    const { answer_url: url } = withVars({ v: '{{w}}', w: 'x' }, { callbacks });
    assert.is(url, 'https://example.com/?a=%7B%7Bw%7D%7D');
  });

  it('make another call of the same template, and the same one of the same value', () => {
    const digestOf = (name: string, other: string): string | undefined =>
      callsOf({
        callbacks: { answer: 'https://example.com/?a={{name}}' },
        destinations: [{ to, vars: { name, other } }],
      })[0]?.digest;
    assert.is(digestOf('a', '1'), digestOf('a', '2'));
    assert.is.not(digestOf('a', '1'), digestOf('b', '1'));
    const plain = callOf({ callbacks: { answer: 'https://example.com/?a=a' } });
    assert.is(digestOf('a', '1'), plain.digest);
  });

  it('of one destination are not those of the next', () => {
    const destinations = ['x', 'y', 'x'].map((name, i) => ({
      id: `c${i}`,
      to: `+1415222333${i}`,
      vars: { name },
    }));
    const calls = callsOf({ ...base, options: { caller_name: '{{name}}' }, destinations });
    assert.equal(
      calls.map(({ parameters }) => parameters['caller_name']),
      ['x', 'y', 'x'],
    );
  });
});
