import * as assert from 'uvu/assert';
import type { CallBehaviour } from '../../../src/emulator/calls/call-behaviour.js';
import { spec } from '../../harness/spec.js';
import { clocked, uuidOf, type Clocked } from '../clock-fixture.js';
import { credentials, path, type Answer } from '../emulator-fixture.js';

type Item = Readonly<Record<string, unknown>>;
interface Meta {
  readonly limit: number;
  readonly offset: number;
  readonly total_count: number;
  readonly next: string | null;
  readonly previous: string | null;
}

const objects = ({ body }: Answer): readonly Item[] => body['objects'] as readonly Item[];
const meta = ({ body }: Answer): Meta => body['meta'] as Meta;

/** Follows `next` to the end, and gives what was seen of each call. */
async function walk(emulator: Clocked, query: string, of = 'to_number'): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (let next: string | null = `${path}?${query}`; next !== null;) {
    const page = await emulator.get(next.slice(path.length - 'Call/'.length));
    seen.push(...objects(page).map((item) => item[of]));
    next = meta(page).next;
  }
  return seen;
}

/** What a destination does is written into its last digit. */
const behaviours: Readonly<Record<string, CallBehaviour>> = {
  0: { outcome: 'answered', talkTime: 30 },
  1: { outcome: 'answered', talkTime: 90, hangUp: 'xml' },
  2: { outcome: 'busy' },
  3: { outcome: 'no-answer' },
  4: { outcome: 'failed', cause: 3080 },
};
const byLastDigit = ({ to }: { readonly to: string }): CallBehaviour =>
  behaviours[to.at(-1) ?? ''] ?? { outcome: 'declined' };

/** Five calls, ten minutes apart, to 14155550100 … 14155550104, and all of them over. */
async function fiveCalls(scope: Parameters<typeof clocked>[0]): Promise<Clocked> {
  const emulator = await clocked(scope, { behaviour: byLastDigit });
  for (const digit of [0, 1, 2, 3, 4]) {
    emulator.at(digit * 600);
    await emulator.call({ to: `1415555010${digit}`, from: `+141522244${digit}4` });
  }
  emulator.at(3600);
  return emulator;
}

