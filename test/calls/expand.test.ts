import * as assert from 'uvu/assert';
import type { ExpandOptions } from '../../src/calls/expand.js';
import { spec } from '../harness/spec.js';
import { callsOf } from './plan-fixture.js';

spec('calls: expand', (it) => {
  it('keeps the order of the destinations, whatever their numbers and ids', () => {
    const destinations = [
      '+14152223339',
      { id: 'z', to: '+14152223331' },
      { id: 'a', to: 'sip:z@h' },
      '998901234567',
    ];
    assert.equal(
      callsOf({ destinations }).map(({ id, to }) => [id, to]),
      [
        ['+14152223339', '+14152223339'],
        ['z', '+14152223331'],
        ['a', 'sip:z@h'],
        ['+998901234567', '998901234567'],
      ],
    );
  });

  it('names a bare destination by its canonical address and dials it as it is written', () => {
    const [number, sip] = callsOf({ destinations: ['14152223333', 'SIP:John@PHONE.plivo.com'] });
    assert.equal([number?.id, number?.to], ['+14152223333', '14152223333']);
    assert.equal([sip?.id, sip?.to], ['sip:John@phone.plivo.com', 'SIP:John@PHONE.plivo.com']);
  });

  it('takes the edition from the command line, the plan, or says 1', () => {
    const editionOf = (said: object, options: ExpandOptions): string | undefined =>
      callsOf({ destinations: ['+14152223333'], ...said }, options)[0]?.edition;
    assert.is(editionOf({}, {}), '1');
    assert.is(editionOf({ edition: '2026-11' }, {}), '2026-11');
    assert.is(editionOf({ edition: '2026-11' }, { edition: '7' }), '7');
  });
});

spec('calls: how many share a request', (it) => {
  const bare = '+14152223331';
  const said = (bulk: number | null) => ({ id: 'own', to: '+14152223332', options: { bulk } });
  const plan = { bulk: 5 };
  const cases: readonly [
    title: string,
    given: { options?: { bulk: number | null }; destination: unknown } & ExpandOptions,
    expected: number,
  ][] = [
    ['one where nobody says more', { destination: bare }, 1],
    ['what the settings say', { bulk: 3, destination: bare }, 3],
    ['what the plan says rather than the settings', { bulk: 3, options: plan, destination: bare }, 5],
    ['what the destination says rather than the plan', { bulk: 3, options: plan, destination: said(7) }, 7],
    ['what is forced rather than all of them', { forcedBulk: 2, options: plan, destination: said(7) }, 2],
    ['what is forced, even one', { forcedBulk: 1, options: plan, destination: bare }, 1],
    [
      'what the settings say if the plan says null',
      { bulk: 3, options: { bulk: null }, destination: bare },
      3,
    ],
    [
      'what the settings say if the destination takes the plan away',
      { bulk: 3, options: plan, destination: said(null) },
      3,
    ],
    ['one if a destination takes away all there is', { options: plan, destination: said(null) }, 1],
  ];
  for (const [title, { options = {}, destination, ...given }, expected] of cases)
    it(title, () => {
      assert.is(callsOf({ options, destinations: [destination] }, given)[0]?.bulk, expected);
    });
});
