import * as assert from 'uvu/assert';
import type { Refusal } from '../../../src/diagnostics/refusal.js';
import { known, quote } from '../../../src/privacy/quoted.js';
import { dryRunGithub } from '../../../src/report/dry-run/github.js';
import { summaryLine } from '../../../src/report/dry-run/summary.js';
import { dryRunJson } from '../../../src/report/dry-run/json.js';
import { dryRunOutputs } from '../../../src/report/dry-run/outputs.js';
import { dryRunText } from '../../../src/report/dry-run/text.js';
import { spec } from '../../harness/spec.js';
import {
  at,
  changesOf,
  dryRunOf,
  everyStep,
  held,
  hostileDryRun,
  plannedOf,
  stepOf,
} from './dry-run-fixture.js';
import { mixed, OBEYED } from '../findings/findings-fixture.js';
import { masked, plain, shown } from '../options.js';

const mark = (text: string): string => `<${text}>`;

spec('report: summary line of a dry run', (it) => {
  it('says that there is nothing to call', () => {
    assert.is(summaryLine([], 2, mark), '**Nothing to call**');
    const done = stepOf('a', 'skip', { code: 'accepted', at, queued: false });
    assert.is(summaryLine([done, done], 2, mark), '**Nothing to call**, 2 already called');
  });

  it('counts countries, the most frequent first, and those without one', () => {
    const numbers = ['+442079460018', '+14155550101', '14155550102', '+80012345678', 'sip:a@b.example'];
    const line = summaryLine(
      numbers.map((to) => stepOf(to)),
      1,
      mark,
    );
    assert.is(line, '**5 to call** · about 5 s at 1 call a second · US 2, GB 1, SIP 1, no one country 1');
  });

  it('sums up why calls are held, in words for each guard', () => {
    const refusals: [Refusal, string][] = [
      [{ code: 'policy-country', args: { to: quote('+800') } }, 'no one country'],
      [
        { code: 'policy-prefix-denied', args: { to: quote('+1900'), prefix: quote('+1900') } },
        'prefix <+1900> denied',
      ],
      [{ code: 'policy-prefix-not-allowed', args: { to: quote('+1') } }, 'no prefix that is allowed'],
      [
        { code: 'policy-sip-host', args: { to: quote('sip:a@x'), host: quote('x') } },
        'SIP host <x> not allowed',
      ],
      [{ code: 'policy-from', args: { from: quote('+1') } }, 'caller <+1> not allowed'],
      [
        { code: 'policy-callback-host', args: { parameter: known('answer_url'), host: quote('x') } },
        'callback host <x> not allowed',
      ],
      [{ code: 'policy-edition', args: {} }, 'no edition named'],
      [{ code: 'policy-max-calls', args: { calls: 7, limit: 5 } }, '7 calls in one run, 5 allowed'],
    ];
    for (const [refusal, words] of refusals)
      assert.is(
        summaryLine([stepOf('a', 'hold', { code: 'refused', refusal, place: 'x:1' })], 1, mark),
        `**Nothing to call**, 1 held: ${words}`,
      );
    const several = ['DE', 'FR', 'DE', 'IT', 'ES', 'PT', 'BE'].map((country) =>
      stepOf('a', 'hold', held('+49', country)),
    );
    assert.match(
      summaryLine(several, 1, mark),
      ', 7 held: country DE not allowed (2), country BE not allowed (1), country ES not allowed (1), country FR not allowed (1), country IT not allowed (1), 1 more',
    );
  });
});

spec('report: a dry run for machines', (it) => {
  it('has numbers alone in its outputs', () => {
    assert.is(
      dryRunOutputs(dryRunOf([plannedOf(everyStep()), plannedOf([stepOf('a')])])),
      'send=5\nskip=2\nask=1\nhold=1\nseconds=2.5\n',
    );
    assert.match(dryRunOutputs(hostileDryRun()) ?? '', /^([a-z]+=[\d.]+\n){5}$/);
  });

  it('annotates the places of calls that are held or wait, and of findings, with numbers masked', () => {
    const report = dryRunOf([plannedOf(everyStep())], { findings: mixed({ folder: 'sub' }) });
    const lines = dryRunGithub(report, masked).split('\n');
    assert.is(lines.length, 6);
    assert.match(lines[0] ?? '', /^::error file=sub\/plans\/a\.yaml,line=2,.*title=duplicate-id::/);
    assert.is(
      lines[1],
      '::warning file=sub/plans/case.yaml,line=13,endLine=13,col=5,endColumn=19,title=held::berlin: +4930•••5000 is a number of DE, which policy.countries does not list (.callplanrc.yaml:3); add DE to policy.countries to let it pass',
    );
    assert.match(lines[2] ?? '', /^::warning .*line=14,.*title=waits for a decision::moved: edited after/);
    assert.match(dryRunGithub(report, shown), 'berlin: +493023125000 is');
    const more = dryRunOf([
      plannedOf(Array.from({ length: 12 }, () => stepOf('a', 'hold', held('+49', 'DE')))),
    ]);
    assert.match(dryRunGithub(more, masked), /\n2 more warnings: callplan dry-run shows them all\n$/);
  });

  it('lets nothing from outside give commands', () => {
    for (const line of dryRunGithub(hostileDryRun(), shown).split('\n')) {
      assert.not.match(line, OBEYED);
      assert.match(
        line,
        /^$|^::(warning|error) file=[^,:]*,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[^,:]*::/,
      );
    }
    const text = dryRunText(hostileDryRun(), { showRequests: true, colors: plain }) ?? '';
    assert.not.match(text, OBEYED);
    assert.not.match(text, /^\s*::/m);
    assert.not.match(dryRunJson(hostileDryRun()) ?? '', OBEYED);
  });

  it('tells under `base` what a change does', () => {
    const changes = changesOf({ added: [stepOf('a')], removed: [{ before: stepOf('b') }], same: 3 });
    const compared = {
      revision: 'main',
      commit: 'abc',
      plans: [{ file: 'plans/case.yaml', gone: false, changes }],
      troubles: [],
    };
    const { base } = JSON.parse(dryRunJson(dryRunOf([], { compared })) ?? '') as { base: unknown };
    assert.equal(base, {
      revision: 'main',
      commit: 'abc',
      counts: { added: 1, changed: 0, removed: 1, halted: 0, same: 3 },
      plans: [
        { file: 'plans/case.yaml', gone: false, added: ['a'], changed: [], removed: ['b'], halted: [] },
      ],
      unread: [],
    });
  });
});