spec('emulator: finished calls', (it) => {
  it('lists them newest first, each as by itself', async (scope) => {
    const emulator = await fiveCalls(scope);
    const list = await emulator.get('Call/');
    assert.is(list.status, 200);
    assert.equal(Object.keys(list.body).sort(), ['api_id', 'meta', 'objects']);
    assert.equal(list.body['meta'], { limit: 20, next: null, offset: 0, previous: null, total_count: 5 });
    assert.equal(
      objects(list).map((item) => item['to_number']),
      [4, 3, 2, 1, 0].map((digit) => `1415555010${digit}`),
    );
    for (const { api_id, ...item } of objects(list)) {
      const { body } = await emulator.get(`Call/${String(item['call_uuid'])}/`);
      assert.type(api_id, 'string');
      assert.equal({ ...item, api_id: body['api_id'] }, body);
    }
  });

  it('orders by the end, not by the beginning', async (scope) => {
    const emulator = await clocked(scope, { behaviour: byLastDigit });
    for (const digit of [1, 0, 2]) await emulator.call({ to: `1415555010${digit}` });
    emulator.at(600);
    assert.equal(await walk(emulator, ''), ['14155550101', '14155550100', '14155550102']);
  });

  const filters: readonly (readonly [query: string, digits: string])[] = [
    ['from_number=14152224414', '1'],
    ['from_number=%2B14152224414', '1'],
    ['from_number=141522244', '43210'],
    ['to_number=14155550102', '2'],
    ['to_number=1415555010', '43210'],
    ['to_number=%2B1415555', '43210'],
    ['to_number=4155550102', ''],
    ['to_number=sip:', ''],
    ['call_direction=outbound', '43210'],
    ['call_direction=inbound', ''],
    ['subaccount=SAXXXXXXXXXXXXXXXXXX', ''],
    [`parent_call_uuid=${uuidOf(1)}`, ''],
    ['bill_duration=30', '0'],
    ['bill_duration__gt=30', '1'],
    ['bill_duration__gte=30', '10'],
    ['bill_duration__lt=30', '432'],
    ['bill_duration__lte=30', '4320'],
    ['bill_duration__gt=0&bill_duration__lt=90', '0'],
    ['hangup_cause_code=3010', '2'],
    ['hangup_cause_code=4000', '0'],
    ['hangup_cause_code=9999', ''],
    ['hangup_source=Carrier', '42'],
    ['hangup_source=answer%20xml', '1'],
    ['hangup_source=Carrier&hangup_cause_code=3080', '4'],
    // Ends: 12:00:36, 12:11:36, 12:20:01, 12:32:01, 12:40:01.
    ['end_time=2026-11-24 12:20:01', '2'],
    ['end_time=2026-11-24 12:20', ''],
    ['end_time__gt=2026-11-24 12:20:01', '43'],
    ['end_time__gte=2026-11-24 12:20:01', '432'],
    ['end_time__lt=2026-11-24 12:20:01', '10'],
    ['end_time__lte=2026-11-24 12:20:01', '210'],
    ['end_time__gte=2026-11-24 12:10&end_time__lt=2026-11-24 12:30', '21'],
    ['end_time__gte=2026-11-24 12:30&end_time__lt=2026-11-24 12:10', ''],
    ['end_time__gte=2026-11-24 12:10&hangup_source=Plivo', '3'],
    ['something=else', '43210'],
  ];
  it('filters', async (scope) => {
    const emulator = await fiveCalls(scope);
    for (const [query, digits] of filters) {
      const list = await emulator.get(`Call/?${query}`);
      assert.is(list.status, 200, query);
      const found = objects(list).map((item) => String(item['to_number']).at(-1));
      assert.is(found.join(''), digits, query);
      assert.is(meta(list).total_count, digits.length, query);
      assert.equal((await walk(emulator, `${query}&limit=1`)).length, digits.length, query);
    }
  });

  it('refuses filters that are wrong, and names them', async (scope) => {
    const emulator = await clocked(scope);
    const wrong: readonly (readonly [name: string, values: readonly string[]])[] = [
      ['limit', ['0', '21', '-1', 'x', '', '1.5', '01']],
      ['offset', ['-1', 'x', '', '1e3', '99999999999999999999']],
      ['from_number', ['', 'x', '+', '1 2', ' 1', '1234567890123456']],
      ['to_number', ['', 'abc', 'tel:1', '14152223333%3C14152223334']],
      ['call_direction', ['', 'out', 'both']],
      ['subaccount', ['', 'x', credentials.authId, 'SAX']],
      ['parent_call_uuid', ['', 'x']],
      ['bill_duration', ['', 'x', '-1', '1.5']],
      ['bill_duration__gte', ['', 'x']],
      [
        'end_time',
        ['', '2026-11-24', '2026-11-24T12:00', '2026-11-24 12', '2026-02-30 12:00', '2026-11-24 24:30'],
      ],
      ['end_time__lt', ['yesterday', '2026-11-24 12:00:60', '2026-13-01 12:00', '24-11-2026 12:00']],
      ['hangup_cause_code', ['', 'x', '4000.5']],
      ['hangup_source', ['', 'Nobody']],
      ['status', ['', 'finished', 'LIVE']],
    ];
    for (const [name, values] of wrong)
      for (const value of values) {
        const { status, body } = await emulator.get(`Call/?${name}=${value}`);
        assert.is(status, 400, `${name}=${value}`);
        assert.equal(Object.keys(body).sort(), ['api_id', 'error']);
        assert.ok(String(body['error']).startsWith(`${name} parameter must be `), String(body['error']));
      }
    const twice = await emulator.get('Call/?limit=1&limit=2');
    assert.is(twice.status, 400);
    assert.is(twice.body['error'], 'limit parameter must be given once');
  });

  it('goes back seven days, unless it is asked for an end', async (scope) => {
    const emulator = await clocked(scope, { behaviour: () => ({ outcome: 'busy', endAfter: 0 }) });
    const days = (count: number): number => count * 86_400;
    await emulator.call();
    emulator.at(days(7));
    assert.is(meta(await emulator.get('Call/')).total_count, 1);
    emulator.at(days(7) + 1);
    assert.is(meta(await emulator.get('Call/')).total_count, 0);
    for (const query of ['end_time__gt=2026-01-01 00:00', 'end_time__lt=2027-01-01 00:00'])
      assert.is(meta(await emulator.get(`Call/?${query}`)).total_count, 1, query);
    assert.is((await emulator.get(`Call/${uuidOf(1)}/`)).status, 200);
  });

  it('pages to and fro, and keeps the filters', async (scope) => {
    const emulator = await fiveCalls(scope);
    const first = await emulator.get('Call/?limit=2&to_number=1415555&end_time__gte=2026-11-24%2012:00');
    const query = 'limit=2&to_number=1415555&end_time__gte=2026-11-24+12%3A00';
    assert.equal(meta(first), {
      limit: 2,
      next: `${path}?${query}&offset=2`,
      offset: 0,
      previous: null,
      total_count: 5,
    });
    const third = meta(await emulator.get('Call/?limit=2&offset=4'));
    assert.equal([third.next, third.previous], [null, `${path}?limit=2&offset=2`]);
    assert.is(meta(await emulator.get('Call/?limit=2&offset=1')).previous, `${path}?limit=2&offset=0`);
    const beyond = await emulator.get('Call/?offset=500');
    assert.equal([objects(beyond), meta(beyond).next, meta(beyond).total_count], [[], null, 5]);
    const whole = await walk(emulator, 'limit=2', 'call_uuid');
    assert.equal([whole.length, new Set(whole).size], [5, 5]);
  });

  it('repeats a call when others end between two pages, and passes none over', async (scope) => {
    const emulator = await fiveCalls(scope);
    const first = objects(await emulator.get('Call/?limit=2')).map((item) => item['to_number']);
    await emulator.call({ to: '14155550102' });
    emulator.at(3700);
    const rest = await walk(emulator, 'limit=2&offset=2');
    assert.equal(first, ['14155550104', '14155550103']);
    assert.equal(rest, ['14155550103', '14155550102', '14155550101', '14155550100']);
  });
});
