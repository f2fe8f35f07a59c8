import type { policyRules } from '../catalog/policy.js';
import { FINE, HEAD, type Example, type ExampleFiles } from '../example.js';

/** A settings file with a guard, and a plan. */
function guarded(guard: string, plan: string): ExampleFiles {
  return { '.callplanrc.yaml': `policy:\n${guard}`, 'plans/reminder.yaml': plan };
}

const LONDON = `${HEAD}destinations:\n  - "+442079460018"\n`;
const SIP = `${HEAD}destinations:\n  - sip:desk@pbx.example.net\n`;
const THREE = `${HEAD}destinations:\n  - "+14155550101"\n  - "+14155550102"\n  - "+14155550103"\n`;

/** Examples of what a policy refuses. */
export const policyExamples: Readonly<Record<keyof typeof policyRules, Example>> = {
  'policy-country': {
    why: 'A call to another country can cost a hundred times as much as one at home. The settings say which countries this repository may call, and a plan cannot change that.',
    bad: guarded('  countries: [US]\n', LONDON),
    good: guarded('  countries: [US, GB]\n', LONDON),
  },
  'policy-prefix-denied': {
    why: 'Some ranges are never worth their price, such as premium-rate numbers. The longest prefix that fits a number decides.',
    bad: guarded('  prefixes:\n    deny: ["+4420"]\n', LONDON),
    good: guarded('  prefixes:\n    deny: ["+4420"]\n    allow: ["+442079", "+1"]\n', LONDON),
  },
  'policy-prefix-not-allowed': {
    why: 'With a list of prefixes that may be called, every other number is refused.',
    bad: guarded('  prefixes:\n    allow: ["+1"]\n', LONDON),
    good: guarded('  prefixes:\n    allow: ["+1", "+44"]\n', LONDON),
  },
  'policy-sip-host': {
    why: 'A SIP URI can name any host in the world, and that host decides what becomes of the call.',
    bad: guarded('  sip_hosts: [phone.plivo.com]\n', SIP),
    good: guarded('  sip_hosts: [phone.plivo.com, pbx.example.net]\n', SIP),
  },
  'policy-from': {
    why: "The number that people see must be one of your own: another may be somebody else's, and a call from it fraud.",
    bad: guarded('  from: ["+14155550100"]\n', FINE),
    good: guarded('  from: ["+14155550100", "+14152224444"]\n', FINE),
  },
  'policy-callback-host': {
    why: 'Whoever answers a callback decides what is said in the call and is told its number.',
    bad: guarded('  callback_hosts: [api.example.com]\n', FINE),
    good: guarded('  callback_hosts: [api.example.com, voice.example.com]\n', FINE),
  },
  'policy-edition': {
    why: 'Without an edition in the plan its first round and a later one look alike in review.',
    bad: guarded('  require_edition: true\n', FINE),
    good: guarded('  require_edition: true\n', FINE.replace('from:', 'edition: "2026-11"\nfrom:')),
  },
  'policy-max-calls': {
    why: 'A list that was pasted twice, or the wrong list, shows by its length. The run then places none of its calls.',
    bad: guarded('  max_calls: 2\n', THREE),
    good: guarded('  max_calls: 3\n', THREE),
  },
};
