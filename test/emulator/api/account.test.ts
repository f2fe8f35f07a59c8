import * as assert from 'uvu/assert';
import { rateOf } from '../../../src/emulator/calls/pricing.js';
import { decodeDate, encodeDate, encodeMicroseconds } from '../../../src/emulator/core/dates.js';
import { encodeMoney, toUnits } from '../../../src/emulator/core/money.js';
import { spec } from '../../harness/spec.js';
import { clocked, NOON } from '../clock-fixture.js';
import { credentials, json, least } from '../emulator-fixture.js';

spec('emulator: account', (it) => {
  it('describes itself, and goes down by what calls cost', async (scope) => {
    const emulator = await clocked(scope, {
      cashCredits: 1.5,
      behaviour: ({ to }) => ({ outcome: 'answered', talkTime: to.endsWith('0') ? 60 : 61 }),
    });
    const { status, body } = await emulator.get();
    assert.is(status, 200);
    assert.equal(body, {
      account_type: 'standard',
      address: '',
      api_id: body['api_id'],
      auth_id: credentials.authId,
      auto_recharge: false,
      billing_mode: 'prepaid',
      cash_credits: '1.50000',
      city: '',
      name: 'Emulated account',
      resource_uri: `/v1/Account/${credentials.authId}/`,
      state: '',
      timezone: 'UTC',
    });
    await emulator.call({ to: '14155550100<14155550101<sip:john@foo.com' });
    emulator.at(60);
    assert.is((await emulator.get()).body['cash_credits'], '1.50000', 'nothing is over yet');
    emulator.at(100);
    assert.is((await emulator.get()).body['cash_credits'], '1.46400');
  });

  it('shows numbers that it rents, with or without their plus', async (scope) => {
    const emulator = await clocked(scope, { numbers: ['+14152224444', '442079460018'] });
    for (const asked of ['14152224444', '%2B14152224444']) {
      const { status, body } = await emulator.get(`Number/${asked}/`);
      assert.is(status, 200);
      assert.equal(
        ['number', 'country', 'voice_enabled', 'monthly_rental_rate', 'resource_uri'].map(
          (name) => body[name],
        ),
        [
          '14152224444',
          'United States',
          true,
          '0.80000',
          `/v1/Account/${credentials.authId}/Number/14152224444/`,
        ],
      );
    }
    assert.is((await emulator.get('Number/442079460018/')).body['country'], 'United Kingdom');
    for (const other of ['14152224445', '1415222444', 'x', '%'])
      assert.is((await emulator.get(`Number/${other}/`)).status, 404, other);
  });

  it('has prices of its own', async (scope) => {
    const emulator = await clocked(scope);
    const { status, body } = await emulator.get('Pricing/?country_iso=gb');
    assert.is(status, 200);
    assert.equal([body['country'], body['country_code'], body['country_iso']], ['United Kingdom', 44, 'GB']);
    const { outbound } = body['voice'] as { outbound: { rates: unknown } };
    assert.equal(outbound.rates, [
      { origination_prefix: [], prefix: ['44'], rate: '0.01500' },
      { origination_prefix: [], prefix: ['447'], rate: '0.03500' },
      { origination_prefix: ['44'], prefix: ['447'], rate: '0.02500' },
    ]);
    assert.is((await emulator.get('Pricing/?country_iso=ZZ')).status, 404);
    for (const query of ['', '?country_iso=', '?country_iso=USA', '?country_iso=1'])
      assert.is((await emulator.get(`Pricing/${query}`)).status, 400, query);
  });

  it('charges by the longest prefix, and by where the caller is', () => {
    const rates: readonly (readonly [from: string, to: string, dollars: number])[] = [
      ['14152224444', '+14152223333', 0.01],
      ['14152224444', '19075550100', 0.08],
      ['14152224444', '18005550100', 0.003],
      ['14152224444', '442079460018', 0.015],
      ['14152224444', '447700900123', 0.035],
      ['+442079460018', '447700900123', 0.025],
      ['14152224444', '8821234567', 0.1],
      ['14152224444', 'sip:john@foo.com', 0.003],
    ];
    for (const [from, to, dollars] of rates) assert.is(rateOf(from, to), toUnits(dollars), to);
  });

  it('bars countries and numbers, and then places none of a request', async (scope) => {
    const emulator = await clocked(scope, { barredCountries: ['53'], barredNumbers: ['+19005550100'] });
    const refusals: readonly (readonly [to: string, error: string])[] = [
      ['+5351234567', 'Calls to this destination country are barred'],
      ['5351234567', 'Calls to this destination country are barred'],
      ['14152223333<5351234567', 'Calls to this destination country are barred'],
      ['19005550100', 'Calls to this destination number are barred'],
      ['+19005550100', 'Calls to this destination number are barred'],
    ];
    for (const [to, error] of refusals) {
      const { status, body } = await emulator.post({ ...least, to });
      assert.is(status, 403, to);
      assert.is(body['error'], error);
    }
    assert.equal(emulator.calls, []);
    assert.is((await emulator.post({ ...least, to: '14155351234' })).status, 201);
  });

  it('counts make-calls apart from other requests', async (scope) => {
    const emulator = await clocked(scope, { requestsPer5s: 2 });
    for (const expected of [201, 201, 429]) assert.is((await emulator.post(least)).status, expected);
    for (const expected of [200, 404, 429])
      assert.is((await emulator.get(expected === 404 ? 'Call/x/' : '')).status, expected);
    const { status, headers } = await emulator.delete('Request/x/');
    assert.equal([status, headers.get('retry-after')], [429, '5']);
    emulator.at(5);
    assert.is((await emulator.get()).status, 200);
  });

  it('opens no resource without credentials, even one that is not there', async (scope) => {
    const emulator = await clocked(scope);
    for (const below of ['', 'Call/', 'Call/x/', 'Number/x/', 'Pricing/?country_iso=US'])
      assert.is((await fetch(`${emulator.origin}/v1/Account/${credentials.authId}/${below}`)).status, 401);
    const url = `${emulator.origin}/v1/Account/${credentials.authId}/Request/x/`;
    assert.is((await fetch(url, { method: 'DELETE', headers: json })).status, 401);
  });
});

spec('emulator: how things are written', (it) => {
  it('dates', () => {
    assert.is(encodeDate(NOON + 999), '2026-11-24 12:00:00+00:00');
    assert.is(encodeMicroseconds(NOON + 50.872), '2026-11-24 12:00:00.050872');
    assert.is(decodeDate('2026-11-24 12:00'), NOON / 1000);
    assert.is(decodeDate('2026-11-24 12:00:07'), NOON / 1000 + 7);
    for (const wrong of [
      '2026-06-31 12:00',
      '2026-11-24 12:60',
      ' 2026-11-24 12:00',
      '2026-11-24 12:00:07.5',
    ])
      assert.is(decodeDate(wrong), undefined, wrong);
  });

  it('money', () => {
    assert.equal(
      [0, 0.0085, 12.5, 0.1 + 0.2].map((dollars) => encodeMoney(toUnits(dollars))),
      ['0.00000', '0.00850', '12.50000', '0.30000'],
    );
    assert.is(encodeMoney(-850), '-0.00850');
  });
});
