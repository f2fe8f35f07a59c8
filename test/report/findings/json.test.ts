import * as assert from 'uvu/assert';
import { findingsJson } from '../../../src/report/findings/json.js';
import { jsonText } from '../../../src/text/json-text.js';
import { spec } from '../../harness/spec.js';
import { findings, HOSTILE, hostile, mixed, OBEYED } from './findings-fixture.js';

spec('report: json', (it) => {
  it('has the shape that it promises', () => {
    const { diagnostics, files } = JSON.parse(findingsJson(mixed())) as {
      diagnostics: unknown[];
      files: number;
    };
    assert.is(files, 4);
    assert.is(diagnostics.length, 3);
    assert.equal(diagnostics[0], {
      code: 'duplicate-id',
      severity: 'error',
      message: 'the id "desk" is used a second time',
      hint: 'Give each destination an id of its own.',
      file: 'plans/a.yaml',
      line: 2,
      column: 5,
      endLine: 2,
      endColumn: 9,
      related: [{ message: 'first used here', file: 'plans/a.yaml', line: 1, column: 5 }],
    });
    assert.equal(JSON.parse(findingsJson(findings())), { diagnostics: [], files: 0 });
  });

  it('keeps every character, and prints none that a terminal or a pipeline would obey', () => {
    const report = findingsJson(hostile());
    assert.not.match(report, OBEYED);
    const { diagnostics } = JSON.parse(report) as { diagnostics: { message: string }[] };
    assert.is(diagnostics[1]?.message, `::error::${HOSTILE}`);
    for (const text of ['\\##[x', '\\\\##vso[', '\u{e0041}', '\u2028', '###[a]'])
      assert.is(JSON.parse(jsonText(text)), text);
    assert.is(jsonText('##[x'), '"#\\u0023[x"\n');
  });
});
