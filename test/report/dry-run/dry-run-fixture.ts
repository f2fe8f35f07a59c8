import type { Reason } from '../../../src/diagnostics/reasons.js';
import { known, quote } from '../../../src/privacy/quoted.js';
import type { StepChanges } from '../../../src/steps/compare.js';
import type { Action, Step } from '../../../src/steps/decide.js';
import type { Entry } from '../../../src/ledger/entry.js';
import { keyOf } from '../../../src/ledger/entry.js';
import type { DryRun, DryRunPlan } from '../../../src/report/dry-run/dry-run.js';
import { findings, HOSTILE, span } from '../findings/findings-fixture.js';

export const at = '2026-11-23T10:00:00.000Z';
const digest = `v1:${'0'.repeat(64)}`;

/** A step; a new call to send when nothing is said. */
export function stepOf(
  id: string,
  action: Action = 'send',
  reason: Reason = { code: 'new' },
  given: Partial<Step['call']> = {},
): Step {
  const parameters = { from: '+14152224444' };
  return { call: { edition: '1', id, to: id, parameters, digest, bulk: 1, ...given }, action, reason };
}

/** A plan of a dry run. */
export function plannedOf(steps: readonly Step[], given: Partial<DryRunPlan> = {}): DryRunPlan {
  return {
    file: 'plans/case.yaml',
    plan: 'case',
    edition: '1',
    lockfile: 'plans/case.lock.jsonl',
    steps,
    requests: [],
    entries: new Map(),
    placeOf: (index) => span('plans/case.yaml', index + 7, 5, 19),
    ...given,
  };
}

/** A dry run with what a test does not care about filled in. */
export function dryRunOf(plans: readonly DryRunPlan[], given: Partial<DryRun> = {}): DryRun {
  return { plans, rate: 2, findings: findings(), ...given };
}

/** What a change does, with what a test does not care about filled in. */
export function changesOf(given: Partial<StepChanges> = {}): StepChanges {
  return { added: [], changed: [], removed: [], halted: [], same: 0, ...given };
}

export const held = (to: string, country: string): Reason => ({
  code: 'refused',
  refusal: { code: 'policy-country', args: { to: quote(to), country: known(country) } },
  place: '.callplanrc.yaml:3',
});

/** A step of each kind, done before undone, so that order shows. */
export function everyStep(): Step[] {
  return [
    stepOf('out', 'skip', { code: 'left-out', by: '--only' }, { to: '+14155550109' }),
    stepOf('+14155550101', 'skip', { code: 'accepted', at, queued: false }),
    stepOf('again', 'send', { code: 'again', state: 'accepted' }, { to: '+14155550107' }),
    stepOf('busy', 'send', { code: 'redial', at, state: 'busy', attempt: 2, of: 3 }, { to: '+14155550106' }),
    stepOf(
      'mended',
      'send',
      { code: 'changed-after-rejection', error: 'no such number' },
      { to: '+14155550105' },
    ),
    stepOf('+442079460018'),
    stepOf('berlin', 'hold', held('+493023125000', 'DE'), { to: '+493023125000' }),
    stepOf(
      'moved',
      'ask',
      { code: 'edited', at, was: digest, now: digest, id: 'moved' },
      { to: '+14155550103' },
    ),
  ];
}

/** What the lockfile knows of the calls of {@link everyStep} that were changed. */
export function everyRecord(): Map<string, Entry> {
  const entry = (id: string, to: string, from: string): [string, Entry] => [
    keyOf('1', id),
    { edition: '1', id, to, from, digest, state: 'accepted', at },
  ];
  return new Map([
    entry('moved', '+14155550199', '+14152225555'),
    entry('mended', '+14155550105', '+14152224444'),
  ]);
}

/** A dry run in which everything that others could have written is hostile. */
export function hostileDryRun(): DryRun {
  const by = { code: 'settled', by: HOSTILE } as const;
  const sip: Reason = {
    code: 'refused',
    refusal: { code: 'policy-sip-host', args: { to: quote(HOSTILE), host: quote(HOSTILE) } },
    place: `${HOSTILE}:1`,
  };
  const steps = [
    stepOf(HOSTILE, 'send', by, { to: `sip:${HOSTILE}` }),
    stepOf(`2${HOSTILE}`, 'hold', sip),
    stepOf(`3${HOSTILE}`, 'ask', { code: 'rejected', at, error: HOSTILE, id: HOSTILE }, { to: HOSTILE }),
  ];
  const file = `::error::${HOSTILE}`;
  const given = { file, plan: HOSTILE, edition: HOSTILE, lockfile: HOSTILE };
  const placeOf = (): ReturnType<typeof span> => span(file, 1, 1, 2);
  const changes = changesOf({
    added: steps.slice(0, 1),
    halted: [{ step: steps[1] as Step, parameters: [HOSTILE] }],
    removed: [{ before: stepOf(`4${HOSTILE}`) }],
  });
  return dryRunOf([plannedOf(steps, { ...given, placeOf })], {
    findings: findings({
      diagnostics: [
        { code: 'lockfile-damaged', args: { problem: quote(HOSTILE) }, span: span(file, 1, 30, 31) },
      ],
    }),
    compared: {
      revision: HOSTILE,
      commit: 'a'.repeat(40),
      plans: [{ file, gone: true, changes }],
      troubles: [{ file, problem: HOSTILE }],
    },
  });
}
