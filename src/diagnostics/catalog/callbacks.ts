import type { Known, Quoted } from '../../privacy/quoted.js';
import { anyOf, entry, quoted } from '../entry.js';

export type CallbackName = 'answer' | 'ring' | 'hangup' | 'fallback' | 'machine_detection';

/** What can be wrong with the URLs that Plivo asks. None of these prints a URL: it may hold a password. */
export const callbackRules = {
  'callback-url': entry<{ name: CallbackName }>({
    severity: 'error',
    summary: 'A callback URL cannot be understood: its host or its port is malformed.',
    message: (a) => `the ${a.name} URL has no valid host and port`,
    hint: () => 'Write it as https://voice.example.com/path.',
  }),
  'callback-credentials': entry<{ name: CallbackName }>({
    severity: 'error',
    summary: 'A callback URL carries a user name or a password.',
    message: (a) => `the ${a.name} URL carries a user name or password`,
    hint: () =>
      'Take it out, and change the password: it has been written down where others read it. A server tells Plivo by its signature, the header X-Plivo-Signature-V3.',
  }),
  'callback-unreachable': entry<{ name: CallbackName; host: Quoted; kind: Known }>({
    severity: 'error',
    summary: 'The host of a callback URL is one that Plivo cannot reach: private, local or reserved.',
    message: (a, show) => `the ${a.name} URL leads to ${show(a.host)}, ${a.kind}, which Plivo cannot reach`,
    hint: () => 'Give the name of a server on the internet; a tunnel lends one to a machine that has none.',
  }),
  'callback-http': entry<{ name: CallbackName }>({
    severity: 'warning',
    summary: 'A callback URL is asked without encryption.',
    message: (a) => `the ${a.name} URL is asked without encryption`,
    hint: () =>
      'Write https:// instead of http://. Who is called and what they press would pass in the clear.',
  }),
  'callback-fragment': entry<{ name: CallbackName }>({
    severity: 'warning',
    summary: 'A callback URL has a # with something else than the settings of its delivery.',
    message: (a) => `what stands behind the # of the ${a.name} URL is never sent to its server`,
    hint: () =>
      'Remove it. Plivo reads settings of the delivery there, such as #ct=2000&rt=5000, and ignores all else.',
  }),
  'callback-tuning-key': entry<{
    name: CallbackName;
    key: Quoted;
    allowed: readonly Known[];
    nearest?: Known;
  }>({
    severity: 'error',
    summary: 'A setting of the delivery, behind the # of a callback URL, is not one that Plivo knows.',
    message: (a, show) =>
      `${quoted(show(a.key))} behind the # of the ${a.name} URL is no setting of its delivery`,
    hint: (a) =>
      a.nearest === undefined
        ? `Known are ${anyOf(a.allowed)}, each with = and a value, joined by &.`
        : `Did you mean ${a.nearest}? Known are ${anyOf(a.allowed)}.`,
  }),
  'callback-tuning-value': entry<{ name: CallbackName; key: Known; value: Quoted; expected: Known }>({
    severity: 'error',
    summary:
      'A setting of the delivery, behind the # of a callback URL, has a value that Plivo does not allow.',
    message: (a, show) => `${a.key} behind the # of the ${a.name} URL is ${quoted(show(a.value))}`,
    hint: (a) => `It must be ${a.expected}.`,
  }),
  'callback-tuning-repeated': entry<{ name: CallbackName; key: Known }>({
    severity: 'error',
    summary: 'A setting of the delivery, behind the # of a callback URL, stands there twice.',
    message: (a) => `${a.key} stands behind the # of the ${a.name} URL a second time`,
    hint: () => 'Keep one of the two.',
  }),
  'callback-demo-post': entry<{ name: CallbackName }>({
    severity: 'warning',
    summary: "Plivo's demo answer file is asked by POST, which it refuses.",
    message: (a) => `the ${a.name} URL is Plivo's demo answer file, which only answers GET`,
    hint: () =>
      'Say method: GET, as in { url: https://s3.amazonaws.com/plivosamplexml/play_url.xml, method: GET }',
  }),
  'callback-fallback-same': entry({
    severity: 'warning',
    summary: 'The fallback URL is the answer URL.',
    message: () => 'the fallback URL is the answer URL, so it fails when that fails',
    hint: () => 'Give the fallback another server or file, or remove it.',
    related: 'the same URL stands here',
  }),
  'callback-no-hangup': entry<{ calls: number; all: number }>({
    severity: 'note',
    summary: 'Calls have no hangup callback, so nobody is told how they ended.',
    message: (a) =>
      `no hangup callback is set for ${a.calls === a.all ? 'the calls' : `${a.calls} of ${a.all} calls`}, so no server is told how they ended`,
    hint: () => 'Add hangup: with a URL to the callbacks, or hangup: null if nobody wants to know.',
  }),
} as const;
