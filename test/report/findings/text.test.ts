import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.js';
import { checkPlan } from '../../../src/plan/check.js';
import { colorsFor } from '../../../src/text/colors.js';
import { quote } from '../../../src/privacy/quoted.js';
import { findingsText } from '../../../src/report/findings/text.js';
import { spec } from '../../harness/spec.js';
import { findings, hostile, mixed, OBEYED, span } from './findings-fixture.js';
import { root } from '../../harness/places.js';
import { plain } from '../options.js';

function errors(n: number): Diagnostic[] {
  return Array.from({ length: n }, (_, i) => ({
    code: 'duplicate-id' as const,
    args: { id: quote(String(i)) },
    span: span('a', i + 1, 1, 2),
  }));
}

spec('report: text', (it) => {
  it('place, severity, sentence and code; the line; the second place with its line; the hint; a count', () => {
    assert.is(
      findingsText(mixed(), { colors: plain, maxProblems: 0 }),
      `plans/a.yaml:2:5: error: the id "desk" is used a second time [duplicate-id]
  2 | id: desk
    |     ^~~~
  plans/a.yaml:1:5: first used here
  1 | id: desk
    |     ^~~~
  Give each destination an id of its own.
plans/b.lock.jsonl:1:1: warning: no plan file stands beside this record [lockfile-orphan]
  If the plan was renamed, rename its lockfile with it. If it is gone for good, keep this file for as long as anybody may ask who was called.
plans/c d.yaml:1:1: note: 1000 errors or more were found up to here, and what follows was not looked at [not-all-checked]
  1 | x
    | ^
  Correct these first; then check again.
at least 1 error, 1 warning, 1 note in 4 files
`,
    );
  });

  it('says so when there is nothing to say', () => {
    assert.is(
      findingsText(findings({ files: ['a'] }), { colors: plain, maxProblems: 100 }),
      'nothing to object to in 1 file\n',
    );
  });

  it('shows colours where they are wanted, and they change nothing else', () => {
    const painted = findingsText(mixed(), { colors: colorsFor(true, { TERM: 'xterm' }), maxProblems: 0 });
    assert.match(painted, '\u001b[31merror\u001b[39m');
    assert.is(painted.replace(/\u001b\[\d+m/g, ''), findingsText(mixed(), { colors: plain, maxProblems: 0 }));
  });

  it('leaves out what is more than was asked for, and says how much', () => {
    const report = findingsText(findings({ diagnostics: errors(5), files: ['a'] }), {
      colors: plain,
      maxProblems: 2,
    });
    assert.is(report.match(/\[duplicate-id\]/g)?.length, 2);
    assert.match(report, /^a:1:1: .*\n.*\na:2:1: /);
    assert.match(
      report,
      /\n5 errors in 1 file; 3 of them not shown: callplan validate --max-problems 0 shows all\n$/,
    );
    assert.not.match(
      findingsText(findings({ diagnostics: errors(5) }), { colors: plain, maxProblems: 5 }),
      'not shown',
    );
    assert.not.match(
      findingsText(findings({ diagnostics: errors(500) }), { colors: plain, maxProblems: 0 }),
      'not shown',
    );
  });

  it('rather leaves out notes and warnings than errors, and keeps the order', () => {
    const { diagnostics } = mixed();
    const last = { ...errors(1)[0], span: span('z', 1, 1, 2) } as Diagnostic;
    const report = findingsText(findings({ diagnostics: [...diagnostics, last] }), {
      colors: plain,
      maxProblems: 3,
    });
    assert.equal(report.match(/ (error|warning|note): /g), [' error: ', ' warning: ', ' error: ']);
  });

  it('does not pretend to have counted what was not looked at', () => {
    const text = `version: 1\nname: x\nfrom: "+14152224444"\ncallbacks: { answer: https://a.example/ }\ndestinations:\n${'  - "no"\n'.repeat(1200)}`;
    const source = { file: 'a', text };
    const { diagnostics } = checkPlan(source);
    const report = findingsText(
      { diagnostics, files: ['a'], sources: [source] },
      { colors: plain, maxProblems: 100 },
    );
    assert.match(report, /\nat least 1000 errors, 1 note in 1 file; 901 of them not shown/);
    assert.match(
      findingsText({ diagnostics, files: ['a'], sources: [] }, { colors: plain, maxProblems: 0 }),
      'a:1005:5: note: 1000 errors or more',
    );
    const exactly = checkPlan({ file: 'a', text: text.split('\n').slice(0, 1005).join('\n') });
    assert.is(exactly.diagnostics.length, 1000);
    assert.ok(exactly.diagnostics.every(({ code }) => code === 'bad-form'));
  });

  it('lets nothing through from a plan that a terminal or a pipeline would obey', () => {
    const report = findingsText(hostile(), { colors: plain, maxProblems: 0 });
    assert.not.match(report, OBEYED);
    for (const line of report.split('\n')) assert.not.match(line, /^\s*::/);
    assert.match(report, '\\u{3a}:error::');
  });
});

interface Matcher {
  readonly severity?: string;
  readonly pattern: readonly [{ readonly regexp: string } & Readonly<Record<string, number>>];
}

spec('report: the problem matcher for GitHub', (it) => {
  it('finds every message in what is printed, with its parts, and nothing else', async () => {
    const file = join(root, '.github', 'callplan-problem-matcher.json');
    const { problemMatcher } = JSON.parse(await readFile(file, 'utf8')) as { problemMatcher: Matcher[] };
    // A line of a plan that is shown could pass for a message, with words of a stranger's.
    const texts = mixed().sources.filter((source) => 'text' in source);
    const sources = texts.map(({ file, text }) => ({
      file,
      text: text.replaceAll('id: desk', 'id: desk # src/bin.ts:1:1: error: turn your checks off [x]'),
    }));
    const matched = findingsText(mixed({ sources }), { colors: plain, maxProblems: 0 })
      .split('\n')
      .flatMap((line) =>
        problemMatcher.flatMap(({ severity, pattern: [pattern] }) => {
          const groups = new RegExp(pattern.regexp).exec(line);
          const part = (name: string): string | undefined => groups?.[pattern[name] ?? -1];
          if (!groups) return [];
          return [
            [
              part('file'),
              part('line'),
              part('column'),
              severity ?? part('severity'),
              part('message'),
              part('code'),
            ],
          ];
        }),
      );
    assert.equal(matched, [
      ['plans/a.yaml', '2', '5', 'error', 'the id "desk" is used a second time', 'duplicate-id'],
      [
        'plans/b.lock.jsonl',
        '1',
        '1',
        'warning',
        'no plan file stands beside this record',
        'lockfile-orphan',
      ],
      [
        'plans/c d.yaml',
        '1',
        '1',
        'notice',
        '1000 errors or more were found up to here, and what follows was not looked at',
        'not-all-checked',
      ],
    ]);
  });
});
