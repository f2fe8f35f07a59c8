import * as assert from 'uvu/assert';
import { parameters } from '../../../src/emulator/core/parameters.js';
import { spec } from '../../harness/spec.js';
import { emulated, least } from '../emulator-fixture.js';
import { accepted, refused, uuid } from '../parameter-values.js';

spec('emulator: parameters', (it) => {
  it('has a row in both tables for every parameter', () => {
    const all = parameters.map(({ name }) => name).sort();
    assert.is(all.length, 27);
    assert.equal(Object.keys(accepted).sort(), all);
    assert.equal(Object.keys(refused).sort(), all);
  });

  it('takes every documented value as it was written', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    for (const [name, values] of Object.entries(accepted))
      for (const value of values) {
        const sent = { ...least, [name]: value };
        const { status, body } = await emulator.post(sent);
        assert.is(status, 201, `${name}: ${JSON.stringify(value)} -> ${JSON.stringify(body)}`);
        assert.equal(emulator.calls.at(-1)?.parameters, sent);
      }
  });

  it('refuses every other value, names its parameter and places no call', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    for (const [name, values] of Object.entries(refused))
      for (const value of values) {
        const { status, body } = await emulator.post({ ...least, [name]: value });
        const about = `${name}: ${JSON.stringify(value)} -> ${JSON.stringify(body)}`;
        assert.is(status, 400, about);
        assert.equal(Object.keys(body).sort(), ['api_id', 'error'], about);
        assert.ok(String(body['error']).startsWith(`${name} parameter must `), about);
      }
    assert.equal(emulator.calls, []);
  });

  it('says what is missing', async (scope) => {
    const emulator = await emulated(scope);
    for (const name of ['from', 'to', 'answer_url'])
      for (const value of [undefined, null, '']) {
        const { status, body } = await emulator.post({ ...least, [name]: value });
        assert.is(status, 400);
        assert.is(body['error'], `${name} parameter is missing`);
      }
    assert.is((await emulator.post({})).body['error'], 'from parameter is missing');
    assert.is(
      (await emulator.post('{"__proto__":{"from":"14152224444"}}')).body['error'],
      'from parameter is missing',
    );
  });

  it('names the destination that is wrong, cut when it is long', async (scope) => {
    const emulator = await emulated(scope);
    const { body } = await emulator.post({ ...least, to: '14152223333<abc<def' });
    assert.is(
      body['error'],
      'to parameter must be phone numbers or SIP URIs joined by <, and "abc" is neither',
    );
    const long = await emulator.post({ ...least, to: 'x'.repeat(10_000) });
    assert.ok(String(long.body['error']).length < 200);
  });

  it('refuses the combinations that are documented as refused', async (scope) => {
    const emulator = await emulated(scope);
    const bodies: readonly (readonly [name: string, extra: object])[] = [
      ['from', { to: least.from }],
      ['from', { to: '14152224444' }],
      ['from', { to: `14152223333<${least.from}` }],
      ['parent_call_uuid', { to: '14152223333<14152225555', parent_call_uuid: uuid }],
      ['parent_call_uuid', { to: '14152223333<14152223333', parent_call_uuid: uuid }],
      ['parent_call_uuid', { parent_call_uuid: uuid, error_if_parent_not_found: true }],
      ['parent_call_uuid', { parent_call_uuid: uuid, error_if_parent_not_found: 'true' }],
    ];
    for (const [name, extra] of bodies) {
      const { status, body } = await emulator.post({ ...least, ...extra });
      assert.is(status, 400, JSON.stringify(extra));
      assert.ok(
        String(body['error']).startsWith(`${name} parameter must not `) || name === 'parent_call_uuid',
      );
      assert.match(String(body['error']), new RegExp(`^${name} parameter `));
    }
    assert.equal(emulator.calls, []);
  });

  it('ignores the combinations that make no sense', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    const extras = [
      { send_on_preanswer: true },
      { machine_detection_time: 3000, machine_detection_url: 'https://foo.com/' },
      { error_if_parent_not_found: true },
      { parent_call_uuid: uuid, error_if_parent_not_found: false },
      { ring_timeout: 100, hangup_on_ring: 10 },
      { ring_method: 'GET' },
    ];
    for (const extra of extras) assert.is((await emulator.post({ ...least, ...extra })).status, 201);
  });

  it('looks through a megabyte in any parameter without choking', async (scope) => {
    const emulator = await emulated(scope, { callsPerSecond: Infinity });
    const million = 1_000_000;
    const long: readonly (readonly [name: string, value: string, status: number])[] = [
      ['from', '1'.repeat(million), 400],
      ['to', '<'.repeat(million), 400],
      ['to', '1<'.repeat(million / 2), 400],
      ['to', `sip:a@${'a.'.repeat(million / 2)}!`, 400],
      ['answer_url', `https://foo.com/${'%20'.repeat(million / 3)}`, 201],
      ['answer_url', `https://foo.com/${'a'.repeat(million)}%`, 400],
      ['caller_name', 'x'.repeat(million), 400],
      ['send_digits', `${'1w'.repeat(million / 2)}@`, 400],
      ['time_limit', '9'.repeat(million), 201],
      ['sip_headers', `${'a=1,'.repeat(million / 4)}!`, 400],
    ];
    for (const [name, value, status] of long)
      assert.is((await emulator.post({ ...least, [name]: value })).status, status, name);
  });
});
