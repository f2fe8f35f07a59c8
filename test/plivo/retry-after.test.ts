import * as assert from 'uvu/assert';
import { parseRetryAfter } from '../../src/plivo/retry-after.js';
import { spec } from '../harness/spec.js';

spec('plivo retry-after', (it) => {
  const now = Date.UTC(2026, 10, 23, 12, 0, 0);

  it('counts seconds', () => {
    assert.is(parseRetryAfter('5', now), 5000);
    assert.is(parseRetryAfter(' 120 ', now), 120_000);
  });

  it('counts from now to a date', () => {
    assert.is(parseRetryAfter('Mon, 23 Nov 2026 12:00:30 GMT', now), 30_000);
  });

  it('is unknown when there is nothing to wait for, or it cannot be read', () => {
    for (const value of [
      null,
      '',
      '0',
      '-5',
      '1.5',
      '5, 6',
      'soon',
      '99999999999',
      'Mon, 23 Nov 2026 11:59:00 GMT',
      'Mon, 99 Nov 2026 12:00:30 GMT',
    ])
      assert.is(parseRetryAfter(value, now), undefined, String(value));
  });
});
