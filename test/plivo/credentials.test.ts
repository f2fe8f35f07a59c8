import * as assert from 'uvu/assert';
import { Fault } from '../../src/diagnostics/fault.js';
import { readCredentials } from '../../src/plivo/credentials.js';
import { spec } from '../harness/spec.js';

const authId = 'MA0123456789ABCDWXYZ';
const authToken = 'tok3n+/=of"40%characters';

function refusal(env: Record<string, string | undefined>): Fault {
  try {
    readCredentials(env);
  } catch (error) {
    if (error instanceof Fault) return error as Fault;
  }
  throw new Error('not refused');
}

spec('plivo credentials', (it) => {
  it('are read from the environment, for main and sub-accounts', () => {
    for (const id of [authId, 'SA0123456789ABCDWXYZ'])
      assert.equal(readCredentials({ PLIVO_AUTH_ID: id, PLIVO_AUTH_TOKEN: authToken }), {
        authId: id,
        authToken,
      });
  });

  it('are refused when missing or malformed, and not repeated', () => {
    const good = { PLIVO_AUTH_ID: authId, PLIVO_AUTH_TOKEN: authToken };
    const cases: [env: Record<string, string | undefined>, problem: RegExp][] = [
      [{}, /PLIVO_AUTH_ID is not set/],
      [{ ...good, PLIVO_AUTH_ID: '' }, /PLIVO_AUTH_ID is not set/],
      [{ ...good, PLIVO_AUTH_TOKEN: undefined }, /PLIVO_AUTH_TOKEN is not set/],
      [{ ...good, PLIVO_AUTH_TOKEN: '' }, /PLIVO_AUTH_TOKEN is not set/],
      [{ PLIVO_AUTH_ID: authToken, PLIVO_AUTH_TOKEN: authId }, /PLIVO_AUTH_ID is not an auth id/],
    ];
    for (const id of [
      `${authId}\n`,
      authId.toLowerCase(),
      `${authId}A`,
      authId.slice(1),
      `${authId.slice(0, -1)}:`,
    ])
      cases.push([{ ...good, PLIVO_AUTH_ID: id }, /PLIVO_AUTH_ID is not an auth id/]);
    for (const end of ['\n', ' ', '\0', '\r', 'é', '\u007f'])
      cases.push([{ ...good, PLIVO_AUTH_TOKEN: authToken + end }, /PLIVO_AUTH_TOKEN has a space/]);
    for (const short of ['x', authToken.slice(0, 7)])
      cases.push([{ ...good, PLIVO_AUTH_TOKEN: short }, /PLIVO_AUTH_TOKEN has fewer than 8 characters/]);
    for (const [env, problem] of cases) {
      const fault = refusal(env);
      assert.is(fault.code, 'credentials');
      assert.match(fault.message, problem);
      const told = `${fault.message} ${fault.hint} ${String(fault.cause)}`;
      assert.not.ok(told.includes(authToken.slice(0, 7)) || told.includes(authId), told);
    }
  });
});
