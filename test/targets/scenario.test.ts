import * as assert from 'uvu/assert';
import { spec } from '../harness/spec.js';
import { commandFixture } from '../cli/command-fixture.js';

const plan = `version: 1
name: calls
from: "+14152224444"
callbacks: { answer: "https://example.com/a.xml" }
options: { hangup_on_ring: 60 }
destinations: ["+14152223331", "+14152223332", "+14152223333"]
`;
const scenario = `version: 1
api:
  - { to: "+14152223331", times: 1, then: { status: 502, placed: true } }
  - { to: "+14152223332", times: 1, then: { status: 429, retry_after: 0s } }
  - { to: "+14152223333", then: { status: 400, body: '{"error":"no such number"}' } }
`;

spec('cli: scenario', (it) => {
  it('decides what a rehearsal meets', async (scope) => {
    const { callplan } = await commandFixture(scope, { 'plans/calls.yaml': plan, 'scenario.yaml': scenario });
    const { stdout, exit } = await callplan('run --simulate --scenario scenario.yaml');
    assert.match(stdout, /in doubt +\+14152223331 /);
    assert.match(stdout, /fired +\+14152223332 /);
    assert.match(stdout, /rejected +\+14152223333 .*no such number/);
    assert.is(exit, 6);
  });

  it('shows what is wrong with it and calls nobody', async (scope) => {
    const { callplan, read } = await commandFixture(scope, {
      'plans/calls.yaml': plan,
      'scenario.yaml': `version: 1\ncalls:\n  - then: bussy\n  - then: { failed: { cause: x } }\n  - { share: 130%, then: busy }\napi:\n  - then: { body: x }\n`,
    });
    const { stderr, stdout, exit } = await callplan('run --simulate --scenario scenario.yaml');
    assert.is(exit, 3);
    assert.is(stdout, '');
    for (const [place, what] of [
      ['3:11', 'then is "bussy"'],
      ['4:30', 'cause is the text "x"'],
      ['5:14', '"130%" is not a share'],
      ['7:5', 'the key "status" is missing'],
    ])
      assert.match(stderr, `scenario.yaml:${place}: error: ${what}`);
    assert.is(stderr.match(/: error: /g)?.length, 4);
    assert.match(stderr, 'scenario.yaml is no scenario: it has errors, see above [scenario-refused]');
    await read('.callplan/plans/calls.lock.jsonl').then(assert.unreachable, () => undefined);
  });

  for (const [name, files, code] of [
    ['is missing', {}, 'file-unreadable'],
    ['is empty', { 'scenario.yaml': '' }, 'scenario-refused'],
    ['is huge', { 'scenario.yaml': '#'.repeat(5_000_000) }, 'scenario-refused'],
    ['is no map', { 'scenario.yaml': '- 1\n' }, 'scenario-refused'],
  ] as const)
    it(`refuses one that ${name}`, async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/calls.yaml': plan, ...files });
      for (const command of ['run --simulate', 'emulator']) {
        const { stderr, exit } = await callplan(`${command} --scenario scenario.yaml`);
        assert.is(exit, 3, stderr);
        assert.match(stderr, `[${code}]`);
      }
    });

  it('is for rehearsals alone', async (scope) => {
    const { callplan } = await commandFixture(scope, { 'plans/calls.yaml': plan, 'scenario.yaml': scenario });
    const { stderr, exit } = await callplan('run --yes --new --scenario scenario.yaml');
    assert.is(exit, 2);
    assert.match(stderr, 'Add --simulate, or leave out --scenario.');
  });
});
