import * as assert from 'uvu/assert';
import { clean, cleanCharacters } from '../../src/privacy/clean.js';
import { tryOften } from '../harness/random.js';
import { spec } from '../harness/spec.js';

const cases: Readonly<Record<string, readonly [text: string, cleaned: string]>> = {
  'ordinary text': ['+1 415 "Zoë" ☎️ 電話 👍🏽', '+1 415 "Zoë" ☎️ 電話 👍🏽'],
  'the empty text': ['', ''],
  'an escape sequence': ['\u001b[2J\u001b[31mred', '\\u{1b}[2J\\u{1b}[31mred'],
  'a link of a terminal': ['\u001b]8;;http://a\u0007b', '\\u{1b}]8;;http://a\\u{7}b'],
  'an escape sequence in eight bits': ['\u009b31m', '\\u{9b}31m'],
  'a new line, a return, a tab': ['a\r\nb\tc', 'a\\u{d}\\u{a}b\\u{9}c'],
  'a backspace and a delete': ['a\bb\u007f', 'a\\u{8}b\\u{7f}'],
  'a zero': ['\0', '\\u{0}'],
  'other line ends': ['a\u0085b\u2028c\u2029d', 'a\\u{85}b\\u{2028}c\\u{2029}d'],
  'text turned around': ['\u202egnp.exe\u202c', '\\u{202e}gnp.exe\\u{202c}'],
  'text isolated': ['\u2066a\u2069', '\\u{2066}a\\u{2069}'],
  'marks of direction': ['\u200e\u200f\u061c', '\\u{200e}\\u{200f}\\u{61c}'],
  'invisible characters': [
    'a\u200bb\u2060c\ufeffd\u00ade\u180ef',
    'a\\u{200b}b\\u{2060}c\\u{feff}d\\u{ad}e\\u{180e}f',
  ],
  'invisible letters': ['\u{e0041}\u{e007f}', '\\u{e0041}\\u{e007f}'],
  'a command at the start of a line': ['::error::a', '\\u{3a}:error::a'],
  'the same behind space': ['  \u3000::error::a', '  \u3000\\u{3a}:error::a'],
  'colons elsewhere': ['a::b', 'a::b'],
  'an older command anywhere': ['a ##[set-env name=b]c', 'a #\\u{23}[set-env name=b]c'],
  "another service's command": ['##vso[task.setvariable]', '#\\u{23}vso[task.setvariable]'],
  'number signs elsewhere': ['## a #[b] 12##', '## a #[b] 12##'],
  'more number signs than needed': ['####[a]', '###\\u{23}[a]'],
  'half of a character': ['a\ud83db\udc4dc', 'a\\u{d83d}b\\u{dc4d}c'],
  'two halves in the wrong order': ['\udc4d\ud83d', '\\u{dc4d}\\u{d83d}'],
};

const HARMFUL = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;

spec('clean', (it) => {
  for (const [title, [text, cleaned]] of Object.entries(cases))
    it(title, () => {
      assert.is(clean(text), cleaned);
      assert.is(clean(cleaned), cleaned, 'once is enough');
    });

  it('lets no character through that moves a cursor or turns text around', () => {
    for (let plane = 0; plane <= 0x10; plane++) {
      const characters = Array.from({ length: 0x10000 }, (_, low) =>
        String.fromCodePoint(plane * 0x10000 + low),
      );
      assert.not.match(clean(characters.join(' ')), HARMFUL);
    }
  });

  it('lets none through wherever it stands', () =>
    tryOften(2000, (random) => {
      const units = Array.from({ length: 8 }, () =>
        random.pick([0x1b, 0x0a, 0x202e, 0xd83d, 0xdc4d, 0x9b, 0x61, random.below(0x10000)]),
      );
      assert.not.match(clean(String.fromCharCode(...units)), HARMFUL);
    }));

  it('says the same of every character alone', () => {
    const text = '::a\u001b##[b]👍\ud83d::';
    const characters = cleanCharacters(text);
    assert.is(characters.map(({ raw }) => raw).join(''), text);
    assert.is(characters.map(({ shown }) => shown).join(''), clean(text));
  });

  it('takes time in proportion to the text', () => {
    for (const part of [':', ' :', '#', '##a', '\u001b'])
      assert.ok(clean(`${part.repeat(300_000)}[`).length >= 300_000, part);
  });
});
