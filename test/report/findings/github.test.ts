import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.js';
import { quote } from '../../../src/privacy/quoted.js';
import { findingsGithub } from '../../../src/report/findings/github.js';
import { spec } from '../../harness/spec.js';
import { findings, HOSTILE, hostile, mixed, OBEYED, span } from './findings-fixture.js';

/** Reads a line as GitHub's runner does: split first, undo the escapes then. */
function read(line: string): { command: string; properties: Record<string, string>; data: string } {
  const [, command = '', list = '', data = ''] = /^::(\S+) (.*?)::(.*)$/s.exec(line) ?? [];
  const properties = list.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), undo(pair.slice(at + 1))] as const;
  });
  return { command, properties: Object.fromEntries(properties), data: undo(data) };
}

function undo(text: string): string {
  const escapes: readonly [string, string][] = [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%3A', ':'],
    ['%2C', ','],
    ['%25', '%'],
  ];
  return escapes.reduce((undone, [escape, character]) => undone.replaceAll(escape, character), text);
}

function many(n: number): Diagnostic[] {
  return Array.from({ length: n }, (_, i) => ({
    code: 'duplicate-id' as const,
    args: { id: quote(String(i)) },
    span: span('a', i + 1, 1, 2),
  }));
}

spec('report: github', (it) => {
  it('annotates each place, errors first, files named from the top of the repository', () => {
    const lines = findingsGithub(mixed({ folder: 'tools/calls' })).split('\n');
    assert.equal(
      lines.slice(1).map((line) => line.replace(/::.*::.*/, (m) => m.split(' ')[0] ?? '')),
      ['::warning', '::notice', ''],
    );
    assert.equal(read(lines[0] ?? ''), {
      command: 'error',
      properties: {
        file: 'tools/calls/plans/a.yaml',
        line: '2',
        endLine: '2',
        col: '5',
        endColumn: '9',
        title: 'duplicate-id',
      },
      data: 'the id "desk" is used a second time. Give each destination an id of its own.\nfirst used here: tools/calls/plans/a.yaml:1:5',
    });
  });

  it('names no columns of a span of several lines, which the runner would refuse', () => {
    const place = { ...span('a', 1, 4, 4), end: { line: 3, column: 2 } };
    const report = findingsGithub(findings({ diagnostics: [{ code: 'not-utf8', args: {}, span: place }] }));
    assert.match(report, '::error file=a,line=1,endLine=3,title=not-utf8::');
  });

  it('stops at ten of a kind and says how many are left', () => {
    const ten = findingsGithub(findings({ diagnostics: many(10) }));
    assert.is(ten.match(/^::error /gm)?.length, 10);
    assert.not.match(ten, 'more');
    const { diagnostics } = mixed();
    const report = findingsGithub(findings({ diagnostics: [...many(12), ...diagnostics] }));
    assert.is(report.match(/^::error /gm)?.length, 10);
    assert.match(report, /\n::warning .*\n::notice .*\n3 more errors: callplan validate shows them all\n$/);
  });

  it('is empty when nothing is wrong', () => {
    assert.is(findingsGithub(findings({ files: ['a'] })), '');
  });

  it('gives a plan no command of its own: one a finding, with what the plan says as its text', () => {
    const report = findingsGithub(hostile());
    assert.not.match(report, OBEYED);
    const lines = report.trimEnd().split('\n');
    assert.is(lines.length, 2);
    for (const line of lines) {
      const { command, properties, data } = read(line);
      assert.is(command, 'error');
      assert.equal(Object.keys(properties), ['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
      assert.match(properties['file'] ?? '', /^\\u\{3a\}:error::.*\.yaml$/);
      assert.match(data, '%0A::error::d ]]> </failure>');
    }
    assert.ok(HOSTILE.includes('%0A'));
  });
});
