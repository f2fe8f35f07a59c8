import * as assert from 'uvu/assert';
import { findingsJunit } from '../../../src/report/findings/junit.js';
import { spec } from '../../harness/spec.js';
import { findings, hostile, mixed, OBEYED } from './findings-fixture.js';
import { elements } from '../junit-xml.js';

spec('report: junit', (it) => {
  it('has a suite a file: failed cases for errors, a passed one where there are none, remarks beside them', () => {
    const xml = findingsJunit(mixed());
    assert.equal(elements(xml), [
      'testsuites',
      ...['testsuite', 'testcase', 'failure'],
      ...['testsuite', 'testcase', 'system-out'],
      ...['testsuite', 'testcase'],
      ...['testsuite', 'testcase', 'system-out'],
    ]);
    assert.match(xml, '<testsuites name="callplan" tests="4" failures="1" errors="0">');
    assert.match(xml, '<testsuite name="plans/a.yaml" tests="1" failures="1" errors="0" skipped="0">');
    assert.match(xml, '<testcase name="duplicate-id at 2:5" classname="plans/a.yaml">');
    assert.match(
      xml,
      '<failure type="duplicate-id" message="the id &quot;desk&quot; is used a second time">',
    );
    assert.match(xml, '\n  2 | id: desk\n    |     ^~~~\n');
    assert.match(
      xml,
      /<testsuite name="plans\/fine.yaml" tests="1" failures="0" .*\n.*<testcase name="is fine" classname="plans\/fine.yaml"\/>/,
    );
  });

  it('takes warnings for failures when the command does', () => {
    assert.match(findingsJunit(mixed({ failing: ['error', 'warning'] })), 'tests="4" failures="2"');
  });

  it('is well-formed when there is nothing to check', () => {
    assert.equal(elements(findingsJunit(findings())), ['testsuites']);
  });

  it('stays well-formed and harmless whatever a plan says', () => {
    const xml = findingsJunit(hostile());
    assert.equal(elements(xml), [
      'testsuites',
      'testsuite',
      ...['testcase', 'failure'],
      ...['testcase', 'failure'],
    ]);
    assert.not.match(xml, OBEYED);
    assert.not.match(xml, ']]>');
    for (const line of xml.split('\n')) assert.not.match(line, /^\s*::/);
    const odd = { ...hostile(), files: ['\ufffe\uffff'] };
    elements(findingsJunit(odd));
  });
});
