import * as assert from 'uvu/assert';
import { describe } from '../../src/diagnostics/diagnostic.js';
import { checkPlan } from '../../src/plan/check.js';
import { buildRequests } from '../../src/calls/request.js';
import { spec } from '../harness/spec.js';
import { base, baseParameters, callOf, callOfText, callsOf, merge } from './plan-fixture.js';
import { documented, sayable, table } from './table.js';

/** Which call, which round, how many in a request: told to Plivo by no parameter of their own. */
const notParameters = ['id', 'options.bulk'];
/** Required, and tested by themselves. */
const required = ['to', 'from'];

spec('calls: every parameter', (it) => {
  it('that the schema knows has a row in the table, and the reverse', () => {
    const expected = sayable.filter((name) => ![...notParameters, ...required].includes(name));
    assert.equal(Object.keys(table).sort(), [...expected].sort());
  });

  it('that Plivo documents can be said', () => {
    const given = Object.values(table).flatMap(({ planGives }) => Object.keys(planGives));
    assert.equal([...new Set([...required, ...given])].sort(), [...documented].sort());
  });

  for (const [name, row] of Object.entries(table))
    it(`${name} can be said for the plan, overridden and taken away`, () => {
      const answer = name === 'callbacks.answer';
      const destinations = [
        '+14152223331',
        { id: 'own', to: '+14152223332', ...row.own },
        ...(answer ? [] : [{ id: 'without', to: '+14152223333', ...row.without }]),
      ];
      const [plain, own, without] = callsOf({ ...merge(base, row.plan), destinations });
      assert.equal(plain?.parameters, { ...baseParameters, ...row.planGives });
      assert.equal(own?.parameters, { ...baseParameters, ...row.ownGives });
      if (!answer) assert.equal(without?.parameters, baseParameters);
    });

  for (const [name, row] of Object.entries(table))
    it(`${name} can be said for one destination alone`, () => {
      const [plain, own] = callsOf({
        destinations: ['+14152223331', { id: 'own', to: '+14152223332', ...row.own }],
      });
      assert.equal(plain?.parameters, baseParameters);
      assert.equal(own?.parameters, { ...baseParameters, ...row.ownGives });
    });

  it('from can be overridden, and said by the destinations alone', () => {
    const destinations = [
      { id: 'a', to: '+14152223331', from: '+14150000001' },
      { id: 'b', to: '+14152223332', from: '14150000002' },
    ];
    const overridden = callsOf({ destinations: [...destinations, '+14152223333'] });
    assert.equal(
      overridden.map(({ parameters }) => parameters['from']),
      ['+14150000001', '14150000002', '+14152224444'],
    );
    const { parameters } = callOf({ from: undefined, destinations: destinations.slice(0, 1) });
    assert.equal(parameters, { ...baseParameters, from: '+14150000001' });
  });

  it('of the two that are required cannot be taken away', () => {
    const entry = { id: 'a', to: '+14152223331' };
    for (const own of [{ callbacks: { answer: null } }, { from: null }]) {
      const text = JSON.stringify({ ...base, destinations: [{ ...entry, ...own }] });
      const { plan, diagnostics } = checkPlan({ file: 'plan.yaml', text });
      assert.is(plan, undefined);
      const severities = diagnostics.map((diagnostic) => describe(diagnostic).severity);
      assert.equal(
        severities.filter((severity) => severity !== 'note'),
        ['error'],
      );
    }
  });

  it('stands in the order of the documentation, whatever the order of the plan', () => {
    const said = Object.values(table).reduceRight((all, row) => merge(all, row.own), {});
    const body = buildRequests([
      callOf({ ...merge(base, said), digits: { send: '1', on_preanswer: true } }),
    ])[0]?.body;
    assert.equal(Object.keys(body ?? {}), [...documented]);
  });
});

spec('calls: callbacks', (it) => {
  it('send the method, also when it is the default', () => {
    const ring = 'https://example.com/ring';
    for (const said of [ring, { url: ring }, { url: ring, method: 'POST' }])
      assert.equal(callOf({ callbacks: { ring: said } }).parameters, {
        ...baseParameters,
        ring_url: ring,
        ring_method: 'POST',
      });
  });

  it('do not inherit the method of a URL that they replace', () => {
    const [, own] = callsOf({
      callbacks: { ring: { url: 'https://example.com/a', method: 'GET' } },
      destinations: [
        '+14152223331',
        { id: 'x', to: '+14152223332', callbacks: { ring: 'https://example.com/b' } },
      ],
    });
    assert.is(own?.parameters['ring_method'], 'POST');
  });
});

spec('calls: scalars', (it) => {
  it('reach Plivo letter by letter, unquoted or not', () => {
    const text = `
version: 1
name: test
from: +14152224444
callbacks: { answer: https://example.com/a }
digits: 0042
options: { caller_name: 1e3, sip_headers: { a: 007, b: true, c: 0x1F } }
destinations: [ +14152223333 ]
`;
    const [request] = buildRequests([callOfText(text)]);
    assert.equal(request?.body, {
      from: '+14152224444',
      to: '+14152223333',
      answer_url: 'https://example.com/a',
      answer_method: 'POST',
      caller_name: '1e3',
      send_digits: '0042',
      sip_headers: 'a=007,b=true,c=0x1F',
    });
  });
});
