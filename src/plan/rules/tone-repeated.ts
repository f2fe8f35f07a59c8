import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Digits } from '../../schemas/plan.js';
import type { Path } from '../../source/yaml/document.js';
import type { Rule } from './rule.js';

/** Plivo has one tone length for a whole sequence, so a second one would silently lose. */
export const toneRepeated: Rule = (plan, locate) => {
  const levels = [
    { digits: plan.digits, path: ['digits'] as Path },
    ...plan.destinations.map((d, index) => ({
      digits: typeof d === 'string' ? undefined : d.digits,
      path: ['destinations', index, 'digits'] as Path,
    })),
  ];
  return levels.flatMap(({ digits, path }): Diagnostic[] => {
    const [first, second] = tones(digits, path);
    if (!first || !second) return [];
    return [{ code: 'tone-repeated', args: {}, span: locate(second, 'key'), related: locate(first, 'key') }];
  });
};

function tones(digits: Digits | undefined, path: Path): Path[] {
  if (digits === null || digits === undefined || typeof digits === 'string') return [];
  if (!Array.isArray(digits)) return tones(digits.send, [...path, 'send']);
  return digits.flatMap((step, index) => (step.tone === undefined ? [] : [[...path, index, 'tone']]));
}
