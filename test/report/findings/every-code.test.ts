import * as assert from 'uvu/assert';
import { catalog } from '../../../src/diagnostics/catalog.js';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.js';
import type { CatalogEntry } from '../../../src/diagnostics/entry.js';
import { examples } from '../../../src/diagnostics/examples.js';
import type { Findings } from '../../../src/report/findings/findings.js';
import { showAll, type Show } from '../../../src/privacy/quoted.js';
import { reportNames, reportRow } from '../../../src/report/registry.js';
import { renderReport } from '../../../src/report/render.js';
import { checkWorkspace } from '../../../src/workspace/check-workspace.js';
import { exampleFolder } from '../../diagnostics/example-files.js';
import { spec } from '../../harness/spec.js';
import { dryRunOf } from '../dry-run/dry-run-fixture.js';
import { plain } from '../options.js';
import { findings } from './findings-fixture.js';

const SECRET = 'q4711z';

/** Every report of findings but those for the person who gave the command, with its name. Numbers are shown. */
async function publish(found: Findings): Promise<[name: string, text: string][]> {
  const options = { showNumbers: true, colors: plain, taken: 0 };
  const published: [string, string][] = [];
  for (const name of reportNames('validate'))
    if (reportRow('validate', name).audience !== 'terminal')
      published.push([name, (await renderReport('validate', name, found, options)) ?? '']);
  for (const name of reportNames('dry-run'))
    if (reportRow('dry-run', name).audience !== 'terminal') {
      const text = await renderReport('dry-run', name, dryRunOf([], { findings: found }), options);
      published.push([`dry-run ${name}`, text ?? '']);
    }
  return published;
}

/** The texts that the words of a finding show only as far as the reader may see them. */
function quotedIn({ code, args }: Diagnostic): Set<string> {
  const { message, hint } = catalog[code] as CatalogEntry<unknown>;
  const quoted = new Set<string>();
  const show: Show = (text) => {
    quoted.add(showAll(text));
    return showAll(text);
  };
  message(args, show);
  hint(args, show);
  return quoted;
}

/** A sign of YAML's own, such as a bracket, is no secret, although it may be all that is quoted. */
const SIGN = 'sign';

function withSecret(facts: unknown, quoted: ReadonlySet<string>): unknown {
  if (typeof facts === 'string') return quoted.has(facts) ? SECRET : facts;
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return facts;
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, name === SIGN ? fact : withSecret(fact, quoted)]),
  );
}

/** The finding as if all that it quotes were a part of digits. */
function belowDigits(found: Diagnostic): Diagnostic {
  const args = withSecret(found.args, quotedIn(found));
  return { ...found, args, span: { ...found.span, about: 'digits' } } as Diagnostic;
}

spec('report: published, of every code', (it) => {
  const quoting = new Set<string>();
  for (const [code, { bad, badEncoding }] of Object.entries(examples))
    it(`hides what ${code} quotes of digits`, async (scope) => {
      const cwd = await exampleFolder(scope, bad, badEncoding);
      const checked = await checkWorkspace({ cwd, env: {}, host: process }, {});
      const found = checked.findings.diagnostics.filter((one) => one.code === code).slice(0, 3);
      assert.ok(found.length > 0);
      const below = findings({ ...checked.findings, diagnostics: found.map(belowDigits) });
      const options = { colors: plain, taken: 0, maxProblems: 0 };
      const shown = (await renderReport('validate', 'text', below, options)) ?? '';
      if (shown.includes(SECRET)) quoting.add(code);
      const published = await publish(below);
      assert.is(published.filter(([, text]) => text.includes(code)).length, 7);
      for (const [name, text] of published) assert.not.match(text, SECRET, name);
    });

  it('and most codes quote something', () => {
    for (const code of ['bad-form', 'unquoted-text', 'variable-value', 'list-value'])
      assert.ok(quoting.has(code), code);
    assert.ok(quoting.size > 40, String(quoting.size));
  });
});
