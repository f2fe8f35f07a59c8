import type { Args } from '../../diagnostics/catalog.js';
import type { Digits, DigitSteps, DigitString, Options } from '../../schemas/plan.js';
import type { Path } from '../../source/yaml/document.js';
import { hasVariables } from '../template.js';
import type { CallRule } from './call-rule.js';

/** Milliseconds. Plivo does not say how long its tones are when the plan does not; this is an estimate, and the finding says so. */
const TONE = 200;
/** Seconds: Plivo's own, where a plan says none. */
const DEFAULT_TIME_LIMIT = 14400;

export const digitsPressNothing: CallRule<'digits'> = ({ digits }) =>
  digits && isFixed(digits) && measure(sequenceOf(digits)).keys === 0
    ? [{ code: 'digits-press-nothing', args: {}, settings: [pathOf(digits)] }]
    : [];

/** When sending the digits takes longer than the call may. */
export const digitsOutlastCall: CallRule<'digits' | 'options'> = ({ digits, options }) => {
  if (!digits || !isFixed(digits)) return [];
  const sequence = sequenceOf(digits);
  const { keys, wait } = measure(sequence);
  const seconds = wait + (keys * toneOf(sequence)) / 1000;
  const shortest = shortestLimit(options);
  if (seconds <= shortest.limit) return [];
  const args = { seconds, ...shortest };
  return [{ code: 'digits-outlast-call', args, settings: [pathOf(digits), ['options', shortest.parameter]] }];
};

function shortestLimit({
  time_limit,
  hangup_on_ring,
}: Options): Pick<Args<'digits-outlast-call'>, 'parameter' | 'limit'> {
  const [limit, hangup] = [time_limit ?? DEFAULT_TIME_LIMIT, hangup_on_ring ?? Infinity];
  return hangup < limit ? { parameter: 'hangup_on_ring', limit: hangup } : { parameter: 'time_limit', limit };
}

/** Digits with variables are looked at call by call, when they have their values. */
function isFixed(digits: NonNullable<Digits>): boolean {
  const sequence = sequenceOf(digits);
  return typeof sequence === 'string'
    ? !hasVariables(sequence)
    : !sequence.some(({ press }) => press !== undefined && hasVariables(press));
}

type Sequence = DigitString | DigitSteps;

function sequenceOf(digits: NonNullable<Digits>): Sequence {
  return typeof digits === 'object' && 'send' in digits ? digits.send : digits;
}

function pathOf(digits: NonNullable<Digits>): Path {
  return typeof digits === 'object' && 'send' in digits ? ['digits', 'send'] : ['digits'];
}

/** How many keys a sequence presses, and how many seconds it waits between them. */
interface Measured {
  readonly keys: number;
  readonly wait: number;
}

function measure(sequence: Sequence): Measured {
  let [keys, wait] = [0, 0];
  if (typeof sequence !== 'string')
    for (const step of sequence) {
      keys += step.press?.length ?? 0;
      wait += Number.parseFloat(step.wait ?? '0');
    }
  else
    for (const character of sequence) {
      if (character === '@') break;
      if (character === 'w') wait += 0.5;
      else if (character === 'W') wait += 1;
      else keys += 1;
    }
  return { keys, wait };
}

/** Milliseconds for each key. */
function toneOf(sequence: Sequence): number {
  const tone =
    typeof sequence === 'string'
      ? /@(.*)/.exec(sequence)?.[1]
      : sequence.find((step) => step.tone !== undefined)?.tone;
  return tone === undefined ? TONE : Number.parseInt(tone, 10);
}
