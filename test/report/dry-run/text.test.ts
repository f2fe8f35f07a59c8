import * as assert from 'uvu/assert';
import type { Call } from '../../../src/calls/expand.js';
import { buildRequests } from '../../../src/calls/request.js';
import type { Action, Step } from '../../../src/steps/decide.js';
import { countSteps, secondsFor } from '../../../src/report/dry-run/counts.js';
import type { DryRunPlan } from '../../../src/report/dry-run/dry-run.js';
import { dryRunJson } from '../../../src/report/dry-run/json.js';
import { dryRunText } from '../../../src/report/dry-run/text.js';
import { callsOf } from '../../calls/plan-fixture.js';
import { spec } from '../../harness/spec.js';
import { plain } from '../options.js';
import { dryRunOf } from './dry-run-fixture.js';

const [john, jane, bare] = callsOf({
  options: { bulk: 10 },
  destinations: [{ id: 'john', to: '+14152223331' }, { id: 'jane-doe', to: '+14152223332' }, '+14152223333'],
}) as [Call, Call, Call];

const steps: readonly Step[] = [
  { call: john, action: 'send', reason: { code: 'new' } },
  { call: jane, action: 'skip', reason: { code: 'accepted', at: '2026-11-23T10:00:00.000Z', queued: true } },
  { call: bare, action: 'send', reason: { code: 'settled', by: 'Ada' } },
];

const planned: DryRunPlan = {
  file: 'plans/test.yaml',
  plan: 'test',
  edition: '1',
  lockfile: 'plans/test.lock.jsonl',
  steps,
  requests: buildRequests([john, bare]),
  entries: new Map(),
};

const BODY = {
  from: '+14152224444',
  to: '+14152223331<+14152223333',
  answer_url: 'https://example.com/answer',
  answer_method: 'POST',
};

/** A dry run at two calls a second, as text. */
function textOf(plans: readonly DryRunPlan[], showRequests = false): string {
  return dryRunText(dryRunOf(plans), { colors: plain, showRequests }) ?? '';
}

spec('steps as text', (it) => {
  it('are a line each below their plan, and a summary', () => {
    assert.is(
      textOf([planned]),
      `plans/test.yaml  test, edition 1
  send  john          +14152223331  not called yet in this edition
  skip  jane-doe      +14152223332  queued on 2026-11-23 at 10:00 UTC
  send  +14152223333  settled as not placed by Ada

2 to send, 1 to skip, 0 to ask about, 0 held; 1 s at 2 calls a second
`,
    );
  });

  it('show the bodies that will be sent', () => {
    const text = textOf([planned], true);
    const [, , request = ''] = text.split('\n\n');
    assert.ok(
      text.includes('\n\n  POST /v1/Account/{auth_id}/Call/\n  {\n    "from": "+14152224444",\n'),
      text,
    );
    assert.equal(JSON.parse(text.slice(text.indexOf('  {\n'), text.indexOf('\n  }\n') + 4)), BODY);
    assert.match(request, /^2 to send/);
  });

  it('say of several plans how many there are in all', () => {
    const text = textOf([planned, { ...planned, file: 'plans/other.yaml' }]);
    assert.match(text, /\nplans\/other\.yaml {2}test/);
    assert.match(text, /\n4 to send, 2 to skip, 0 to ask about, 0 held; 2 s at 2 calls a second\n$/);
  });

  it('say no time where nothing is sent', () => {
    const text = textOf([{ ...planned, steps: steps.slice(1, 2), requests: [] }], true);
    assert.match(text, /\n0 to send, 1 to skip, 0 to ask about, 0 held\n$/);
  });

  it('let no text from outside break their lines', () => {
    const evil = '\u001b[2J\nsend  all\u202e';
    const parameters = { from: '+14152224444', caller_name: evil };
    const call: Call = { ...john, id: `x${evil}`, to: `sip:x${evil}`, parameters };
    const reason = { code: 'rejected', at: '2026-11-23T10:00:00.000Z', error: evil, id: evil } as const;
    const text = textOf(
      [
        {
          ...planned,
          file: evil,
          plan: evil,
          edition: evil,
          steps: [{ call, action: 'ask', reason }],
          requests: buildRequests([call]),
        },
      ],
      true,
    );
    assert.not.match(text, /[^\P{Cc}\n]|\u202e/u);
    const forged = text.split('\n').filter((line) => /^\W*send {2}all/.test(line));
    assert.equal(forged, []);
  });
});

spec('steps as JSON', (it) => {
  it('have the shape that machines were promised', () => {
    assert.equal(JSON.parse(dryRunJson(dryRunOf([planned])) ?? ''), {
      plans: [
        {
          file: 'plans/test.yaml',
          plan: 'test',
          edition: '1',
          lockfile: 'plans/test.lock.jsonl',
          steps: [
            { id: 'john', to: '+14152223331', action: 'send', reason: 'not called yet in this edition' },
            {
              id: 'jane-doe',
              to: '+14152223332',
              action: 'skip',
              reason: 'queued on 2026-11-23 at 10:00 UTC',
            },
            {
              id: '+14152223333',
              to: '+14152223333',
              action: 'send',
              reason: 'settled as not placed by Ada',
            },
          ],
          requests: [
            {
              ids: ['john', '+14152223333'],
              method: 'POST',
              path: '/v1/Account/{auth_id}/Call/',
              body: BODY,
            },
          ],
        },
      ],
      counts: { send: 2, skip: 1, ask: 0, hold: 0 },
      seconds: 1,
    });
  });
});

spec('steps in numbers', (it) => {
  it('are counted by action', () => {
    const actions: readonly Action[] = ['send', 'hold', 'ask', 'send', 'skip', 'send', 'ask'];
    const counted = actions.map((action): Step => ({ call: john, action, reason: { code: 'new' } }));
    assert.equal(countSteps(counted), { send: 3, skip: 1, ask: 2, hold: 1 });
    assert.equal(countSteps([]), { send: 0, skip: 0, ask: 0, hold: 0 });
  });

  it('take their number by the rate, in whole milliseconds', () => {
    assert.is(secondsFor(3, 2), 1.5);
    assert.is(secondsFor(1, 3), 0.333);
    assert.is(secondsFor(0, 2), 0);
  });
});
