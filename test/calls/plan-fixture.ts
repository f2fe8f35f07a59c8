import { describe } from '../../src/diagnostics/diagnostic.js';
import { checkPlan } from '../../src/plan/check.js';
import type { Plan } from '../../src/plan/plan.js';
import { expand, type Call, type ExpandOptions } from '../../src/calls/expand.js';

/** What a plan of the tests says before a test adds to it. */
export const base = {
  version: 1,
  name: 'test',
  from: '+14152224444',
  callbacks: { answer: 'https://example.com/answer' },
} as const;

/** The parameters that {@link base} stands for. */
export const baseParameters = {
  from: '+14152224444',
  answer_url: 'https://example.com/answer',
  answer_method: 'POST',
} as const;

type Said = Readonly<Record<string, unknown>>;

/** Lays what is said over what was said, maps within maps. */
export function merge(under: Said, over: Said): Said {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over))
    merged[key] = isMap(merged[key]) && isMap(value) ? merge(merged[key], value) : value;
  return merged;
}

function isMap(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A plan's text, checked as the command checks it. Throws when it has errors. */
export function planOf(text: string): Plan {
  const { plan, diagnostics } = checkPlan({ file: 'plan.yaml', text });
  if (!plan) throw new Error(diagnostics.map((diagnostic) => describe(diagnostic).message).join('\n'));
  return plan;
}

/** The calls of {@link base} with more said. JSON is YAML too. */
export function callsOf(said: Said, options?: ExpandOptions): Call[] {
  return expand(planOf(JSON.stringify(merge(base, said))), options);
}

/** The only call of {@link base} with more said. */
export function callOf(said: Said = {}): Call {
  return callOfText(JSON.stringify(merge({ ...base, destinations: ['+14152223333'] }, said)));
}

/** The only call of a plan's text. */
export function callOfText(text: string): Call {
  const [call, ...others] = expand(planOf(text));
  if (!call || others.length > 0) throw new Error('the plan must have one call');
  return call;
}
