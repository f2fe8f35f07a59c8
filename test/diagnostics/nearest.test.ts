import * as assert from 'uvu/assert';
import { nearest } from '../../src/diagnostics/nearest.js';
import { tryOften } from '../harness/random.js';
import { spec } from '../harness/spec.js';

const commands = ['init', 'validate', 'dry-run', 'run', 'status', 'resolve', 'config', 'emulator'];

const cases: readonly [
  title: string,
  word: string,
  candidates: readonly string[],
  found: string | undefined,
][] = [
  ['the word itself', 'run', commands, 'run'],
  ['another case', 'RUN', commands, 'run'],
  ['another case of the candidate', 'time_limit', ['TIME_LIMIT'], 'TIME_LIMIT'],
  ['a letter left out', 'valdate', commands, 'validate'],
  ['a letter too many', 'statuss', commands, 'status'],
  ['another letter', 'statuz', commands, 'status'],
  ['two neighbours swapped', 'rnu', commands, 'run'],
  ['two swaps', 'avlidaet', commands, 'validate'],
  ['a hyphen left out', 'dryrun', commands, 'dry-run'],
  ['two edits', 'emulater-', commands, 'emulator'],
  ['three edits', 'emu', commands, undefined],
  ['something else', 'cancel', commands, undefined],
  ['the nearest of several', 'confit', ['commit', 'config'], 'config'],
  ['the first of equally near ones', 'cat', ['bat', 'car'], 'bat'],
  ['a short word, half of it right', 'tp', ['to'], 'to'],
  ['a short word, nothing of it right', 'xy', ['to'], undefined],
  ['a single letter', 'x', ['y'], undefined],
  ['a single letter of another case', 'X', ['x'], 'x'],
  ['nothing', '', ['a'], undefined],
  ['no candidates', 'run', [], undefined],
  ['letters beyond the keyboard', 'zoé', ['zoë'], 'zoë'],
];

/** Every word that one edit makes of another, over a small alphabet. */
function oneEdit(word: string): string[] {
  const letters = ['a', 'b', 'c'];
  const places = Array.from({ length: word.length + 1 }, (_, place) => place);
  return places.flatMap((place) => {
    const [before, after] = [word.slice(0, place), word.slice(place)];
    return [
      ...letters.flatMap((letter) => [before + letter + after, before + letter + after.slice(1)]),
      before + after.slice(1),
      before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
    ];
  });
}

spec('nearest', (it) => {
  for (const [title, word, candidates, found] of cases)
    it(`finds ${title}: ${JSON.stringify(word)}`, () => {
      assert.is(nearest(word, candidates), found);
    });

  it('finds whatever one edit makes of a word', () =>
    tryOften(50, (random) => {
      const word = Array.from({ length: 4 + random.below(3) }, () => random.pick(['a', 'b', 'c'])).join('');
      for (const edited of oneEdit(word)) assert.is(nearest(edited, [word]), word, `${edited} for ${word}`);
    }));
});
