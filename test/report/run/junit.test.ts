import * as assert from 'uvu/assert';
import { runJunit } from '../../../src/report/run/junit.js';
import { spec } from '../../harness/spec.js';
import { OBEYED } from '../findings/findings-fixture.js';
import { checkJunit } from '../junit-xml.js';
import { masked, shown } from '../options.js';
import { callOf, everyKind, hostileRun, planOf, ranWith } from './run-fixture.js';

/** The case of this name, with what is in it, each element trimmed. */
function caseOf(xml: string, name: string): string {
  const [found = ''] =
    new RegExp(` *<testcase name="${name.replace('+', '\\+')}"[^>]*(?:/>|[^]*?</testcase>)`).exec(xml) ?? [];
  return found.replace(/\n? +(?=<)/g, '');
}

spec('report: junit of a run', (it) => {
  const xml = runJunit(ranWith([planOf(everyKind())], { stopped: 'out of credit' }), masked);

  it('has a suite a plan and a case a call, and keeps to the schema', () => {
    checkJunit(xml);
    assert.match(xml, '<testsuites name="callplan run" tests="10" failures="1" errors="2" time="2.25">');
    assert.match(
      xml,
      '<testsuite name="plans/case.yaml" tests="10" failures="1" errors="2" skipped="5" time="1.5" timestamp="2026-11-23T10:00:00">',
    );
  });

  const cases: Readonly<Record<string, string>> = {
    '+1415•••0101':
      'time="0.25"><system-out>fired: 10e4117e-81a5-4ae4-a871-f77073f82363</system-out></testcase>',
    barred:
      'time="0.1"><failure type="rejected" message="+1415•••0103 is barred">+1415•••0103 was rejected: +1415•••0103 is barred</failure></testcase>',
    lost: 'time="60"><error type="in_doubt" message="connection reset">sip:j•••h@a.example is in doubt: connection reset</error></testcase>',
    left: '><skipped message="not sent: out of credit"/></testcase>',
    before: '><skipped message="skipped: called on 2026-11-23 at 10:00 UTC"/></testcase>',
    out: '><skipped message="skipped: left out by --only"/></testcase>',
    refused: '><skipped message="waits for a decision: rejected on 2026-11-23 at 10:00 UTC (no such number);',
    doubt:
      '><error type="in_doubt" message="bad gateway">+1415•••0109 is in doubt: bad gateway</error></testcase>',
    held: '><skipped message="held: ',
  };
  for (const [name, says] of Object.entries(cases))
    it(`says what became of each call: ${name}`, () => {
      const found = caseOf(xml, name);
      const start = `<testcase name="${name}" classname="plans/case.yaml" `;
      assert.is(
        found.slice(0, start.length).trimEnd(),
        start.replace(/ $/, found.startsWith(start) ? '' : '>'),
      );
      assert.ok(found.includes(says), found);
    });

  it('masks numbers unless it is told to show them', () => {
    assert.not.match(xml, /1415555/);
    const unmasked = runJunit(ranWith([planOf(everyKind())]), shown);
    assert.match(unmasked, '<testcase name="+14155550101"');
    assert.match(unmasked, 'message="+14155550103 is barred"');
    assert.match(unmasked, 'sip:joseph@a.example');
  });

  it('gives no two cases one name, though their numbers look alike', () => {
    const calls = ['+14155550101', '+14159990101', '+14158880101'].map((id) => callOf(id));
    const report = runJunit(ranWith([planOf(calls)]), masked);
    const names = Array.from(report.matchAll(/testcase name="([^"]*)"/g), ([, name]) => name);
    assert.equal(names, ['+1415•••0101', '+1415•••0101 (2)', '+1415•••0101 (3)']);
  });

  it('tells what went wrong with the run as an error of its own', () => {
    const failed = runJunit(ranWith([planOf([callOf('desk')])], { failure: new Error('disk full') }), masked);
    checkJunit(failed);
    assert.match(failed, 'tests="2" failures="0" errors="1"');
    assert.match(failed, 'message="disk full"');
  });

  it('is well-formed when there is nothing', () => {
    checkJunit(runJunit(ranWith([]), masked));
    checkJunit(runJunit(ranWith([planOf([])]), masked));
  });

  it('stays well-formed and harmless whatever others have written', () => {
    for (const options of [masked, shown]) {
      const hostile = runJunit(hostileRun(), options);
      checkJunit(hostile);
      assert.not.match(hostile, OBEYED);
      assert.not.match(hostile, ']]>');
      for (const line of hostile.split('\n')) assert.not.match(line, /^\s*::/);
    }
  });
});
