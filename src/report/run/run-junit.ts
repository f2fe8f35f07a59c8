import type { CallResult, PlanResult, RunResult } from '../../steps/result.js';
import { sentence } from '../../diagnostics/reasons.js';
import { factOf, standingOf } from '../ledger/ledger.js';
import { maskNumbers } from '../../privacy/masks.js';
import { factsOf, type RunReportOptions } from './run.js';
import { factsText } from './run-text.js';
import { xmlText, type Element } from '../../text/xml.js';

/**
 * A run as JUnit XML: a suite a plan, a case a call. One that Plivo rejected is a failure; one in doubt an error, whichever run left
 * it so; one that this run did not send is skipped. What is wrong with the run itself is an error of a suite of its own.
 */
export function runJunit(report: RunResult, { showNumbers }: RunReportOptions): string {
  const hide = showNumbers ? (text: string): string => text : maskNumbers;
  const { failure, seconds } = report;
  const suites = [
    ...report.plans.map((plan) => suiteOf(plan, report, hide)),
    ...(failure === undefined ? [] : [failedRun(hide(failure.message))]),
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

type Hide = (text: string) => string;

function suiteOf(plan: PlanResult, { began, stopped }: RunResult, hide: Hide): Element {
  const nameOf = uniqueNames();
  const cases = plan.calls.map((call) => {
    const name = nameOf(hide(call.step.call.id));
    const { seconds } = call;
    const attributes = { name, classname: plan.file, ...(seconds === undefined ? {} : { time: seconds }) };
    return element('testcase', attributes, resultOf(call, stopped, hide));
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
  const facts = `${plan.name}, edition ${plan.edition}: ${factsText(factsOf(plan.calls))}. Record: ${plan.lockfile}`;
  return element('testsuite', attributes, [...cases, element('system-out', {}, [facts])]);
}

function resultOf({ step, entry, sent }: CallResult, stopped: string | undefined, hide: Hide): Element[] {
  const standing = entry && standingOf(entry);
  const error = hide(entry?.error ?? 'no reply was recorded');
  const to = hide(step.call.to);
  if (standing === 'in doubt')
    return [element('error', { type: 'in_doubt', message: error }, [`${to} is in doubt: ${error}`])];
  if (!sent) return [element('skipped', { message: hide(whyNotSent(step, stopped)) }, [])];
  if (standing === 'rejected')
    return [element('failure', { type: 'rejected', message: error }, [`${to} was rejected: ${error}`])];
  return entry && standing ? [element('system-out', {}, [hide(`${standing}: ${factOf(entry)}`)])] : [];
}

/** What a step that does not send came to, in words. */
const UNSENT = { skip: 'skipped', ask: 'waits for a decision', hold: 'held' } as const;

/** Why this run did not send a call. */
function whyNotSent({ action, reason }: CallResult['step'], stopped: string | undefined): string {
  if (action !== 'send') return `${UNSENT[action]}: ${sentence(reason)}`;
  return `not sent${stopped === undefined ? '' : `: ${stopped}`}`;
}

function failedRun(message: string): Element {
  const found = element('testcase', { name: 'is on record', classname: 'callplan run' }, [
    element('error', { type: 'failure', message }, [message]),
  ]);
  const attributes = { name: 'callplan run', tests: 1, failures: 0, errors: 1, skipped: 0 };
  return element('testsuite', attributes, [found]);
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

function element(name: string, attributes: Element['attributes'], children: Element['children']): Element {
  return { name, attributes, children };
}
