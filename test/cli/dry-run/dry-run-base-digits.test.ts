import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { gitFixture } from '../../git/git-fixture.js';
import { planText } from '../command-fixture.js';

const [PIN, OTHER] = ['471147', '228822'];

const ada = (digits: string): string => `{ id: ada, to: "+14155550101", digits: ${digits} }`;

/** Plans before and after a change, with PINs on both sides. */
const changes: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'digits that change': [planText([ada(`"${PIN}"`)]), planText([ada(`"${OTHER}"`)])],
  'digits that are added': [planText(['{ id: ada, to: "+14155550101" }']), planText([ada(`"${OTHER}"`)])],
  'digits that are taken away': [planText([ada(`"${PIN}"`)]), planText(['{ id: ada, to: "+14155550101" }'])],
  'steps that change': [planText([ada(`[{ press: "${PIN}" }]`)]), planText([ada(`[{ press: "${OTHER}" }]`)])],
  'a variable that changes': [
    planText([`{ id: ada, to: "+14155550101", vars: { pin: "${PIN}" } }`], 'digits: "{{pin}}"'),
    planText([`{ id: ada, to: "+14155550101", vars: { pin: "${OTHER}" } }`], 'digits: "{{pin}}"'),
  ],
  'a row that changes': [
    planText(['file: pins.csv'], 'digits: "{{pin}}"'),
    planText(['file: more.csv'], 'digits: "{{pin}}"'),
  ],
  'digits that were wrong': [planText([ada(`"${PIN}-x"`)]), planText([ada(`"${OTHER}"`)])],
  'a plan that was broken': [
    `${planText([ada(`"${PIN}"`)])}  digits: [${PIN}`,
    planText([ada(`"${OTHER}"`)]),
  ],
  'a plan that is gone': [planText([ada(`"${PIN}"`)]), planText(['"+14155550109"'])],
};

spec(
  'cli: digits in dry-run --base',
  (it) => {
    for (const [name, [before, after]] of Object.entries(changes))
      it(`stay out of every report: ${name}`, async (scope) => {
        const { callplan, commit, read } = await gitFixture(scope, {
          'plans/case.yaml': before,
          'plans/pins.csv': `to,id,pin\n+14155550101,ada,${PIN}\n`,
          'plans/more.csv': `to,id,pin\n+14155550101,ada,${OTHER}\n`,
        });
        await commit({ 'plans/case.yaml': after });
        const names = ['json', 'github', 'markdown', 'outputs'];
        const reports = names.map((report) => `--report ${report}=${report}.out`).join(' ');
        const { exit, stdout, stderr } = await callplan(
          `dry-run --base HEAD^ --out steps.json --show-numbers ${reports}`,
        );
        assert.is(exit, 0, stderr);
        const texts = await Promise.all([...names.map((report) => `${report}.out`), 'steps.json'].map(read));
        assert.match(texts.join(''), 'ada');
        assert.match(stdout, 'compared with HEAD^');
        // Bodies as they are sent are what this report alone is asked for.
        texts[0] = JSON.stringify(JSON.parse(texts[0] ?? ''), (key, value: unknown) =>
          key === 'requests' ? [] : value,
        );
        assert.match(texts[0], '"base"');
        for (const text of [...texts, stdout, stderr]) assert.not.match(text, new RegExp(`${PIN}|${OTHER}`));
      });
  },
  { concurrency: 2 },
);
