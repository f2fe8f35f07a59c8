import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { policyRules } from '../../src/diagnostics/catalog/policy.js';
import { spec } from '../harness/spec.js';
import { credentials, fired, planText, plivoDouble, commandFixture } from '../cli/command-fixture.js';
import { root } from '../harness/places.js';

/** Line 3 of the settings is `countries`, and so on: each setting has a line of its own. */
const settings = `policy:
  max_calls: 3
  countries: [US, GB]
  sip_hosts: [phone.plivo.com]
  from: ["+14152224444"]
  callback_hosts: [voice.example.com]
  require_edition: true
  prefixes:
    allow: ["+1", "+44"]
    deny: ["+1900"]
`;
const file = '.callplanrc.yaml';

/** What {@link planText} says before its list: the edition is line 3, `from` 4, the callbacks 5; the first destination is line 8. */
const places = { from: '4:7', answer: '5:22', first: '8:5' } as const;

interface Case {
  /** A destination in the list of a plan that is fine otherwise. */
  readonly destination?: string;
  /** Changes the plan. */
  readonly plan?: (text: string) => string;
  /** The place in the plan, and what is said of it. */
  readonly says: string;
  readonly at: string;
  /** The place of the setting in {@link settings}. */
  readonly setting: string;
  readonly hint: string;
}

/** A plan that each guard refuses. */
const cases: Readonly<Record<keyof typeof policyRules, Case>> = {
  'policy-country': {
    destination: '{ id: x, to: "+14165550101" }',
    at: '8:18',
    says: '+14165550101 is a number of CA, which policy.countries does not list',
    setting: '3:3: policy.countries stands here',
    hint: 'Add CA to policy.countries to let it pass.',
  },
  'policy-prefix-denied': {
    destination: '"19002345678"',
    at: places.first,
    says: '+19002345678 starts with +1900, which policy.prefixes.deny lists',
    setting: '10:5: policy.prefixes.deny stands here',
    hint: 'Take +1900, and every shorter beginning of the number, out of policy.prefixes.deny; or, if policy.prefixes.allow is set, add a longer one there.',
  },
  'policy-prefix-not-allowed': {
    destination: '"+493023125000"',
    at: places.first,
    says: '+493023125000 starts with none of the prefixes that policy.prefixes.allow lists',
    setting: '9:5: policy.prefixes.allow stands here',
    hint: 'Add +493023125000, or its beginning, to policy.prefixes.allow to let it pass.',
  },
  'policy-sip-host': {
    destination: 'sip:john@pbx.example.net',
    at: places.first,
    says: 'sip:john@pbx.example.net is at pbx.example.net, which policy.sip_hosts does not list',
    setting: '4:3: the guard stands here',
    hint: 'Add pbx.example.net to policy.sip_hosts to let it pass.',
  },
  'policy-from': {
    plan: (text) => text.replace('+14152224444', '+14152220000'),
    at: places.from,
    says: 'calls may not come from +14152220000, which policy.from does not list',
    setting: '5:3: policy.from stands here',
    hint: 'Add +14152220000 to policy.from to let it pass.',
  },
  'policy-callback-host': {
    plan: (text) => text.replace('voice.example.com', 'voice.example.net'),
    at: places.answer,
    says: 'answer_url is at voice.example.net, which policy.callback_hosts does not list',
    setting: '6:3: policy.callback_hosts stands here',
    hint: 'Add voice.example.net to policy.callback_hosts to let it pass.',
  },
  'policy-edition': {
    plan: (text) => text.replace('edition: "1"', ''),
    at: '1:1',
    says: 'the plan does not name its edition, as policy.require_edition asks',
    setting: '7:3: policy.require_edition stands here',
    hint: 'Say `edition: "1"`, or a word of your own, in the plan.',
  },
  'policy-max-calls': {
    plan: (text) => text + ['2', '3', '4'].map((n) => `  - "+1415555010${n}"\n`).join(''),
    at: '7:1',
    says: 'a run would place 4 calls, and policy.max_calls lets it place 3',
    setting: '2:3: policy.max_calls stands here',
    hint: 'Raise policy.max_calls to 4 to let them pass.',
  },
};

