import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { quote } from '../../src/privacy/quoted.js';
import { renderReport } from '../../src/report/render.js';
import {
  reportNames,
  reportRow,
  reports,
  type ReportingCommand,
  type ReportName,
  type Results,
} from '../../src/report/registry.js';
import { spec } from '../harness/spec.js';
import { root } from '../harness/places.js';
import {
  changesOf,
  dryRunOf,
  everyStep,
  hostileDryRun,
  plannedOf,
  stepOf,
} from './dry-run/dry-run-fixture.js';
import { findings, HOSTILE, hostile, OBEYED, span } from './findings/findings-fixture.js';
import { elements } from './junit-xml.js';
import { ledgersOf } from './ledger/ledger-fixture.js';
import { checkMarkdown } from './markdown-check.js';
import { plain } from './options.js';
import { callOf, everyKind, hostileRun, planOf, ranWith } from './run/run-fixture.js';

type AnyName = { [C in ReportingCommand]: ReportName<C> }[ReportingCommand];

/** What must be true of a report's text whatever strangers have written, beside what is true of all. */
const forms: Readonly<Record<AnyName, (text: string) => void>> = {
  text: checkLines,
  json: (text) => {
    JSON.parse(text);
  },
  github: (text) => {
    for (const line of text.split('\n')) assert.match(line, /^$|^::(error|warning) file=[^,:]*,.*::/);
  },
  sarif: (text) => {
    JSON.parse(text);
  },
  junit: (text) => {
    checkLines(text);
    elements(text);
  },
  rdjsonl: (text) => {
    for (const line of text.trimEnd().split('\n')) JSON.parse(line);
  },
  markdown: checkMarkdown,
  outputs: (text) => {
    assert.match(text, /^([a-z]+=[\d.]+\n)+$/);
  },
};

/** GitHub obeys no line of it. */
function checkLines(text: string): void {
  assert.not.match(text, /^\s*::/m);
}

/** Results of each command in which all that strangers can write is hostile. */
const hostileResults: { readonly [C in ReportingCommand]: Results[C] } = {
  validate: hostile(),
  'dry-run': hostileDryRun(),
  run: hostileRun(),
  ...ledgersOf(HOSTILE),
};

/** What no published report may show of whom a result is about. */
const NUMBERS = /1415555|joseph/;
const number = '+14155550199';

const { status, sync, cancel } = ledgersOf(number);

/** Results that have phone numbers wherever they can come from. */
const resultsWithNumbers: { readonly [C in ReportingCommand]: readonly Results[C][] } = {
  validate: [
    findings({
      diagnostics: [
        {
          code: 'duplicate-destination',
          args: { to: quote(number) },
          span: span('plans/case.yaml', 1, 1, 2),
        },
      ],
      files: ['plans/case.yaml'],
    }),
  ],
  'dry-run': [
    dryRunOf([plannedOf(everyStep())], {
      findings: findings({
        diagnostics: [
          {
            code: 'duplicate-destination',
            args: { to: quote(number) },
            span: span('plans/case.yaml', 1, 1, 2),
          },
        ],
      }),
      compared: {
        revision: number,
        commit: 'a'.repeat(40),
        plans: [
          {
            file: 'plans/case.yaml',
            gone: false,
            changes: changesOf({ removed: [{ before: stepOf(number) }] }),
          },
        ],
        troubles: [{ file: 'plans/other.yaml', problem: `bad ${number}` }],
      },
    }),
    {
      rate: 2,
      findings: findings(),
      trouble: { message: `cut at ${number}`, hint: 'Look at sip:joseph@a.example' },
    },
  ],
  run: [
    ranWith([planOf([...everyKind(), callOf('sip:joseph@b.example')])], {
      stopped: `barred ${number}`,
      failure: new Error(`cut at ${number}`),
    }),
  ],
  status: [status],
  sync: [sync],
  cancel: [cancel],
};

function render<C extends ReportingCommand>(
  command: C,
  name: ReportName<C>,
  result: Results[C],
  showNumbers: boolean,
): Promise<string | undefined> {
  return renderReport(command, name, result, { showNumbers, showRequests: true, colors: plain, taken: 0 });
}

function describeReports(command: ReportingCommand): void {
  spec(`report: the registry: ${command}`, (it) => {
    for (const name of reportNames(command)) {
      const { audience } = reportRow(command, name);
      it(`${name} stays what it is and gives nobody commands, whatever strangers have written`, async () => {
        for (const showNumbers of [false, true]) {
          const text = (await render(command, name, hostileResults[command], showNumbers)) ?? '';
          assert.is.not(text, '');
          assert.not.match(text, OBEYED);
          forms[name as AnyName](text);
        }
      });

      it(`${name} ${audience === 'published' ? 'masks' : 'shows'} numbers, since it is ${audience}`, async () => {
        for (const result of resultsWithNumbers[command]) {
          const masked = await render(command, name, result, false);
          const shown = await render(command, name, result, true);
          if (audience !== 'published') assert.is(masked, shown);
          else {
            assert.not.match(masked ?? '', NUMBERS);
            // Annotations tell of places alone.
            if (shown !== '') assert.match(shown ?? '', NUMBERS);
          }
        }
      });
    }
  });
}

for (const command of Object.keys(reports) as ReportingCommand[]) describeReports(command);

spec('report: the registry', (it) => {
  it('loads no report by itself: help needs its names alone', async () => {
    const text = await readFile(join(root, 'src/report/registry.ts'), 'utf8');
    const imported = Array.from(text.matchAll(/^import (?!type )/gm));
    assert.is(imported.length, 0);
    assert.match(text, "await import('./run/text.js')");
  });

  it('tells programs nothing of steps that nobody knows, and leaves the files alone', async () => {
    const [, unknown] = resultsWithNumbers['dry-run'];
    assert.ok(unknown);
    for (const name of reportNames('dry-run')) {
      const text = await render('dry-run', name, unknown, false);
      assert.is(text === undefined, ['text', 'json', 'outputs'].includes(name), name);
    }
  });
});
