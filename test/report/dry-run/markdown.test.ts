import * as assert from 'uvu/assert';
import { dryRunMarkdown, MAX_COMMENT } from '../../../src/report/dry-run/markdown.js';
import type { DryRun } from '../../../src/report/dry-run/dry-run.js';
import { spec } from '../../harness/spec.js';
import {
  changesOf,
  dryRunOf,
  everyRecord,
  everyStep,
  hostileDryRun,
  plannedOf,
  stepOf,
} from './dry-run-fixture.js';
import { findings, HOSTILE, mixed, timesAsLong } from '../findings/findings-fixture.js';
import { checkMarkdown } from '../markdown-check.js';
import { masked, shown } from '../options.js';

function render(report: DryRun, showNumbers = false, maxLength = MAX_COMMENT): string {
  const taken = MAX_COMMENT - maxLength;
  const text = dryRunMarkdown(report, { ...(showNumbers ? shown : masked), taken });
  assert.ok(text.length <= maxLength, `${text.length} > ${maxLength}`);
  checkMarkdown(text);
  return text;
}

spec('report: markdown of a dry run', (it) => {
  const every = dryRunOf([plannedOf(everyStep(), { entries: everyRecord() })]);
  const text = render(every);

  it('says it all in one line above the fold', () => {
    assert.is(
      text.split('\n')[2],
      '**4 to call** (a redial among them), **1 waits for a decision**, 1 already called, 1 left out, 1 held: country DE not allowed · about 2 s at 2 calls a second · US 3, GB 1',
    );
    assert.match(
      text,
      '<summary><code>plans/case.yaml</code> (<code>case</code>, edition <code>1</code>): 1 undecided, 1 held, 1 added, 1 changed, 1 redialled, 1 repeated, 1 done, 1 left out</summary>\n\n|',
    );
  });

  it('has what needs a person at the top of a table', () => {
    const rows = Array.from(text.matchAll(/^\| (\S[^|]*) \| `([^`]*)`/gm), ([, kind, id]) => `${kind} ${id}`);
    assert.equal(rows, [
      '**undecided** moved',
      '**held** berlin',
      'repeated again',
      'redialled busy',
      'changed mended',
      'added +4420•••0018',
      'done +1415•••0101',
      'left out out',
    ]);
  });

  it('says what differs from the record as far as it is known', () => {
    assert.match(text, 'or say --again moved; to was +1415•••0199, from was +1415•••5555` |');
    assert.match(text, 'changed since Plivo rejected it (no such number); to and from are as they were` |');
  });

  it('masks numbers unless it is told to show them', () => {
    assert.not.match(text, /1415555|2079460/);
    assert.match(render(every, true), '| **undecided** | `moved` | `+14155550103` |');
  });

  it('tells what is to be corrected before anybody is called', () => {
    const wrong = render(dryRunOf([], { findings: mixed() }));
    assert.match(wrong, '\n**Nothing would be called**: 1 error has to be corrected first\n');
    assert.match(wrong, /\| \*\*error\*\* \| `plans\/a.yaml:2` \| `.*desk.*` \| `duplicate-id` \|/);
    assert.match(wrong, '<summary>1 error, 1 warning</summary>');
  });

  it('tells why nobody can tell', () => {
    const trouble = { message: 'plans/a.lock.jsonl:2: cut at +14155550101', hint: 'Bring it back' };
    assert.is(
      render(dryRunOf([], { trouble })),
      '### callplan dry-run\n\n**Nobody can tell what would be called**: `plans/a.lock.jsonl:2: cut at +1415•••0101`. `Bring it back`\n',
    );
  });

  it('tells what a change does, first of all what it leaves to a person', () => {
    const steps = everyStep();
    const [, , , , mended, london, berlin] = steps;
    assert.ok(mended && london && berlin);
    const changes = changesOf({
      added: [london],
      changed: [{ step: mended, parameters: ['to', 'answer_url'] }],
      halted: [{ step: berlin, parameters: [] }],
      removed: [{ before: stepOf('+14155550177') }],
      same: 2,
    });
    const compared = {
      revision: 'origin/main',
      commit: '1234567890abcdef1234',
      plans: [{ file: 'plans/case.yaml', gone: false, changes }],
      troubles: [{ file: 'plans/b.yaml', problem: 'line 2: bad' }],
    };
    const shown = render(dryRunOf([plannedOf(steps)], { compared }));
    assert.match(
      shown,
      '\n**This change** adds 1 call, changes 1 call, takes away 1 call, leaves 1 call waiting or held; 2 calls would be placed without it too (compared with `origin/main`, commit `1234567890ab`).\n',
    );
    assert.match(
      shown,
      'This could not be read there, so all its calls count as added: `plans/b.yaml`: `line 2: bad`.',
    );
    assert.match(shown, '| **held** | `berlin` | `+4930•••5000` | **halts** |');
    assert.match(shown, '| changed | `mended` | `+1415•••0105` | **changes** (`to`, `answer_url`) |');
    assert.match(shown, '<code>plans/case.yaml</code> has lost 1 call to place</summary>');
    assert.ok(shown.indexOf('`berlin`') < shown.indexOf('`moved`'));
  });

  it('stays what it is and harmless whatever others have written', () => {
    for (const showNumbers of [false, true]) render(hostileDryRun(), showNumbers);
    render(dryRunOf([], { trouble: { message: HOSTILE, hint: HOSTILE }, findings: findings() }));
  });
});

spec('report: markdown of a long dry run', (it) => {
  const many = (count: number, text = ''): DryRun =>
    dryRunOf([
      plannedOf(Array.from({ length: count }, (_, index) => stepOf(`call-${index}${text}`))),
      plannedOf([...everyStep(), stepOf('last')], { file: 'plans/last.yaml' }),
    ]);

  it('is never longer than GitHub takes, and says how many rows are left out', () => {
    const text = render(many(10_000));
    assert.ok(text.length > MAX_COMMENT - 1000, 'it uses the room that there is');
    const rows = text.match(/^\| added \| `call-/gm)?.length ?? 0;
    assert.match(
      text,
      `\nRows left out, since GitHub takes no comment of more than 65,536 characters: ${10_000 - rows}.\n`,
    );
    assert.match(text, '| **held** | `berlin` |');
    assert.match(text, '| **undecided** | `moved` |');
  });

  it('is short enough by every measure that GitHub may take', () => {
    const text = render(many(3000, '日本語🌈'));
    assert.ok(Array.from(text).length <= 65_536);
    assert.ok(Buffer.byteLength(text) <= 262_144);
  });

  it('keeps to whatever room there is, plans with something for a person first', () => {
    const plans = Array.from({ length: 500 }, (_, at) =>
      plannedOf([stepOf('a')], { file: `plans/${at}.yaml` }),
    );
    const last = plannedOf(everyStep(), { file: 'plans/last.yaml' });
    for (const room of [60_000, 12_000, 2500]) {
      const text = render(dryRunOf([...plans, last]), false, room);
      assert.match(text, '<code>plans/last.yaml</code>');
      assert.match(text, /\nTables left out, since .*: \d+\.\n$/);
    }
    assert.throws(() => render(dryRunOf([last]), false, 50), 'and that much is there already');
  });

  it('takes time in proportion to the calls', () => {
    const [small, large] = [many(10_000), many(50_000)];
    assert.ok(
      timesAsLong(
        () => render(small),
        () => render(large),
      ) < 20,
    );
  });
});
