import type { numberRules } from '../catalog/numbers.js';
import { calling, type Example } from '../example.js';

/** Examples of what can be wrong with phone numbers and SIP URIs. */
export const numberExamples: Readonly<Record<keyof typeof numberRules, Example>> = {
  'emergency-number': {
    why: 'A machine that rings the emergency services takes the line from somebody who needs it, and is an offence in many countries.',
    bad: calling('"911"'),
    good: calling('"+14155550101"'),
  },
  'short-number': {
    why: 'A short number means a service of the network that happens to carry the call: an information line here, a premium service there.',
    bad: calling('"4636"'),
    good: calling('"+14155550101"'),
  },
  'impossible-number': {
    why: 'No phone can have it: a digit is missing or one too many, or the country code is. Plivo would refuse the call, or somebody else would be called.',
    bad: calling('"+1415555010"'),
    good: calling('"+14155550101"'),
  },
  'unlikely-number': {
    why: 'Its length is right, but its country has given out no such numbers, as far as is known. Mostly two digits were swapped.',
    bad: calling('"+14151550101"'),
    good: calling('"+14155550101"'),
  },
  'number-without-plus': {
    why: 'Plivo takes the first digits for the country code. Where that was forgotten, 20 7946 0018 of London becomes a number in Egypt.',
    bad: calling('"14155550101"'),
    good: calling('"+14155550101"'),
  },
  'bad-sip-uri': {
    why: 'Such an address reaches nobody, or another host than the one that a reviewer sees.',
    bad: calling('sip:desk@phone.plivo.com;transport=ws'),
    good: calling('sip:desk@phone.plivo.com;transport=tls'),
  },
};
