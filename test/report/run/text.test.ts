import * as assert from 'uvu/assert';
import { runJson } from '../../../src/report/run/json.js';
import { runText } from '../../../src/report/run/text.js';
import { spec } from '../../harness/spec.js';
import { OBEYED } from '../findings/findings-fixture.js';
import { plain } from '../options.js';
import { callOf, everyKind, hostileRun, planOf, ranWith } from './run-fixture.js';

spec('report: text of a run', (it) => {
  it('has a line for what was sent or waits for somebody, then the facts', () => {
    const text = runText(
      ranWith([planOf(everyKind())], { stopped: 'out of credit', failure: new Error('disk full') }),
      { colors: plain },
    );
    assert.equal(
      text.split('\n').map((line) => line.slice(0, 24).trimEnd()),
      [
        'plans/case.yaml  case, e',
        '  fired     +14155550101',
        '  queued    +14155550102',
        '  rejected  barred',
        '  in doubt  lost',
        '  ask       refused  rej',
        '  ask       doubt  in do',
        '  hold      held  a run',
        '  4 sent: 1 fired, 1 que',
        'stopped early: out of cr',
        'something went wrong: di',
        '',
      ],
    );
    assert.match(
      text,
      '  4 sent: 1 fired, 1 queued, 1 rejected, 1 in doubt; 1 not sent; 1 already called; 1 left out; 2 wait for a decision; 1 held. Record: plans/case.lock.jsonl\n',
    );
  });

  it('of many calls lists those alone that somebody must look after', () => {
    const calls = Array.from({ length: 60 }, (_, index) => callOf(`call-${index}`));
    const lost = callOf('lost', { entry: { state: 'in_doubt', error: 'reset' }, seconds: 1 });
    const text = runText(ranWith([planOf([...calls, lost])]), { colors: plain });
    assert.is(text.split('\n').length, 4);
    assert.match(text, '  in doubt  lost');
  });

  it('is harmless whatever others have written', () => {
    assert.not.match(runText(hostileRun(), { colors: plain }), OBEYED);
  });
});

spec('report: json of a run', (it) => {
  it('says what is known of each call, and of the run', () => {
    const calls = everyKind().slice(2, 5);
    const report = JSON.parse(
      runJson(ranWith([planOf(calls)], { stopped: 'why', failure: new Error('disk full') })),
    ) as Record<string, unknown>;
    assert.equal(report['calls'], [
      {
        plan: 'case',
        id: 'barred',
        edition: '1',
        to: '+14155550103',
        state: 'rejected',
        error: '+14155550103 is barred',
        seconds: 0.1,
      },
      {
        plan: 'case',
        id: 'lost',
        edition: '1',
        to: 'sip:joseph@a.example',
        state: 'in_doubt',
        error: 'connection reset',
        seconds: 60,
      },
      { plan: 'case', id: 'left', edition: '1', to: '+14155550105', state: 'not_sent' },
    ]);
    assert.is(report['seconds'], 2.25);
    assert.is(report['stopped'], 'why');
    assert.is(report['failure'], 'disk full');
  });

  it('is harmless, and reads back as it was, whatever others have written', () => {
    const text = runJson(hostileRun());
    assert.not.match(text, OBEYED);
    assert.is((JSON.parse(text) as { calls: unknown[] }).calls.length, 5);
  });
});
