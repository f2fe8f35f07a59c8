import * as assert from 'uvu/assert';
import type { Scenario } from '../../../src/schemas/scenario.js';
import { spec } from '../../harness/spec.js';
import { clocked, uuidOf } from '../clock-fixture.js';
import { least } from '../emulator-fixture.js';
import { sdkFor, type Thrown } from './sdk.js';

const { from, to, answer_url: answerUrl } = least;

spec('emulator, as the official SDK sees it: account', (it) => {
  it('reads the account, its numbers and prices', async (scope) => {
    const emulator = await clocked(scope, { cashCredits: 1.5, numbers: [from] });
    const { does, requests } = await sdkFor(scope, emulator);
    const account = await does('accounts', 'get');
    assert.is(account.type, 'GetAccountDetails');
    assert.equal(
      ['accountType', 'billingMode', 'cashCredits', 'autoRecharge'].map((name) => account.value[name]),
      ['standard', 'prepaid', '1.50000', false],
    );
    // With a slash too many.
    assert.is(requests()[0], 'GET /v1/Account/MAXXXXXXXXXXXXXXXXXX//');
    const number = await does('numbers', 'get', from.slice(1));
    assert.is(number.type, 'NumberResource');
    assert.equal(
      ['id', 'number', 'voiceEnabled', 'monthlyRentalRate'].map((name) => number.value[name]),
      [from.slice(1), from.slice(1), true, '0.80000'],
    );
    const pricing = await does('pricings', 'get', 'GB');
    assert.is(pricing.type, 'PricingResponse');
    assert.equal([pricing.value['countryIso'], pricing.value['countryCode']], ['GB', 44]);
    const { outbound } = pricing.value['voice'] as { outbound: { rates: unknown[] } };
    assert.equal(outbound.rates[2], { originationPrefix: ['44'], prefix: ['447'], rate: '0.02500' });
  });

  /** Compiled as they are, its error classes make plain errors; the status and the id are what they alone read from a reply. */
  const isRead = ({ type, message, status, apiID }: Thrown, wanted: number, error: RegExp): void => {
    assert.equal([type, status], ['Error', wanted], message);
    assert.match(message, error);
    assert.match(String(apiID), /^[0-9a-f-]{36}$/);
  };

  it('reads what the refusals say', async (scope) => {
    const emulator = await clocked(scope, { barredNumbers: ['+19005550100'] });
    const { fails } = await sdkFor(scope, emulator);
    const stranger = await sdkFor(scope, emulator, 'wrong');
    for (const [face, method, ...args] of [
      ['calls', 'create', from, to, answerUrl],
      ['calls', 'list'],
      ['accounts', 'get'],
    ] as const)
      isRead(await stranger.fails(face, method, ...args), 401, /auth id and auth token/);
    isRead(await fails('calls', 'create', from, 'nobody', answerUrl), 400, /^to parameter must be/);
    isRead(await fails('calls', 'list', { limit: 21 }), 400, /^limit parameter must be/);
    isRead(await fails('calls', 'get', uuidOf(999)), 404, /no finished call/);
    isRead(await fails('numbers', 'get', '14152224445'), 404, /not rented/);
    isRead(await fails('pricings', 'get', 'ZZ'), 404, /no prices/);
    isRead(
      await fails('calls', 'create', from, '+19005550100', answerUrl),
      403,
      /destination number are barred/,
    );
    assert.equal(emulator.calls, []);
  });

  it('has no error of its own for too many requests, and does not try again', async (scope) => {
    const emulator = await clocked(scope, { requestsPer5s: 1 });
    const { does, fails, requests } = await sdkFor(scope, emulator);
    await does('calls', 'create', from, to, answerUrl);
    const { message, status } = await fails('calls', 'create', from, to, answerUrl);
    assert.match(message, 'status code 429');
    assert.is(status, undefined);
    assert.is(requests().length, 2);
  });

  for (const status of [500, 502])
    it(`calls three times when ${status} is all that it hears of calls that ring`, async (scope) => {
      const scenario: Scenario = { version: 1, api: [{ then: { status, placed: true } }] };
      const emulator = await clocked(scope, { scenario });
      const { fails, requests } = await sdkFor(scope, emulator);
      await fails('calls', 'create', from, to, answerUrl);
      assert.is(requests().length, 3);
      emulator.at(2);
      assert.equal(
        emulator.history.map((call) => [call.to, call.events.at(-1)?.name]),
        [1, 2, 3].map(() => [to, 'ringing']),
      );
    });

  it('hears in the shape it knows that other things are not to be had, and the call goes on', async (scope) => {
    const emulator = await clocked(scope);
    const uuid = await emulator.call();
    emulator.at(10);
    const { does, fails } = await sdkFor(scope, emulator);
    const refusals: readonly (readonly [status: number, face: string, method: string, ...args: unknown[]])[] =
      [
        [405, 'calls', 'transfer', uuid, { legs: 'aleg', alegUrl: answerUrl }],
        [404, 'calls', 'record', uuid],
        [404, 'calls', 'stopRecording', uuid],
        [404, 'calls', 'playMusic', uuid, answerUrl],
        [404, 'calls', 'stopPlayingMusic', uuid],
        [404, 'calls', 'speakText', uuid, 'hello'],
        [404, 'calls', 'stopSpeakingText', uuid],
        [404, 'calls', 'sendDigits', uuid, '1'],
        [404, 'calls', 'stream', uuid, 'wss://example.com'],
        [404, 'calls', 'getAllStream', uuid],
        [405, 'accounts', 'update', { city: 'Berlin' }],
        [404, 'numbers', 'list'],
        [405, 'numbers', 'unrent', from.slice(1)],
        [404, 'subaccounts', 'list'],
        [404, 'applications', 'list'],
        [404, 'conferences', 'list'],
        [404, 'recordings', 'list'],
      ];
    for (const [status, face, method, ...args] of refusals)
      isRead(await fails(face, method, ...args), status, /this URL|This URL/);
    assert.is((await does('calls', 'getLiveCall', uuid)).value['callStatus'], 'in-progress');
    assert.is(emulator.calls.length, 1);
  });
});
