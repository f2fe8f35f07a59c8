import * as assert from 'uvu/assert';
import { Fault } from '../../../src/diagnostics/fault.js';
import type { CallBehaviour } from '../../../src/emulator/calls/call-behaviour.js';
import { createDefaultMix } from '../../../src/emulator/scenario/default-mix.js';
import { createScenarioBehaviour } from '../../../src/emulator/scenario/scenario-behaviour.js';
import type { CallRule, Scenario } from '../../../src/schemas/scenario.js';
import { spec } from '../../harness/spec.js';
import { clocked } from '../clock-fixture.js';
import { emulated } from '../emulator-fixture.js';

const from = '14152224444';
const requestUuid = 'u1';

/** What becomes of a call under these rules; `mix` where none of them fits. */
function ask(rules: CallRule[], to: string, number = 1, seed = '1'): CallBehaviour | 'mix' {
  const mix: CallBehaviour = { outcome: 'machine', talkTime: -1 };
  const found = createScenarioBehaviour(rules, seed, () => mix)({ from, to, requestUuid, number });
  return found === mix ? 'mix' : found;
}

const outcomes: readonly (readonly [CallRule['then'], CallBehaviour])[] = [
  ['answered', { outcome: 'answered' }],
  ['machine', { outcome: 'machine' }],
  ['no_answer', { outcome: 'no-answer' }],
  ['busy', { outcome: 'busy' }],
  ['declined', { outcome: 'declined' }],
  ['failed', { outcome: 'failed', cause: 3080 }],
  [
    { answered: { ring_after: '500ms', answer_after: '4s', talk_time: '1.5m', hang_up: 'xml' } },
    { outcome: 'answered', ringAfter: 0.5, answerAfter: 4, talkTime: 90, hangUp: 'xml' },
  ],
  [
    { machine: { answer_after: '0s', talk_time: '1h' } },
    { outcome: 'machine', answerAfter: 0, talkTime: 3600 },
  ],
  [
    { no_answer: { ring_after: '1s', give_up_after: '20s' } },
    { outcome: 'no-answer', ringAfter: 1, giveUpAfter: 20 },
  ],
  [{ declined: { decline_after: '2s' } }, { outcome: 'declined', declineAfter: 2 }],
  [{ busy: { end_after: '3s' } }, { outcome: 'busy', endAfter: 3 }],
  [{ failed: { cause: 2000, end_after: '250ms' } }, { outcome: 'failed', cause: 2000, endAfter: 0.25 }],
];

spec('emulator: scenario', (it) => {
  for (const [then, behaviour] of outcomes)
    it(`understands ${JSON.stringify(then)}`, () => {
      assert.equal(ask([{ then }], '+14152223333'), behaviour);
    });

  it('takes the first rule that fits, whether it names one destination or many', () => {
    const rules: CallRule[] = [
      { prefix: '44', then: 'busy' },
      { to: '+442079460018', then: 'declined' },
      { to: '14152223333', then: 'machine' },
      { prefix: '+1415', then: 'no_answer' },
      { to: '+14152223333', then: 'failed' },
      { prefix: 'sip:', then: 'answered' },
    ];
    assert.equal(ask(rules, '+442079460018'), { outcome: 'busy' });
    assert.equal(ask(rules, '442079460018'), { outcome: 'busy' });
    assert.equal(ask(rules, '+14152223333'), { outcome: 'machine' });
    assert.equal(ask(rules, '+14152223334'), { outcome: 'no-answer' });
    assert.equal(ask(rules, 'sip:a@b.example'), { outcome: 'answered' });
    assert.is(ask(rules, '+493012345678'), 'mix');
    assert.is(ask([], '+14152223333'), 'mix');
  });

  it('tells the first call to a destination from the next', () => {
    const rules: CallRule[] = [
      { call: 1, then: 'busy' },
      { call: 2, to: '+14152223333', then: 'answered' },
    ];
    assert.equal(ask(rules, '+14152223333', 1), { outcome: 'busy' });
    assert.equal(ask(rules, '+14152223333', 2), { outcome: 'answered' });
    assert.is(ask(rules, '+14152223333', 3), 'mix');
  });

  it('draws a share by the seed, the same for the same seed', () => {
    const drawn = (seed: string): string[] =>
      Array.from({ length: 5000 }, (_, index) => `+1415${1_000_000 + index}`).filter(
        (to) => ask([{ share: '12.5%', then: 'busy' }], to, 1, seed) !== 'mix',
      );
    const one = drawn('1');
    assert.ok(Math.abs(one.length / 50 - 12.5) < 1.5, `${one.length} of 5000`);
    assert.equal(drawn('1'), one);
    assert.not.equal(drawn('2'), one);
    assert.is(ask([{ share: '0%', then: 'busy' }], '+14152223333'), 'mix');
    assert.equal(ask([{ share: '100%', then: 'busy' }], '+14152223333'), { outcome: 'busy' });
  });

  it('draws anew for each rule and for each call to a destination', () => {
    const rules: CallRule[] = [
      { share: '50%', then: 'busy' },
      { share: '50%', then: 'declined' },
    ];
    const drawn = (number: number): string[] =>
      Array.from({ length: 400 }, (_, index) => {
        const behaviour = ask(rules, `+1415${1_000_000 + index}`, number);
        return behaviour === 'mix' ? behaviour : behaviour.outcome;
      });
    const declined = drawn(1).filter((outcome) => outcome === 'declined').length;
    assert.ok(declined > 60 && declined < 140, `${declined} of 400`);
    assert.not.equal(drawn(1), drawn(2));
  });

  it('is quick with ten thousand rules for single destinations', () => {
    const rules: CallRule[] = Array.from({ length: 10_000 }, (_, index) => ({
      to: `+1415${1_000_000 + index}`,
      then: 'busy',
    }));
    let looked = 0;
    const counted = rules.map((rule) =>
      Object.defineProperty({ ...rule }, 'prefix', {
        enumerable: true,
        get: () => {
          looked += 1;
          return undefined;
        },
      }),
    );
    const choose = createScenarioBehaviour(counted, '1', createDefaultMix('1'));
    looked = 0;
    for (let index = 0; index < 100; index++)
      choose({ from, to: `+1415${1_009_000 + index}`, requestUuid, number: 1 });
    assert.ok(looked <= 100, `${looked} rules were looked at`);
  });

  it('is played by the emulator, and its end is what Plivo would tell', async (scope) => {
    const scenario: Scenario = {
      version: 1,
      calls: [{ then: { answered: { answer_after: '4s', talk_time: '20s', hang_up: 'xml' } } }],
    };
    const emulator = await clocked(scope, { scenario, seed: 1 });
    const uuid = await emulator.call();
    emulator.at(60);
    assert.equal(emulator.story(), [
      'initiated 0',
      'ringing 1',
      'answered 5',
      'ended 25 4010 End Of XML Instructions Answer XML',
    ]);
    const { body } = await emulator.get(`Call/${uuid}/`);
    assert.is(body['hangup_cause_code'], 4010);
    assert.is(body['call_duration'], 20);
  });

  it('refuses a scenario that is none, in words', async (scope) => {
    const scenario = { version: 1, calls: [{ than: 'busy' }] } as unknown as Scenario;
    try {
      await emulated(scope, { scenario });
      assert.unreachable();
    } catch (error) {
      assert.instance(error, Fault);
      assert.is((error as Fault).code, 'scenario-refused');
      assert.match((error as Fault).message, /\/calls\/0 must/);
    }
  });
});
