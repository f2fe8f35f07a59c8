import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';
import { planText, commandFixture } from '../../cli/command-fixture.js';

const PIN = '4711';

/** Plans in which something is wrong with digits, or beside them. */
const plans: Readonly<Record<string, string>> = {
  'a bad form': planText([`{ to: "+14155550101", digits: "${PIN}-x" }`]),
  steps: planText([`{ to: "+14155550101", digits: [{ press: "${PIN}-x" }] }`]),
  'no quotes': planText([`{ to: "+14155550101", digits: ${PIN} }`], `digits: { send: ${PIN} }`),
  'a comment': planText(['"+14155550101"'], `digits: #${PIN}`),
  'an alias': planText(['"+14155550101"'], `digits: *${PIN}`),
  'a block': planText(['"+14155550101"'], `digits:\n  send:\n    ${PIN}-x`),
  'a key beside them': planText([`{ to: "+14155550101", digits: "${PIN}", wrong: 1 }`]),
  'a value of a variable': planText(
    [`{ to: "+14155550101", vars: { pin: "${PIN}-x" } }`],
    'digits: "{{pin}}"',
  ),
  'a variable without quotes': planText(
    [`to: "+14155550101"\n    vars:\n      pin: ${PIN}`],
    'digits: "{{pin}}"',
  ),
  'a flow map over lines of equal indentation': `{
"version": 1, "name": case, "from": "+14152224444",
"callbacks": { answer: https://voice.example.com/answer.xml, hangup: null },
"destinations": [{
"to": "+14155550101",
"digits":
"${PIN}-x"
}]
}
`,
  'an anchor elsewhere': planText(['"+14155550101"'], `x-pin: &p "${PIN}-x"\ndigits: *p`),
  'an anchor of an anchor': planText(['"+14155550101"'], `x: &a "${PIN}-x"\ny: &b { send: *a }\ndigits: *b`),
  'a key with an escape': planText(['{ to: "+14155550101", "dig\\u0069ts": "4711-x" }']),
  'a key of its own line': planText(['"+14155550101"'], `? digits\n: ${PIN}-x`),
  'a text that should be a map': planText([`'to: +14155550101, digits: ${PIN}'`]),
  'a colon that is missing': planText([`to +14155550101\n    digits ${PIN}`], `from: x\ndigits ${PIN}`),
  'a quote that is missing': planText([`{ to: "+14155550101", digits: "${PIN}-x }`]),
  'a block of text': planText(['"+14155550101"'], `digits: |\n  ${PIN}\n  x`),
  'a list': planText(['file: list.csv'], 'digits: "{{pin}}"'),
  'a list without its first line': planText(['file: bare.csv'], 'digits: "{{pin}}"'),
  'a list of JSON lines': planText(['file: list.jsonl'], 'digits: "{{pin}}"'),
  'an alias of it elsewhere': planText(['{ to: "+14155550101", id: *p }'], `digits: &p "${PIN} x"`),
  'an alias in a list of steps': planText(['"+14155550101"'], `x: &a "${PIN}-x"\ndigits: [{ press: *a }]`),
  'a merged map': planText([`{ <<: *m, to: "+14155550101" }`], `x: &m { digits: "${PIN}-x" }`),
  'a key with a letter wrong': planText([`{ to: "+14155550101", digts: "${PIN}" }`]),
  'a key that is there twice': planText(['"+14155550101"'], `digits: "1"\ndigits: "${PIN}"`),
  'a key that is an alias': planText([`{ to: "+14155550101", *k : "${PIN}" }`], 'x: &k digits'),
  'a key within them': planText([`{ to: "+14155550101", digits: { ${PIN}x: "1" } }`]),
  'a variable in a URL': planText(
    [
      `{ to: "+14155550101", callbacks: { answer: "https://a.example/{{pin}}" }, vars: { pin: "../${PIN}" } }`,
    ],
    'digits: "1"',
  ),
  'brackets without end': planText(['"+14155550101"'], `digits: ${'['.repeat(80)}${PIN}`),
  'what is no YAML, wherever it is': planText([`"+14155550101"`], `from: @${PIN}`),
};

