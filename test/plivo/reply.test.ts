import * as assert from 'uvu/assert';
import { classify, type Verdict } from '../../src/plivo/reply.js';
import { spec } from '../harness/spec.js';

function reply(status: number, body = '', more: { complete?: boolean; retryAfterMs?: number } = {}): Verdict {
  return classify({ kind: 'reply', status, body, complete: true, ...more });
}

/** Outcome and whether the run goes on, for every status that is not simply in doubt. */
const certain: Readonly<Record<number, string>> = {
  400: 'rejected',
  401: 'not_sent stop',
  402: 'rejected stop',
  403: 'rejected stop',
  404: 'rejected stop',
  405: 'rejected stop',
  406: 'rejected',
  407: 'not_sent stop',
  413: 'rejected',
  415: 'rejected',
  422: 'rejected',
  429: 'not_sent again',
};

function expected(status: number): string {
  if (status >= 200 && status < 300) return 'accepted';
  if (status >= 300 && status < 400) return 'in_doubt stop';
  return certain[status] ?? 'in_doubt';
}

function brief(verdict: Verdict): string {
  const words: string[] = [verdict.outcome];
  if ('again' in verdict && verdict.again) words.push('again');
  if ('stop' in verdict) words.push('stop');
  return words.join(' ');
}

spec('plivo reply: what an exchange means', (it) => {
  it('for every status there is and some there are not, whole or cut', () => {
    for (let status = 0; status <= 999; status++)
      for (const complete of [true, false])
        for (const body of [
          '',
          '{"error":"no"}',
          '{"request_uuid":"u"}',
          '<html>',
          'null',
          '[]',
          '{"error":null}',
        ]) {
          const verdict = reply(status, body, { complete });
          assert.is(brief(verdict), expected(status), `${status} ${body}`);
          assert.is('status' in verdict && verdict.status, status);
        }
  });

  it('only what certainly never arrived, or was turned away for its rate, goes again', () => {
    assert.equal(classify({ kind: 'unsent', problem: 'connect ECONNREFUSED' }), {
      outcome: 'not_sent',
      error: 'connect ECONNREFUSED',
      again: true,
    });
    assert.equal(classify({ kind: 'lost', problem: 'socket hang up' }), {
      outcome: 'in_doubt',
      error: 'socket hang up',
    });
  });

  it('429 waits as told, and never longer than five minutes', () => {
    const afterMs = (retryAfterMs?: number): unknown => {
      const verdict = reply(429, '', retryAfterMs === undefined ? {} : { retryAfterMs });
      return 'afterMs' in verdict ? verdict.afterMs : 'as the run sees fit';
    };
    assert.is(afterMs(), 'as the run sees fit');
    assert.is(afterMs(1500), 1500);
    assert.is(afterMs(86_400_000), 300_000);
  });

  it('403 for a destination is about one call, any other about the account', () => {
    for (const error of [
      'Calls to this destination country are barred',
      'Calls to this destination number are barred',
      'Destination prefix barred',
      'This number is barred',
    ])
      assert.is(brief(reply(403, JSON.stringify({ error }))), 'rejected', error);
    for (const error of ['Account is suspended', 'Your account has restrictions', 'Forbidden'])
      assert.is(brief(reply(403, JSON.stringify({ error }))), 'rejected stop', error);
  });

  it('the ids of an accepted request: one, several, or none that can be known', () => {
    const ids = (body: unknown): readonly string[] => {
      const verdict = reply(201, typeof body === 'string' ? body : JSON.stringify(body));
      return verdict.outcome === 'accepted' ? verdict.requestUuids : [verdict.outcome];
    };
    assert.equal(ids({ message: 'call fired', request_uuid: 'a-1' }), ['a-1']);
    assert.equal(ids({ message: 'calls fired', request_uuid: ['a-1', 'b-2'] }), ['a-1', 'b-2']);
    assert.equal(ids({ message: 'calls fired', request_uuid: ['a-1'], invalid_numbers: ['1'] }), ['a-1']);
    for (const body of ['', 'OK', '{"request_uuid":"a', '[]', 'null', '"a-1"', '7', '['.repeat(500_000)])
      assert.equal(ids(body), [], body.slice(0, 20));
    for (const request_uuid of [
      undefined,
      null,
      '',
      7,
      {},
      [],
      [[]],
      [null],
      'a\nb',
      'a b',
      '\u202e',
      'x'.repeat(101),
    ])
      assert.equal(ids({ request_uuid }), [], JSON.stringify(request_uuid));
    assert.equal(ids({ error: 'strange', message: 'call fired' }), []);
  });

  it('keeps the message, which tells fired from queued', () => {
    const message = (body: string): string => {
      const verdict = reply(200, body);
      return verdict.outcome === 'accepted' ? verdict.message : verdict.outcome;
    };
    assert.is(message('{"message":"call queued","request_uuid":"a"}'), 'call queued');
    assert.is(message(''), 'HTTP 200');
  });
});
