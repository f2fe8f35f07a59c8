import * as assert from 'uvu/assert';
import { explainFinding } from '../../../src/report/explain.js';
import { findingsSarif } from '../../../src/report/findings/sarif.js';
import { spec } from '../../harness/spec.js';
import { findings, hostile, mixed, OBEYED, span } from './findings-fixture.js';

interface Location {
  readonly id?: number;
  readonly message?: { readonly text: string };
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
    readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
  };
}

interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly name: string;
          readonly version: string;
          readonly rules: readonly {
            readonly id: string;
            readonly shortDescription: { readonly text: string };
            readonly fullDescription: { readonly text: string };
            readonly defaultConfiguration: { readonly level: string };
            readonly help: { readonly text: string; readonly markdown: string };
          }[];
        };
      };
      readonly columnKind: string;
      readonly originalUriBaseIds: Readonly<Record<string, object>>;
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly Location[];
        readonly relatedLocations?: readonly Location[];
      }[];
    },
  ];
}

function log(given = mixed()): Log {
  return JSON.parse(findingsSarif(given)) as Log;
}

spec('report: sarif', (it) => {
  it('is a log of version 2.1.0 of one run of this version, columns in UTF-16', () => {
    const { version, runs } = log();
    assert.is(version, '2.1.0');
    assert.is(runs.length, 1);
    assert.is(runs[0].columnKind, 'utf16CodeUnits');
    assert.is(runs[0].tool.driver.name, 'callplan');
    assert.is(runs[0].tool.driver.version, '1.2.3');
  });

  it('describes each rule that has results once, with what explain says', () => {
    const { rules } = log().runs[0].tool.driver;
    assert.equal(
      rules.map(({ id, defaultConfiguration }) => [id, defaultConfiguration.level]),
      [
        ['duplicate-id', 'error'],
        ['lockfile-orphan', 'warning'],
        ['not-all-checked', 'note'],
      ],
    );
    for (const { id, shortDescription, fullDescription, help } of rules) {
      assert.ok(shortDescription.text && fullDescription.text && help.markdown);
      assert.is(help.text, explainFinding(id as 'duplicate-id'));
    }
  });

  it('gives each result its rule, level, place and second place', () => {
    const { results, tool } = log(mixed({ folder: 'tools' })).runs[0];
    for (const { ruleId, ruleIndex } of results) assert.is(tool.driver.rules[ruleIndex]?.id, ruleId);
    const [first] = results;
    assert.is(
      first?.message.text,
      'the id "desk" is used a second time. Give each destination an id of its own.',
    );
    assert.equal(first?.locations[0]?.physicalLocation, {
      artifactLocation: { uri: 'tools/plans/a.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 9 },
    });
    assert.is(first?.relatedLocations?.[0]?.physicalLocation.region.startLine, 1);
    assert.is(first?.relatedLocations?.[0]?.message?.text, 'first used here');
    assert.equal(
      results.map(({ level }) => level),
      ['error', 'warning', 'note'],
    );
  });

  it('names files by relative URIs from a base that it declares, whatever their names', () => {
    const names = [
      'plans/c d.yaml',
      'a#b?c%20.yaml',
      'x:y.yaml',
      '../out.yaml',
      'é\u2028.yaml',
      '\ud83d.yaml',
    ];
    const diagnostics = names.map((file) => ({
      code: 'not-utf8' as const,
      args: {},
      span: span(file, 1, 1, 1),
    }));
    const { results, originalUriBaseIds } = log(findings({ diagnostics })).runs[0];
    const uris = results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri ?? '');
    assert.equal(uris, [
      'plans/c%20d.yaml',
      'a%23b%3Fc%2520.yaml',
      'x%3Ay.yaml',
      '../out.yaml',
      '%C3%A9%E2%80%A8.yaml',
      '%EF%BF%BD.yaml',
    ]);
    for (const uri of uris) assert.is(new URL(uri, 'file:///top/in/').protocol, 'file:');
    assert.ok(originalUriBaseIds['%SRCROOT%']);
  });

  it('says no absolute path', () => {
    assert.not.match(findingsSarif(mixed()), process.cwd());
  });

  it('has no results and no rules when nothing is wrong', () => {
    const [{ results, tool }] = log(findings({ files: ['a'] })).runs;
    assert.equal([results, tool.driver.rules], [[], []]);
  });

  it('lets nothing through that a log would obey, or a viewer take for a link', () => {
    const report = findingsSarif(hostile());
    assert.not.match(report, OBEYED);
    for (const { message } of (JSON.parse(report) as Log).runs[0].results) {
      assert.not.match(message.text, /\]\(/);
      assert.not.match(message.text, '<img');
    }
  });
});
