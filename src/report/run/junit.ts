import type { CallResult, PlanResult, RunResult } from '../../steps/result.js';
import { sentence } from '../../diagnostics/reasons.js';
import type { Mask } from '../../privacy/masks.js';
import { element, xmlText, type Element } from '../../text/xml.js';
import { detailOf, shownState } from '../ledger/entries.js';
import type { RenderOptions } from '../report.js';
import { countResults, resultCountsText } from './counts.js';

/**
 * A run as JUnit XML: a suite a plan, a case a call. One that Plivo rejected is a failure; one in doubt an error, whichever run left
 * it so; one that this run did not send is skipped. What is wrong with the run itself is an error of a suite of its own.
 */
export function runJunit(result: RunResult, { mask }: Pick<RenderOptions, 'mask'>): string {
  const { failure, seconds } = result;
  const suites = [
    ...result.plans.map((plan) => suiteOf(plan, result, mask)),
    ...(failure === undefined ? [] : [failedRun(mask(failure.message))]),
  ];
  const total = (name: 'tests' | 'failures' | 'errors'): number =>
    suites.reduce((sum, { attributes }) => sum + Number(attributes[name]), 0);
  const attributes = {
    name: 'callplan run',
    tests: total('tests'),
    failures: total('failures'),
    errors: total('errors'),
    time: seconds,
  };
  return xmlText(element('testsuites', attributes, suites));
}

function suiteOf(plan: PlanResult, { began, stopped }: RunResult, mask: Mask): Element {
  const nameOf = uniqueNames();
  const cases = plan.calls.map((call) => {
    const name = nameOf(mask(call.step.call.id));
    const { seconds } = call;
    const attributes = { name, classname: plan.file, ...(seconds === undefined ? {} : { time: seconds }) };
    return element('testcase', attributes, resultOf(call, stopped, mask));
  });
  const count = (name: string): number =>
    cases.filter(({ children }) => children.some((child) => typeof child !== 'string' && child.name === name))
      .length;
  const attributes = {
    name: plan.file,
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: plan.seconds,
    timestamp: began.toISOString().slice(0, 19),
  };
  const counts = `${plan.name}, edition ${plan.edition}: ${resultCountsText(countResults(plan.calls))}. Record: ${plan.lockfile}`;
  return element('testsuite', attributes, [...cases, element('system-out', {}, [counts])]);
}

function resultOf({ step, entry, sent }: CallResult, stopped: string | undefined, mask: Mask): Element[] {
  const state = entry && shownState(entry);
  const error = mask(entry?.error ?? 'no reply was recorded');
  const to = mask(step.call.to);
  if (state === 'in doubt')
    return [element('error', { type: 'in_doubt', message: error }, [`${to} is in doubt: ${error}`])];
  if (!sent) return [element('skipped', { message: mask(whyNotSent(step, stopped)) }, [])];
  if (state === 'rejected')
    return [element('failure', { type: 'rejected', message: error }, [`${to} was rejected: ${error}`])];
  return entry && state ? [element('system-out', {}, [mask(`${state}: ${detailOf(entry)}`)])] : [];
}

/** The words for a step that sends nothing. */
const UNSENT = { skip: 'skipped', ask: 'waits for a decision', hold: 'held' } as const;

/** Why this run did not send a call. */
function whyNotSent({ action, reason }: CallResult['step'], stopped: string | undefined): string {
  if (action !== 'send') return `${UNSENT[action]}: ${sentence(reason)}`;
  return `not sent${stopped === undefined ? '' : `: ${stopped}`}`;
}

function failedRun(message: string): Element {
  const failed = element('testcase', { name: 'is on record', classname: 'callplan run' }, [
    element('error', { type: 'failure', message }, [message]),
  ]);
  const attributes = { name: 'callplan run', tests: 1, failures: 0, errors: 1, skipped: 0 };
  return element('testsuite', attributes, [failed]);
}

/** Two ids may look the same once they are masked, and readers take cases of one name for one case. */
function uniqueNames(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
}
