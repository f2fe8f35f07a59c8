import type { schemaRules } from '../catalog/schema.js';
import { FINE, HEAD, type Example } from '../example.js';

/** Examples of what can be wrong by the schema. */
export const schemaExamples: Readonly<Record<keyof typeof schemaRules, Example>> = {
  'unknown-key': {
    why: 'A key with a typing error would otherwise be passed over in silence, and the call placed without what it asks for.',
    bad: `${HEAD}options:\n  time_limt: 300\ndestinations:\n  - "+14155550101"\n`,
    good: `${HEAD}options:\n  time_limit: 300\ndestinations:\n  - "+14155550101"\n`,
  },
  'missing-key': {
    why: 'Without it the file does not say what it is, or what to do. A plan needs version, name and destinations.',
    bad: FINE.replace('name: reminder\n', ''),
    good: FINE,
  },
  'wrong-kind': {
    why: 'Texts, numbers, lists and maps are told apart strictly, so that nothing is turned into something else on its way to Plivo.',
    bad: `${HEAD}options:\n  time_limit: "300"\ndestinations:\n  - "+14155550101"\n`,
    good: `${HEAD}options:\n  time_limit: 300\ndestinations:\n  - "+14155550101"\n`,
  },
  'value-not-allowed': {
    why: 'Only a few words mean something here, and they are spelt as Plivo spells them.',
    bad: FINE.replace('answer.xml', 'answer.xml, method: PUT }').replace('answer: ', 'answer: { url: '),
    good: FINE.replace('answer.xml', 'answer.xml, method: GET }').replace('answer: ', 'answer: { url: '),
  },
  'bad-form': {
    why: 'A number is dialled as it is written, so it has its country code and digits only; the other texts are held to the form that Plivo takes.',
    bad: `${HEAD}destinations:\n  - "+1 (415) 555-0101"\n`,
    good: FINE,
  },
  'out-of-range': {
    why: 'Plivo refuses a value outside its range, and the call with it.',
    bad: `${HEAD}options:\n  machine_detection: hangup\n  machine_detection_time: 20000\ndestinations:\n  - "+14155550101"\n`,
    good: `${HEAD}options:\n  machine_detection: hangup\n  machine_detection_time: 10000\ndestinations:\n  - "+14155550101"\n`,
  },
  'not-all-checked': {
    why: 'Whoever has a thousand wrong destinations has made one mistake a thousand times. The first ones show what it is, and the rest is checked when they are right.',
    bad: [`${HEAD}destinations:\n`, { text: '  - 415 555 0101\n', times: 1001 }],
    good: FINE,
  },
};
