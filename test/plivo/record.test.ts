import * as assert from 'uvu/assert';
import { decodeOngoing, decodePage, decodeUuids } from '../../src/plivo/record.js';
import { spec } from '../harness/spec.js';

/** A call as Plivo's documentation shows one. */
const documented = {
  answer_time: '2022-10-12 21:57:47+05:30',
  api_id: '36989807-a76f-4555-84d1-9dfdccca7a80',
  bill_duration: 12,
  billed_duration: 60,
  call_direction: 'outbound',
  call_duration: 12,
  call_uuid: 'eba53b9e-8fbd-45c1-9444-696d2172fbc8',
  conference_uuid: null,
  end_time: '2022-10-12 21:57:59+05:30',
  from_number: '14152224444',
  hangup_cause_code: 4000,
  hangup_cause_name: 'Normal Hangup',
  hangup_source: 'Callee',
  initiation_time: '2022-10-12 21:57:40+05:30',
  parent_call_uuid: null,
  to_number: '14152223333',
  total_amount: '0.00300',
  total_rate: '0.00300',
};

const pageOf = (...objects: unknown[]): object => ({
  api_id: 'a',
  meta: { limit: 20, offset: 0, total_count: objects.length, next: null, previous: null },
  objects,
});
const decoded = (over: object): object | undefined =>
  decodePage(pageOf({ ...documented, ...over }))?.calls[0];

spec('read back: a call that has ended', (it) => {
  it('keeps what Plivo says under its names, with times in UTC and decimals as text', () => {
    assert.equal(decodePage(pageOf(documented)), {
      size: 1,
      total: 1,
      calls: [
        {
          record: {
            call_uuid: 'eba53b9e-8fbd-45c1-9444-696d2172fbc8',
            initiation_time: '2022-10-12T16:27:40.000Z',
            answer_time: '2022-10-12T16:27:47.000Z',
            end_time: '2022-10-12T16:27:59.000Z',
            call_duration: 12,
            bill_duration: 12,
            total_amount: '0.00300',
            total_rate: '0.00300',
            hangup_cause_code: 4000,
            hangup_cause_name: 'Normal Hangup',
            hangup_source: 'Callee',
          },
          from: '14152224444',
          to: '14152223333',
          began: new Date('2022-10-12T16:27:40Z'),
          standing: 'completed',
        },
      ],
    });
  });

  it('was not answered when it has no time of it', () => {
    const call = decoded({ answer_time: null, hangup_cause_code: 3010 }) as {
      record: object;
      standing: string;
    };
    assert.is(call.standing, 'busy');
    assert.not('answer_time' in call.record);
  });

  const odd: Readonly<Record<string, readonly [said: object, kept: object]>> = {
    'numbers as text': [
      { call_duration: '12', hangup_cause_code: '4000' },
      { call_duration: 12, hangup_cause_code: 4000 },
    ],
    'amounts as numbers': [{ total_amount: 0.003 }, { total_amount: '0.003' }],
    'an hour without its offset': [
      { end_time: '2022-10-12 21:57:59' },
      { end_time: '2022-10-12T21:57:59.000Z' },
    ],
    'an offset without its colon': [
      { end_time: '2022-10-12 21:57:59-0700' },
      { end_time: '2022-10-13T04:57:59.000Z' },
    ],
    'what is no time': [
      { end_time: 'yesterday', answer_time: '2022-13-45 25:61:61+00:00' },
      { end_time: undefined, answer_time: undefined },
    ],
    'what is no amount': [
      { total_amount: '1e9', total_rate: '-1', bill_duration: -1, call_duration: 1.5 },
      { total_amount: undefined, total_rate: undefined, bill_duration: undefined, call_duration: undefined },
    ],
    'a name without end': [{ hangup_cause_name: 'x'.repeat(10_000) }, { hangup_cause_name: 'x'.repeat(200) }],
  };
  for (const [title, [said, kept]] of Object.entries(odd))
    it(`makes the best of ${title}`, () => {
      const { record } = decoded(said) as { record: Record<string, unknown> };
      for (const [name, value] of Object.entries(kept)) assert.is(record[name], value, name);
    });

  it('has a SIP address with its scheme', () => {
    assert.is(
      (decoded({ to_number: 'john@phone.plivo.com' }) as { to: string }).to,
      'sip:john@phone.plivo.com',
    );
  });

  it('is passed over when it came in, and yet counts for the page', () => {
    const page = decodePage(pageOf({ ...documented, call_direction: 'inbound' }, documented));
    assert.is(page?.calls.length, 1);
    assert.is(page?.size, 2);
  });

  for (const [title, body] of Object.entries({
    'no list': {},
    'a list without its length': { objects: [] },
    'a list with a call that has no id': pageOf(documented, { ...documented, call_uuid: undefined }),
    'a list with a call to nobody': pageOf({ ...documented, to_number: null }),
    'a list with a thing': pageOf(documented, null),
    'an id that would not fit into a line': pageOf({ ...documented, call_uuid: 'a\nb' }),
    nothing: undefined,
  }))
    it(`is not taken from ${title}: what is not understood may be the call in question`, () => {
      assert.is(decodePage(body), undefined);
    });
});

spec('read back: a call that goes on', (it) => {
  const live = {
    api_id: 'a',
    call_status: 'in-progress',
    call_uuid: 'c',
    request_uuid: 'r',
    caller_name: '+14152224444',
    direction: 'outbound',
    from: '+14152224444',
    to: '14152223333',
    session_start: '2022-10-12 16:27:40+00:00',
  };

  it('tells the id of its request', () => {
    const expected = {
      record: { call_uuid: 'c' },
      requestUuid: 'r',
      from: '+14152224444',
      to: '14152223333',
      began: new Date('2022-10-12T16:27:40Z'),
      standing: 'live',
    };
    assert.equal(decodeOngoing(live, 'live'), expected);
    const { began, ...queued } = expected;
    assert.ok(began);
    assert.equal(decodeOngoing({ ...live, session_start: undefined }, 'queued'), {
      ...queued,
      standing: 'queued',
    });
  });

  it('is passed over when it came in', () => {
    assert.is(decodeOngoing({ ...live, direction: 'inbound' }, 'live'), 'incoming');
  });

  it('is nothing without its id or its numbers', () => {
    for (const name of ['call_uuid', 'from', 'to'])
      assert.is(decodeOngoing({ ...live, [name]: undefined }, 'live'), undefined);
  });

  it('is listed by its id', () => {
    assert.equal(decodeUuids({ api_id: 'a', calls: ['a', 'b'] }), ['a', 'b']);
    for (const body of [undefined, {}, { calls: 'a' }, { calls: ['a', 1] }, { calls: ['a b'] }])
      assert.is(decodeUuids(body), undefined);
  });
});
