import { createRequire } from 'node:module';
import * as assert from 'uvu/assert';
import type { CallBehaviour } from '../../../src/emulator/calls/call-behaviour.js';
import { verifySignature } from '../../../src/plivo/signature.js';
import { spec } from '../../harness/spec.js';
import { credentials } from '../emulator-fixture.js';
import { backend, calledBack, xml, type Received } from './callback-fixture.js';

type OfficialCheck = (
  method: string,
  uri: string,
  nonce: string,
  token: string,
  signature: string,
  params?: object,
) => boolean;
const require = createRequire(import.meta.url);
const { validateV3Signature } = require('plivo/dist/utils/v3Security.js') as {
  validateV3Signature: OfficialCheck;
};

/** What the server of a call got that ended so. */
async function hangupOf(
  scope: Parameters<typeof calledBack>[0],
  behaviour: CallBehaviour,
  parameters: object = {},
): Promise<Received['fields']> {
  const { origin, received } = await backend(scope, xml);
  const emulator = await calledBack(scope, { behaviour: () => behaviour });
  await emulator.call({ answer_url: `${origin}/`, hangup_url: `${origin}/`, ...parameters });
  emulator.until(200);
  for (let count = 1; received.at(-1)?.fields['Event'] !== 'Hangup'; count++) await emulator.attempts(count);
  return received.at(-1)?.fields ?? {};
}

spec('emulator: fields of callbacks', (it) => {
  it('signs everything, with a nonce of its own, so that Plivo’s package and ours take it', async (scope) => {
    const { origin, received } = await backend(scope, xml);
    const emulator = await calledBack(scope);
    const login = origin.replace('//', '//user:pass%20word@');
    await emulator.call({
      answer_url: `${login}/a%20b?x=1&name=M%C3%BCller+x&x=0#rc=1`,
      ring_url: `${origin}?a=1&Event=mine`,
      ring_method: 'GET',
      hangup_url: `${origin}/./x/../end`,
      hangup_method: 'GET',
    });
    emulator.until(36);
    await emulator.attempts(3);
    for (const { method, path, headers, body } of received) {
      const url = `http://${headers.host}${path}`;
      const signature = String(headers['x-plivo-signature-v3']);
      const nonce = String(headers['x-plivo-signature-v3-nonce']);
      const params = new URLSearchParams(body);
      const { authToken } = credentials;
      assert.ok(verifySignature({ method, url, params, signature, nonce, authToken }), url);
      assert.ok(
        validateV3Signature(method, url, nonce, authToken, signature, Object.fromEntries(params)),
        url,
      );
      assert.not.ok(verifySignature({ method, url: `${url}&x=1`, params, signature, nonce, authToken }));
    }
    assert.is(new Set(received.map(({ headers }) => headers['x-plivo-signature-v3-nonce'])).size, 3);
    assert.is(
      received.find(({ method }) => method === 'POST')?.headers.authorization,
      `Basic ${btoa('user:pass word')}`,
    );
    assert.match(
      received.find(({ path }) => path.startsWith('/?'))?.path ?? '',
      /^\/\?a=1&Event=mine&From=14152224444&/,
    );
    assert.match(received.find(({ path }) => path.startsWith('/end'))?.path ?? '', /^\/end\?From=/);
  });

  it('passes SIP headers on, but for reserved ones', async (scope) => {
    const { origin, received } = await backend(scope, xml);
    const emulator = await calledBack(scope);
    const sip_headers = 'Order=42,PlivoX=1,twiliox=1,SipAuthX=1,ClientRegion=1,ClientRegions=2';
    await emulator.call({ answer_url: origin, sip_headers });
    emulator.until(6);
    await emulator.attempts(1);
    const passed = Object.entries(received[0]?.fields ?? {}).filter(([name]) => name.startsWith('X-'));
    assert.equal(passed, [
      ['X-PH-Order', '42'],
      ['X-PH-ClientRegions', '2'],
    ]);
  });

  it('says how calls that nobody took have ended', async (scope) => {
    const cases: readonly (readonly [CallBehaviour, status: string, cause: string, word: string])[] = [
      [{ outcome: 'busy' }, 'busy', '3010 Carrier', 'USER_BUSY'],
      [{ outcome: 'no-answer' }, 'no-answer', '6010 Plivo', 'NO_ANSWER'],
      [{ outcome: 'no-answer', giveUpAfter: 9 }, 'no-answer', '3000 Carrier', 'NO_ANSWER'],
      [{ outcome: 'declined' }, 'cancel', '3110 Callee', 'CALL_REJECTED'],
      [{ outcome: 'failed', cause: 3070 }, 'timeout', '3070 Carrier', 'RECOVERY_ON_TIMER_EXPIRE'],
      [{ outcome: 'failed', cause: 2010 }, 'failed', '2010 Carrier', 'NORMAL_TEMPORARY_FAILURE'],
    ];
    for (const [behaviour, callStatus, cause, word] of cases) {
      const fields = await hangupOf(scope, behaviour);
      assert.is(fields['CallStatus'], callStatus, cause);
      assert.is(`${fields['HangupCauseCode']} ${fields['HangupSource']}`, cause);
      assert.is(fields['HangupCause'], word);
      assert.equal([fields['AnswerTime'], fields['Duration'], fields['TotalCost']], ['', '0', '0.00000']);
    }
  });
});
