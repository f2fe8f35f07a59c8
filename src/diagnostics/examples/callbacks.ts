import type { callbackRules } from '../catalog/callbacks.js';
import type { Example } from '../example.js';

/** A plan with these callbacks, each `name: value`. */
function callbacks(...lines: readonly string[]): string {
  return `version: 1
name: reminder
from: "+14152224444"
callbacks:
${lines.map((line) => `  ${line}\n`).join('')}destinations:
  - "+14155550101"
`;
}

const ANSWER = 'answer: https://voice.example.com/answer.xml';
const HANGUP = 'hangup: https://voice.example.com/hangup';
const DEMO = 'https://s3.amazonaws.com/plivosamplexml/play_url.xml';

/** Examples of what can be wrong with callbacks. */
export const callbackExamples: Readonly<Record<keyof typeof callbackRules, Example>> = {
  'callback-url': {
    why: 'Plivo could ask nobody what to do, and would hang up as soon as the phone is answered.',
    bad: callbacks('answer: https://voice.example.com:99999/answer.xml', HANGUP),
    good: callbacks(ANSWER, HANGUP),
  },
  'callback-credentials': {
    why: 'A plan is read by everybody who reads the repository, and stays in its history. The password is no secret any more.',
    bad: callbacks('answer: https://ops:hunter2@voice.example.com/answer.xml', HANGUP),
    good: callbacks(ANSWER, HANGUP),
  },
  'callback-unreachable': {
    why: 'The request comes from Plivo, not from this machine: what answers here does not answer there.',
    bad: callbacks('answer: https://192.168.1.20/answer.xml', HANGUP),
    good: callbacks(ANSWER, HANGUP),
  },
  'callback-http': {
    why: 'Whoever sits between Plivo and the server can read who is called and what they press, and change what is said to them.',
    bad: callbacks('answer: http://voice.example.com/answer.xml', HANGUP),
    good: callbacks(ANSWER, HANGUP),
  },
  'callback-fragment': {
    why: 'What stands behind a # never leaves for a server. What was meant for it belongs in the query, behind a question mark.',
    bad: callbacks('answer: https://voice.example.com/answer.xml#welcome', HANGUP),
    good: callbacks('answer: https://voice.example.com/answer.xml?part=welcome', HANGUP),
  },
  'callback-tuning-key': {
    why: 'Plivo passes over a setting that it does not know, so the callback would be delivered as if nothing had been said.',
    bad: callbacks('answer: https://voice.example.com/answer.xml#cto=2000', HANGUP),
    good: callbacks('answer: https://voice.example.com/answer.xml#ct=2000', HANGUP),
  },
  'callback-tuning-value': {
    why: 'Plivo passes over a value that it does not allow, so the callback would be delivered as if nothing had been said.',
    bad: callbacks('answer: https://voice.example.com/answer.xml#ct=2s', HANGUP),
    good: callbacks('answer: https://voice.example.com/answer.xml#ct=2000', HANGUP),
  },
  'callback-tuning-repeated': {
    why: 'Of two values for one setting only one can hold, and Plivo does not say which.',
    bad: callbacks('answer: https://voice.example.com/answer.xml#ct=2000&ct=5000', HANGUP),
    good: callbacks('answer: https://voice.example.com/answer.xml#ct=2000&rt=5000', HANGUP),
  },
  'callback-demo-post': {
    why: 'The storage that holds the demo file refuses POST, which is what Plivo sends unless told otherwise. The call would end as soon as it is answered.',
    bad: callbacks(`answer: ${DEMO}`, HANGUP),
    good: callbacks(`answer: { url: ${DEMO}, method: GET }`, HANGUP),
  },
  'callback-fallback-same': {
    why: 'The fallback is asked when the answer URL fails. The same URL fails again.',
    bad: callbacks(ANSWER, 'fallback: https://voice.example.com/answer.xml', HANGUP),
    good: callbacks(ANSWER, 'fallback: https://backup.example.net/answer.xml', HANGUP),
  },
  'callback-no-hangup': {
    why: 'The hangup callback is the only word about how a call ended: answered, busy, not answered.',
    bad: callbacks(ANSWER),
    good: callbacks(ANSWER, HANGUP),
  },
};
