import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { validate } from '../../src/cli/commands/validate.js';
import type { Io } from '../../src/io/io.js';
import { catalog, type Code } from '../../src/diagnostics/catalog.js';
import type { ExampleFiles } from '../../src/diagnostics/example.js';
import { examples } from '../../src/diagnostics/examples.js';
import { faults, type FaultCode } from '../../src/diagnostics/faults.js';
import { explainFaultMarkdown, explainMarkdown } from '../../src/report/explain.js';
import { exampleFolder } from '../diagnostics/example-files.js';
import { spec, type Scope } from '../harness/spec.js';
import { root } from '../harness/places.js';

const page = join(root, 'docs', 'diagnostics.md');
const codes = (Object.keys(catalog) as Code[]).sort();
const faultCodes = (Object.keys(faults) as FaultCode[]).sort();

/** What `callplan validate` says in a repository with these files alone. */
interface Said {
  readonly text: string;
  readonly codes: readonly string[];
}

async function validated(
  scope: Scope,
  files: ExampleFiles,
  encoding: BufferEncoding = 'utf8',
): Promise<Said> {
  const cwd = await exampleFolder(scope, files, encoding);
  let text = '';
  const stdout = { isTTY: false, write: (part: string) => (text += part) };
  const io = { cwd, env: {}, stdout, host: process, hide: String } as unknown as Io;
  await validate(io, [], { report: ['json=found.json'], maxProblems: '2' });
  const { diagnostics } = JSON.parse(await readFile(join(cwd, 'found.json'), 'utf8')) as {
    diagnostics: { code: string }[];
  };
  return { text, codes: [...new Set(diagnostics.map(({ code }) => code))].sort() };
}

/** What the bad examples make it say. */
const said = new Map<string, string>();

spec('docs: examples', (it) => {
  it('there is one for every finding, and for nothing else', () => {
    assert.equal(Object.keys(examples).sort(), codes);
  });

  for (const [code, { bad, badEncoding, good }] of Object.entries(examples)) {
    it(`${code}: the bad one shows it and nothing else`, async (scope) => {
      const found = await validated(scope, bad, badEncoding);
      // Without the last line, which counts.
      said.set(code, found.text.replace(/.*\n$/, ''));
      const others = code === 'not-all-checked' ? ['bad-form'] : [];
      assert.equal(found.codes, [...others, code]);
    });

    it(`${code}: the good one is fine`, async (scope) => {
      assert.equal((await validated(scope, good)).codes, []);
    });
  }
});

function pageText(): string {
  const findings = codes.map((code) => `### ${code}\n\n${explainMarkdown(code, said.get(code))}`);
  const reasons = faultCodes.map((code) => `### ${code}\n\n${explainFaultMarkdown(code)}`);
  return `# What callplan may object to

Each message ends with a code in brackets. \`callplan explain CODE\` says what stands here about it.

- Findings: ${codes.map((code) => `[${code}](#${code})`).join(', ')}
- Reasons for giving up: ${faultCodes.map((code) => `[${code}](#${anchor(code)})`).join(', ')}

## Findings

An error keeps a plan from being run; a warning says that it may not do what was meant; a note is worth knowing. \`callplan validate\` prints them all.

${findings.join('\n')}
## Reasons for giving up

The command could not do what it was asked. Nothing was called that is not in the lockfile.

${reasons.join('\n')}`;
}

/** GitHub numbers the headings that have the same text. */
function anchor(code: FaultCode): string {
  return Object.hasOwn(catalog, code) ? `${code}-1` : code;
}

spec('docs: diagnostics.md', (it) => {
  it('says of every code what explain says, and shows what the bad example makes the command print', async () => {
    const wanted = pageText();
    // `UPDATE_DOCS=1 npm test -- docs` writes the page anew.
    if (process.env['UPDATE_DOCS']) {
      await mkdir(dirname(page), { recursive: true });
      await writeFile(page, wanted);
    }
    assert.is(await readFile(page, 'utf8'), wanted);
  });
});
