/* eslint-disable @typescript-eslint/restrict-template-expressions -- The compiler must refuse them without its help. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { describe, type Diagnostic, type Finding } from '../../src/diagnostics/diagnostic.js';
import { entry } from '../../src/diagnostics/entry.js';
import { known, quote, showAll, showUnless, type Known, type Quoted } from '../../src/privacy/quoted.js';
import { root } from '../harness/places.js';
import { spec } from '../harness/spec.js';

const words = { severity: 'error', summary: '', hint: () => '' } as const;

/** What the compiler refuses. Nobody calls it: `npm run check` fails where one of these lines compiles. */
export function refused(quoted: Quoted): unknown[] {
  return [
    // @ts-expect-error A fact of a new code could be any text.
    entry<{ value: string }>({ ...words, message: (a) => a.value }),
    // @ts-expect-error So could one that may be left out.
    entry<{ value?: string }>({ ...words, message: () => '' }),
    // @ts-expect-error So could each of several.
    entry<{ values: readonly string[] }>({ ...words, message: () => '' }),
    // @ts-expect-error So could one within another.
    entry<{ found: { value: string } }>({ ...words, message: () => '' }),
    // @ts-expect-error That it may be quoted as well makes it no better.
    entry<{ value: string | Quoted }>({ ...words, message: () => '' }),
    // @ts-expect-error Nobody knows what it is.
    entry<{ value: unknown }>({ ...words, message: () => '' }),
    // @ts-expect-error A message prints what is quoted without asking.
    entry<{ value: Quoted }>({ ...words, message: (a) => `it is ${a.value}` }),
    // @ts-expect-error It does so without a word around it.
    entry<{ value: Quoted }>({ ...words, message: (a) => a.value }),
    // @ts-expect-error It does so by a sum.
    entry<{ value: Quoted }>({ ...words, message: (a) => 'it is ' + a.value }),
    // @ts-expect-error Something looks into it.
    quoted.length,
    // @ts-expect-error A rule gives a text of a plan as it is.
    { code: 'duplicate-id', args: { id: 'x' } } satisfies Finding,
    // @ts-expect-error A rule gives any text for one that is known.
    { code: 'missing-key', args: { key: String(1) } } satisfies Finding,
    // @ts-expect-error A rule gives what is quoted for what is known.
    { code: 'missing-key', args: { key: quoted } } satisfies Finding,
    {
      code: 'duplicate-id',
      args: { id: quoted },
      // @ts-expect-error A finding does not say whether its place is secret.
      span: { file: '', start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
    } satisfies Diagnostic,
  ];
}

/** What it takes: words of a few, what is known, and what is quoted. */
export const taken = entry<{
  what: 'one' | 'other';
  limit: number;
  name: Known;
  value?: Quoted;
  more: readonly Known[];
}>({ ...words, message: (a, show) => `${a.what} ${a.name} ${a.value ? show(a.value) : ''}` });

function found(value: string, about: Diagnostic['span']['about']): Diagnostic {
  const start = { line: 1, column: 1 };
  return {
    code: 'bad-form',
    args: { value: quote(value), expected: known('a sequence') },
    span: { file: 'x', start, end: start, about },
  };
}

spec('privacy: what is quoted', (it) => {
  it('is shown to everybody where it is about no secret', () => {
    assert.is(showUnless(undefined)(quote('4711')), '4711');
    assert.is(describe(found('4711', undefined)).message, '"4711" is not a sequence');
  });

  it('is masked where it is about one, and where it has one within it', () => {
    for (const about of ['digits', 'vars', 'unparsed'] as const) {
      assert.is(showUnless(about)(quote('4711')), '•••');
      assert.is(describe(found('4711', about)).message, '"•••" is not a sequence');
    }
    for (const text of ['digits: 4711', 'to: 1, send = 4711', '"press": 4711', 'vars:\n  pin: 4711'])
      assert.is(showUnless(undefined)(quote(text)), '•••', text);
    for (const text of ['digits', 'the digits', 'sender: 1', 'press-1: x'])
      assert.is(showUnless(undefined)(quote(text)), text);
  });

  it('is shown to those who have the files', () => {
    assert.is(showAll(quote('digits: 4711')), 'digits: 4711');
    assert.is(describe(found('4711', 'digits'), 'authors').message, '"4711" is not a sequence');
  });

  it('is opened in one room, and nothing but quote makes one', async () => {
    const files = (await readdir(join(root, 'src'), { recursive: true })).filter((file) =>
      file.endsWith('.ts'),
    );
    const texts = await Promise.all(
      files.map(async (file) => ({ file, text: await readFile(join(root, 'src', file), 'utf8') })),
    );
    const users = (pattern: RegExp): string[] =>
      texts.flatMap(({ file, text }) => (pattern.test(text) ? [file] : [])).sort();
    assert.equal(users(/\bshow(All|Unless)\b/), [
      'diagnostics/diagnostic.ts',
      'diagnostics/refusal.ts',
      'privacy/quoted.ts',
    ]);
    assert.equal(users(/\bas (unknown as )?(Quoted|Known)\b/), ['privacy/quoted.ts']);
  });
});
