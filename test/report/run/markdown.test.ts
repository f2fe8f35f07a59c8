import type { RunResult } from '../../../src/steps/result.js';
import * as assert from 'uvu/assert';
import { MAX_SUMMARY, runMarkdown } from '../../../src/report/run/markdown.js';
import { spec } from '../../harness/spec.js';
import { timesAsLong } from '../findings/findings-fixture.js';
import { checkMarkdown } from '../markdown-check.js';
import { masked, shown } from '../options.js';
import { callOf, everyKind, hostileRun, planOf, ranWith } from './run-fixture.js';

function render(report: RunResult, maxBytes = MAX_SUMMARY, showNumbers = false): string {
  return runMarkdown(report, { ...(showNumbers ? shown : masked), taken: MAX_SUMMARY - maxBytes });
}

spec('report: markdown of a run', (it) => {
  const text = render(ranWith([planOf(everyKind())], { stopped: 'out of credit' }));

  it('has the counts first, then a folded table of each plan', () => {
    checkMarkdown(text);
    const [above = '', below = ''] = text.split('<details>');
    assert.match(
      above,
      '| Sent | Fired | Queued | Rejected | In doubt | Not sent | Already called | Wait for a decision | Held | Left out |\n',
    );
    assert.match(above, '\n| 4 | 1 | 1 | 1 | 1 | 1 | 1 | 2 | 1 | 1 |\n');
    assert.match(above, '**Stopped early**: `out of credit`. Run the same command again to go on.');
    assert.match(above, 'callplan resolve PLAN ID');
    assert.match(
      below,
      '<summary><code>plans/case.yaml</code> (<code>case</code>, edition <code>1</code>): 4 sent: ',
    );
  });

  it('has what somebody must look after at the top of the table', () => {
    assert.equal(
      Array.from(
        text.matchAll(/^\| `([^`]*)` \|.*\| (.*) \|.*\|.*\|$/gm),
        ([, id, result]) => `${id} ${result}`,
      ),
      [
        'lost **in doubt**',
        'doubt **in doubt**',
        'barred **rejected**',
        'refused waits for a decision',
        'held held',
        'left not sent',
        '+1415•••0101 fired',
        '+1415•••0102 queued',
        'before skipped',
        'out skipped',
      ],
    );
    assert.match(text, '| `barred` | `+1415•••0103` | **rejected** | 0.1 | `+1415•••0103 is barred` |\n');
    assert.match(text, '| `left` | `+1415•••0105` | not sent |  | `out of credit` |\n');
  });

  it('masks numbers unless it is told to show them', () => {
    assert.not.match(text, /1415555|joseph/);
    const unmasked = render(ranWith([planOf(everyKind())]), MAX_SUMMARY, true);
    checkMarkdown(unmasked);
    assert.match(unmasked, '| `barred` | `+14155550103` | **rejected** | 0.1 | `+14155550103 is barred` |');
    assert.match(unmasked, 'sip:joseph@a.example');
  });

  it('says that nothing was sent', () => {
    const nothing = render(ranWith([]));
    checkMarkdown(nothing);
    assert.match(nothing, '| Sent |\n| --: |\n| 0 |\n');
  });

  it('says what went wrong', () => {
    assert.match(
      render(ranWith([planOf([])], { failure: new Error('disk full') })),
      '**Something went wrong**: `disk full`\n',
    );
  });

  it('stays what it is and harmless whatever others have written', () => {
    for (const showNumbers of [false, true]) checkMarkdown(render(hostileRun(), MAX_SUMMARY, showNumbers));
  });
});

spec('report: markdown of a long run', (it) => {
  const many = (count: number, given = {}): RunResult =>
    ranWith([
      planOf([
        ...Array.from({ length: count }, (_, index) => callOf(`call-${index}`)),
        callOf('lost', { entry: { state: 'in_doubt', error: 'reset' }, seconds: 1 }),
      ]),
      planOf([callOf('last')], { file: 'plans/last.yaml', ...given }),
    ]);

  it('is never longer than GitHub takes, and says how many calls are left out', () => {
    const report = many(40_000);
    const text = render(report);
    checkMarkdown(text);
    assert.ok(Buffer.byteLength(text) <= MAX_SUMMARY);
    assert.ok(Buffer.byteLength(text) > MAX_SUMMARY - 2000, 'it uses the room that there is');
    const rows = text.match(/^\| `call-/gm)?.length ?? 0;
    assert.match(text, `\nCalls left out, since GitHub shows no more than 1 MiB: ${40_000 - rows}.\n`);
    assert.match(text, '| `lost` |');
    assert.match(text, '<code>plans/last.yaml</code>');
    assert.match(text, '| Sent | Fired | In doubt |\n| --: | --: | --: |\n| 40002 | 40001 | 1 |');
  });

  it('keeps to whatever room there is, down to the counts', () => {
    const report = many(100);
    for (const room of [60_000, 12_000, 5000, 2500, 1500, 500]) {
      const text = render(report, room);
      checkMarkdown(text);
      assert.ok(Buffer.byteLength(text) <= room, `${room}: ${Buffer.byteLength(text)}`);
      assert.match(text, '| 102 | 101 | 1 |');
    }
    for (const room of [100, 0, -5])
      assert.throws(() => render(report, room), 'and that much is there already');
    assert.match(render(report, 1500), 'Plans left out, since GitHub shows no more than 1 MiB: 2.');
  });

  it('is not flooded by long texts', () => {
    const error = 'x'.repeat(MAX_SUMMARY);
    const calls = [callOf('a', { entry: { state: 'rejected', error }, seconds: 1 }), callOf('b')];
    const text = render(ranWith([planOf(calls)], { stopped: error, failure: new Error(error) }));
    assert.ok(Buffer.byteLength(text) <= MAX_SUMMARY);
    assert.match(text, '| `b` |');
  });

  it('takes time in proportion to the calls', () => {
    const [small, large] = [many(5000), many(50_000)];
    assert.ok(
      timesAsLong(
        () => render(small),
        () => render(large),
      ) < 30,
    );
  });
});
