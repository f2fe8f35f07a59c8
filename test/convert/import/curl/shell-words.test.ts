import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { readCommands } from '../../../../src/convert/import/curl/shell-commands.js';
import type { Word } from '../../../../src/convert/import/curl/shell-words.js';
import { tries } from '../../../harness/random.js';
import { spec } from '../../../harness/spec.js';

function readAll(text: string): (readonly Word[])[] {
  const found: (readonly Word[])[] = [];
  readCommands(
    { file: 'a.sh', text },
    { continues: () => false, onCommand: ({ words }) => found.push(words) },
  );
  return found;
}

function commands(text: string): string[][] {
  return readAll(text).map((words) => words.map((word) => word.text));
}

function unknown(text: string): string[] {
  return readAll(text).flatMap((words) => words.flatMap((word) => word.unknown));
}

spec('forms: shell words', (it) => {
  const cases: readonly [title: string, text: string, expected: string[][]][] = [
    ['are parted by blanks', 'a  b\tc', [['a', 'b', 'c']]],
    ['keep what single quotes hold', `a 'b "c" $d \\n'`, [['a', 'b "c" $d \\n']]],
    ['lose the backslashes that double quotes need', '"a \\"b\\" \\\\ \\$c \\d"', [['a "b" \\ $c \\d']]],
    ['join what touches', `a'b'"c"\\d$'e'`, [['abcde']]],
    ["know the escapes of $'…'", String.raw`$'a\tb\x41\101\u00e9\U1F600\'\\\q'`, [["a\tbAA\u00e9😀'\\\\q"]]],
    ['join bytes into a character', String.raw`$'\xc3\xa9'`, [['é']]],
    ['go on after a backslash at the end of a line', 'a \\\n b\\\nc', [['a', 'bc']]],
    ['go on after one with a carriage return', 'a \\\r\n b', [['a', 'b']]],
    ['end with the line', 'a\nb', [['a'], ['b']]],
    ['end with an operator', 'a; b && c | d & e', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['leave comments out', 'a # b\n# c\nd#e', [['a'], ['d#e']]],
    ['leave redirections out', 'a > b 2>&1 <c 2>/dev/null d', [['a', 'd']]],
    ['leave here documents out', "a <<'EOF' b\nit's\nEOF\nc", [['a', 'b'], ['c']]],
    ['leave here documents with tabs out', 'a <<-E\n\tx\n\tE\nb', [['a'], ['b']]],
    ['keep placeholders of documentation', 'a/<auth_id>/b', [['a/<auth_id>/b']]],
    [
      'are found in substitutions',
      'x=$(a b) "$(c `d`)"',
      [['a', 'b'], ['d'], ['c', '`d`'], ['x=$(a b)', '$(c `d`)']],
    ],
    ['are found in subshells', '(a; (b)); c', [['a'], ['b'], ['c']]],
    ['may be empty', `a '' ""`, [['a', '', '']]],
  ];
  for (const [title, text, expected] of cases)
    it(title, () => {
      assert.equal(commands(text), expected);
    });

  it('name what only a shell could know', () => {
    assert.equal(unknown('$a "${b:-x}" $(c) `d` $((1<<2)) $1 $@ {1..3} {a,b}'), [
      '$a',
      '${b…}',
      '$(…)',
      '`…`',
      '$((…))',
      '$1',
      '$@',
      '{…}',
      '{…}',
    ]);
    assert.equal(unknown(`'$a' \\$b $ "$ " $'$c' {a} '{a,b}' {{a}}`), []);
  });

  const open: readonly [title: string, text: string, message: RegExp][] = [
    [
      'a single quote that is left open',
      "a\nb 'c\nd",
      /^a\.sh:2 cannot be imported: the ' that opens here is never closed/,
    ],
    ['a double quote that is left open', 'a "b', /a\.sh:1 .* the " that/],
    ["a $' that is left open", "a\n\n$'b\\'", /a\.sh:3 .* the \$' that/],
    ['a substitution that is left open', 'a $(b', /a\.sh:1 .* the \$\( that/],
    ['a backtick that is left open', 'a `b', /the ` that/],
    ['an expansion that is left open', 'a ${b', /the \$\{ that/],
    ['a command of too many words', 'a '.repeat(20_000), /more than 10000 words/],
    ['what is nested too deeply', 'a $('.repeat(100), /nested too deeply/],
  ];
  for (const [title, text, message] of open)
    it(`refuse ${title}`, () => {
      try {
        commands(text);
        assert.unreachable();
      } catch (error) {
        assert.match((error as Error).message, message);
      }
    });

  it('are read in a time that grows with the text', () => {
    for (const part of [
      '{',
      '<',
      '`a` ',
      '$(a) ',
      "$'\\x'",
      '{a,',
      '"\\',
      '\\\n',
      'a <<E\n',
      '${',
      '<a',
      'curl ',
    ])
      try {
        commands(part.repeat(300_000 / part.length));
      } catch {
        // Left open; what matters is that it ends.
      }
  });
});

spec('forms: shell words beside bash', (it) => {
  const letters = fc.stringMatching(/^[a-zé0-9:,.@%+=/_-]{0,4}$/);
  const inside = fc.stringMatching(/^[a-z $"\\`!#&;|<>(){}*\n]{0,8}$/);
  const piece = fc.oneof(
    letters,
    inside.map((text) => `'${text}'`),
    inside.map((text) => `"${text.replace(/["$`\\]/g, '\\$&')}"`),
    fc.stringMatching(/^[a-z !#&;|<>(){}*\n]{0,8}$/).map((text) => `"${text}"`),
    fc.constantFrom('a', "'", '"', '$', '\\', ' ', '&', '<', '#', '*', '`').map((text) => `\\${text}`),
    fc
      .array(
        fc.oneof(
          fc.stringMatching(/^[a-z "$`]{1,4}$/),
          fc.constantFrom(
            '\\n',
            "\\'",
            '\\\\',
            '\\x41',
            '\\101',
            '\\u00e9',
            '\\e',
            '\\q',
            '\\"',
            '\\ca',
            '\\U0001F600',
            '\\xc3\\xa9',
          ),
        ),
        { maxLength: 4 },
      )
      .map((parts) => `$'${parts.join('')}'`),
    fc.constant('\\\n'),
  );
  const words = fc.array(
    fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => `x${parts.join('')}`),
    {
      minLength: 1,
      maxLength: 5,
    },
  );

  it('are the same', () => {
    const samples = fc.sample(words, tries(400)).map((list) => list.join(' '));
    const script = samples.map((line) => `printf '%s\\0' ${line}; printf '\\0'\n`).join('');
    const output = execFileSync('bash', ['--norc', '-f'], {
      input: script,
      maxBuffer: Infinity,
      encoding: 'utf8',
      env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] },
    });
    const expected = output.split('\0\0').slice(0, -1);
    assert.is(expected.length, samples.length);
    for (const [index, line] of samples.entries())
      assert.equal(commands(line), [expected[index]?.split('\0')], JSON.stringify(line));
  });
});
