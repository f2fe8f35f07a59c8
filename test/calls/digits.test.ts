import * as assert from 'uvu/assert';
import { tryOften, type Random } from '../harness/random.js';
import { spec } from '../harness/spec.js';
import { callOf, callsOf } from './plan-fixture.js';

/** What the digits of a plan come to, as [send_digits, send_on_preanswer]. */
function rendered(digits: unknown): unknown[] {
  const { parameters } = callOf({ digits });
  return [parameters['send_digits'], parameters['send_on_preanswer']];
}

const press = (keys: string) => ({ press: keys });
const wait = (seconds: string) => ({ wait: seconds });
const tone = (ms: string) => ({ tone: ms });

spec('calls: digits', (it) => {
  const cases: readonly [title: string, digits: unknown, send: unknown, onPreanswer?: boolean][] = [
    ['a string', '1w2W3', '1w2W3'],
    ['a string with a tone', '123@1000', '123@1000'],
    ['a string with zeros in front', '0042', '0042'],
    ['a string of the other keys', '*123#', '*123#'],
    ['settings', { send: '1' }, '1'],
    ['settings with on_preanswer', { send: '1', on_preanswer: true }, '1', true],
    ['settings without on_preanswer', { send: '1', on_preanswer: false }, '1', false],
    ['settings with steps', { send: [press('1'), wait('1s')], on_preanswer: true }, '1W', true],
    ['one step', [press('1')], '1'],
    ['several keys in a step', [press('0042'), press('*#')], '0042*#'],
    ['half a second', [wait('0.5s'), press('1')], 'w1'],
    ['a second', [press('1'), wait('1s'), press('2')], '1W2'],
    ['a second and a half', [press('1'), wait('1.5s'), press('2')], '1Ww2'],
    ['two seconds', [wait('2.0s'), press('1')], 'WW1'],
    ['the longest wait', [wait('999.5s')], `${'W'.repeat(999)}w`],
    ['waits one after the other', [wait('0.5s'), wait('0.5s'), press('1')], 'ww1'],
    ['a tone at the end', [press('1'), tone('500ms')], '1@500'],
    ['a tone at the start', [tone('500ms'), press('1')], '1@500'],
    ['a tone in the middle', [press('1'), tone('99999ms'), wait('1s'), press('2')], '1W2@99999'],
    ['nothing', null, undefined],
  ];
  for (const [title, digits, send, onPreanswer] of cases)
    it(`render ${title}`, () => {
      assert.equal(rendered(digits), [send, onPreanswer]);
    });

  it('replace those of the plan as a whole', () => {
    const [, own] = callsOf({
      digits: { send: '1', on_preanswer: true },
      destinations: ['+14152223331', { id: 'own', to: '+14152223332', digits: '9w1' }],
    });
    assert.is(own?.parameters['send_digits'], '9w1');
    assert.is(own?.parameters['send_on_preanswer'], undefined);
  });
});

interface Played {
  /** Each key with the silence before it, in ms. */
  readonly keys: readonly (readonly [silence: number, key: string])[];
  /** The silence at the end, in ms. */
  readonly after: number;
  readonly tone: number | undefined;
}

/** Plays Plivo's notation as its documentation tells it, one character after the other. */
function play(notation: string): Played {
  const [sequence = '', tone] = notation.split('@');
  const keys: [number, string][] = [];
  let silence = 0;
  for (const character of sequence) {
    if (character === 'w') silence += 500;
    else if (character === 'W') silence += 1000;
    else {
      keys.push([silence, character]);
      silence = 0;
    }
  }
  return { keys, after: silence, tone: tone === undefined ? undefined : Number(tone) };
}

type Step = ReturnType<typeof press> | ReturnType<typeof wait> | ReturnType<typeof tone>;

/** Steps, and what somebody who follows them would play. */
function randomSteps(random: Random): { steps: Step[]; played: Played } {
  const steps: Step[] = [];
  const keys: [number, string][] = [];
  let silence = 0;
  const count = 1 + random.below(8);
  for (let step = 0; step < count; step++)
    if (random.below(2) === 0) {
      const halves = 1 + random.below(9);
      steps.push(wait(halves % 2 === 0 && random.below(2) ? `${halves / 2}.0s` : `${halves / 2}s`));
      silence += halves * 500;
    } else {
      const pressed = Array.from({ length: 1 + random.below(4) }, () => random.pick([...KEYS])).join('');
      steps.push(press(pressed));
      for (const key of pressed) {
        keys.push([silence, key]);
        silence = 0;
      }
    }
  const length = random.below(2) === 0 ? undefined : 1 + random.below(99_999);
  if (length !== undefined) steps.splice(random.below(steps.length + 1), 0, tone(`${length}ms`));
  return { steps, played: { keys, after: silence, tone: length } };
}

const KEYS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'] as const;

spec('calls: digits as steps', (it) => {
  it('sound as they were said', () =>
    tryOften(1, (random) => {
      const cases = Array.from({ length: 300 }, () => randomSteps(random));
      const destinations = cases.map(({ steps }, index) => ({
        id: `case-${index}`,
        to: `+1415${1_000_000 + index}`,
        digits: steps,
      }));
      const calls = callsOf({ destinations });
      for (const [index, { steps, played }] of cases.entries())
        assert.equal(play(String(calls[index]?.parameters['send_digits'])), played, JSON.stringify(steps));
    }));
});