spec(
  'cli: policy: validate',
  (it) => {
    for (const [code, { destination = '"+14155550101"', plan, at, says, setting, hint }] of Object.entries(
      cases,
    ))
      it(`${code}: names both places and what would let it pass`, async (scope) => {
        const text = planText([destination]);
        const { callplan } = await commandFixture(scope, {
          [file]: settings,
          'plans/case.yaml': plan?.(text) ?? text,
        });
        const { exit, stdout } = await callplan('validate');
        assert.is(exit, 1, stdout);
        assert.match(stdout, `plans/case.yaml:${at}: error: ${says} [${code}]\n`);
        assert.match(stdout, `  ${file}:${setting}\n`);
        assert.match(stdout, `  ${hint}\n`);
      });

    it('has nothing against a plan that keeps to it', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        [file]: settings,
        'plans/case.yaml': planText(['"+14155550101"', 'sip:a@phone.plivo.com', '"+442079460018"']),
      });
      const { exit, stdout } = await callplan('validate');
      assert.is(exit, 0, stdout);
    });

    it('says once what the plan says once, and points at the destination that says otherwise', async (scope) => {
      const own = '{ to: "+14155550103", callbacks: { ring: { url: https://ring.example.net/ } } }';
      const { callplan } = await commandFixture(scope, {
        [file]: settings.replace('voice.example.com', 'other.example'),
        'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"', own]),
      });
      const { stdout } = await callplan('validate --format json');
      const { diagnostics } = JSON.parse(stdout) as {
        diagnostics: { code: string; line: number; column: number }[];
      };
      assert.equal(
        diagnostics.map(({ code, line, column }) => [code, line, column]),
        [
          ['policy-callback-host', 5, 22],
          ['policy-callback-host', 10, 53],
        ],
      );
    });

    it('counts the calls that are still to be placed, by the lockfile', async (scope) => {
      const { callplan, write } = await commandFixture(scope, {
        [file]: 'policy: { max_calls: 2 }\n',
        'plans/case.yaml': planText(['"+14155550101"', '"+14155550102"']),
      });
      const { origin } = await plivoDouble(scope, fired);
      const ran = await callplan(`run --yes --new --cps 1000 --api-url ${origin}`, { env: credentials });
      assert.is(ran.exit, 0, ran.stderr);
      const more = ['1', '2', '3', '4'].map((n) => `"+1415555010${n}"`);
      await write({ 'plans/case.yaml': planText(more) });
      assert.is((await callplan('validate')).exit, 0);
      await write({ 'plans/case.yaml': planText([...more, '"+14155550105"']) });
      assert.match((await callplan('validate')).stdout, 'a run would place 3 calls');
    });

    it('names a place in package.json too', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'package.json': '{\n  "callplan": {\n    "policy": { "countries": ["GB"] }\n  }\n}\n',
        'plans/case.yaml': planText(['"+14155550101"']),
      });
      assert.match((await callplan('validate')).stdout, '  package.json:3:17: policy.countries stands here');
    });

    it('refuses a policy that means nothing', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        [file]: `policy:
  countries: [uk]
  callback_hosts: ["https://voice.example.com"]
  prefixes: { deny: [] }
  allow_all: true
  max_calls: -1
`,
        'plans/case.yaml': planText(['"+14155550101"']),
      });
      const { exit, stdout } = await callplan('validate');
      assert.is(exit, 1);
      for (const says of [
        `2:15: error: "uk" is not a country's two-letter ISO 3166 code in capitals`,
        '3:20: error: "https://voice.example.com" is not a host without scheme, port or path',
        '4:21: error: deny is an empty list',
        '5:3: error: the key "allow_all" is not known here',
        '6:14: error: max_calls is less than 0',
      ])
        assert.match(stdout, `${file}:${says}`);
    });
  },
  { concurrency: 2 },
);

spec('cli: policy: the README', (it) => {
  it('shows what is really printed', async (scope) => {
    const [, section = ''] = (await readFile(join(root, 'README.md'), 'utf8')).split('\n## Guards\n');
    const [, policy = ''] = /```yaml\n([^]*?)```/.exec(section) ?? [];
    const [, command = '', output] = /```console\n\$ npx callplan (.*)\n([^]*?)```/.exec(section) ?? [];
    const plan = await readFile(join(root, 'plans/on-call-drill.yaml'), 'utf8');
    const { spawned } = await commandFixture(scope, { [file]: policy, 'plans/on-call-drill.yaml': plan });
    assert.is((await spawned(command)).stdout, output);
  });
});