const formats = ['json', 'github', 'sarif', 'junit', 'rdjsonl'];

spec('digits in published reports', (it) => {
  for (const [name, plan] of Object.entries(plans))
    it(`are masked: ${name}`, async (scope) => {
      const { callplan, read } = await commandFixture(scope, {
        'plans/case.yaml': plan,
        'plans/list.csv': `to,pin\n+14155550101,${PIN}-x\n+1 4155550102,${PIN}\n`,
        'plans/bare.csv': `+14155550101,${PIN}\n`,
        'plans/list.jsonl': `{"to":"+14155550101","pin":${PIN}}\n{"to":"+14155550102","${PIN}":"x"}\n`,
      });
      const files = formats.map((format) => `--report ${format}=${format}.out`).join(' ');
      const { stdout } = await callplan(`validate ${files}`);
      assert.match(stdout, PIN);
      for (const format of formats) {
        const text = await read(`${format}.out`);
        assert.match(text, /error|warning/i);
        assert.not.match(text, PIN, format);
      }
      await callplan('dry-run --report github=dry.out --report markdown=dry.md');
      assert.not.match((await read('dry.out')) + (await read('dry.md')), PIN);
    });

  it('are masked however a plan is laid out', async (scope) => {
    const { callplan, read, write } = await commandFixture(scope);
    const between = fc.constantFrom('', ' ', '\n', '\n   ', ' # no\n', '\n\n  ');
    const key = fc.constantFrom('digits', '"digits"', "'digits'", '"d\\x69gits"');
    const value = fc.constantFrom(
      ...[[`"${PIN}-x"`], [PIN], ['{', '"send"', ':', `"${PIN}-x"`, ',', 'wrong', ':', PIN, '}']],
      ...[
        ['[', '{', 'press', ':', PIN, '}', ',', `"${PIN}?"`, ']'],
        ['[', `${PIN}-x`, ']'],
      ],
    );
    const entry = fc.tuple(key, value).map(([name, tokens]) => [name, ':', ...tokens]);
    const tokens = entry.map((digits) => [
      ...['{', '"version"', ':', '1', ',', '"name"', ':', 'case', ',', '"from"', ':', '"+14152224444"', ','],
      ...['"callbacks"', ':', '{', '"answer"', ':', '"https://voice.example.com/a"', '}', ','],
      ...[...digits, ',', '"destinations"', ':', '[', '{', '"to"', ':', '"+14155550101"', ',', ...digits],
      ...[',', '"vars"', ':', '{', '"pin"', ':', PIN, ',', '"p\\u0069n"', ':', PIN, '}', '}', ']', '}'],
    ]);
    const laidOut = tokens.chain((list) =>
      fc
        .array(between, { minLength: list.length, maxLength: list.length })
        // Behind a colon and before a plain word there is a blank, at least.
        .map((gaps) => list.map((token, index) => `${token}${gaps[index] || ' '}`).join('')),
    );
    const files = formats.map((format) => `--report ${format}=${format}.out`).join(' ');
    await fc.assert(
      fc.asyncProperty(laidOut, async (text) => {
        await write({ 'plans/case.yaml': `${text}\n` });
        const { exit } = await callplan(`validate ${files}`);
        assert.is(exit, 1);
        for (const format of formats) assert.not.match(await read(`${format}.out`), PIN, format);
      }),
      tries(60),
    );
  });

  it('are in no steps, comparisons or summaries of calls that are fine', async (scope) => {
    const { callplan, read } = await commandFixture(scope, {
      'plans/case.yaml': planText([`{ to: "+14155550101", digits: "${PIN}" }`]),
    });
    await callplan(
      'dry-run --out steps.json --report github=dry.out --report markdown=dry.md --report outputs=dry.txt',
    );
    const run = await callplan(
      'run --simulate --report junit=run.xml --report markdown=run.md --format json',
    );
    const texts = await Promise.all(
      ['steps.json', 'dry.out', 'dry.md', 'dry.txt', 'run.xml', 'run.md'].map(read),
    );
    assert.not.match(texts.join('') + run.stdout + run.stderr, PIN);
    assert.match((await callplan('dry-run --show-requests')).stdout, PIN);
  });
});
