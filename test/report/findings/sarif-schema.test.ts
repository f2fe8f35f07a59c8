import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import * as assert from 'uvu/assert';
import { checkPlan } from '../../../src/plan/check.js';
import { findingsSarif } from '../../../src/report/findings/sarif.js';
import { spec } from '../../harness/spec.js';
import { findings, hostile, mixed } from './findings-fixture.js';
import { root } from '../../harness/places.js';

/** The schema that the standard's authors publish, as a package of theirs carries it. */
const folder = dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'));
const text = await readFile(join(folder, 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8');
// It names draft-04 as its own schema, and uses nothing of it that has changed since.
const schema = JSON.parse(text.replace('"$schema":', '"schema":').replace('"id":', '"name":')) as object;

const RELATIVE = /^(?![a-z][a-z0-9+.-]*:|\/)[\w.~!$&'()*+,;=:@/%-]*$/i;
const validate = new Ajv({
  strict: false,
  unicodeRegExp: false,
  allErrors: true,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => RELATIVE.test(text) || URL.canParse(text),
    'date-time': true,
  },
}).compile(schema);

spec('report: sarif, by its schema', (it) => {
  for (const [name, given] of Object.entries({ none: findings(), mixed: mixed(), hostile: hostile() }))
    it(`findings: ${name}`, () => {
      assert.ok(validate(JSON.parse(findingsSarif(given))), JSON.stringify(validate.errors));
    });

  it('findings: those of every case', async () => {
    const cases = join(root, 'test', 'plan', 'cases');
    const files = (await readdir(cases)).filter((file) => file.endsWith('.yaml'));
    const sources = await Promise.all(
      files.map(async (file) => ({ file, text: await readFile(join(cases, file), 'utf8') })),
    );
    const diagnostics = sources.flatMap((source) => checkPlan(source).diagnostics);
    assert.ok(new Set(diagnostics.map(({ code }) => code)).size > 50);
    assert.ok(
      validate(JSON.parse(findingsSarif(findings({ diagnostics, files, sources })))),
      JSON.stringify(validate.errors),
    );
  });

  it('tells a log that is none', () => {
    const log = JSON.parse(findingsSarif(mixed())) as {
      runs: [{ results: [{ level: string; locations: [{ physicalLocation: { region: object } }] }] }];
    };
    log.runs[0].results[0].level = 'fatal';
    assert.not.ok(validate(log));
  });
});
