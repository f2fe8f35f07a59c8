import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { planText, rig } from '../cli/rig.js';

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
  'a list': planText(['file: list.csv'], 'digits: "{{pin}}"'),
};

const formats = ['json', 'github', 'sarif', 'junit', 'rdjsonl'];

spec('digits in published reports', (it) => {
  for (const [name, plan] of Object.entries(plans))
    it(`are masked: ${name}`, async (scope) => {
      const { callplan, read } = await rig(scope, {
        'plans/case.yaml': plan,
        'plans/list.csv': `to,pin\n+14155550101,${PIN}-x\n+1 4155550102,${PIN}\n`,
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

  it('are in no steps, comparisons or summaries of calls that are fine', async (scope) => {
    const { callplan, read } = await rig(scope, {
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
