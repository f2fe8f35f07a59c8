import type { yamlRules } from '../catalog/yaml.js';
import { calling, FINE, HEAD, type Example } from '../example.js';

const PHONE = '"+14155550101"';

const TWO = `${HEAD}destinations:
  - "+14155550101"
  - "+14155550102"
`;

/** Lists of ten times the one before it. */
function tenfold(lists: number): string {
  const names = 'abcdefghijklmnopqrstuvwxyz';
  return Array.from({ length: lists }, (_, i) => {
    const aliases = Array.from({ length: 10 }, () => `*${names[i]}`);
    return `  - &${names[i + 1]} [${aliases.join(', ')}]\n`;
  }).join('');
}

/** Examples of what can be wrong with a file before anybody asks what it means. */
export const yamlExamples: Readonly<Record<keyof typeof yamlRules, Example>> = {
  'too-large': {
    why: 'Reading a file takes many times its size of memory, and nobody reviews 32 MiB, or a single text of 65,536 characters. Contacts by the ten thousand are better kept in several plans.',
    bad: [
      `${HEAD}options:\n  caller_name: "`,
      { text: 'Front desk ', times: 6000 },
      '"\ndestinations:\n  - "+14155550101"\n',
    ],
    good: `${HEAD}options:\n  caller_name: "Front desk"\ndestinations:\n  - "+14155550101"\n`,
  },
  'control-character': {
    why: 'Such a character is not seen in an editor or a review, and yet is part of what is dialled or shown; others end a line for one reader and not for the next.',
    bad: `${HEAD}options:\n  caller_name: "Front\u202edesk"\ndestinations:\n  - "+14155550101"\n`,
    good: `${HEAD}options:\n  caller_name: "Front desk"\ndestinations:\n  - "+14155550101"\n`,
  },
  'tab-indent': {
    why: 'How wide a tab is depends on who looks, so YAML allows none where indentation has a meaning.',
    bad: `${HEAD}options:\n\ttime_limit: 300\ndestinations:\n  - "+14155550101"\n`,
    good: `${HEAD}options:\n  time_limit: 300\ndestinations:\n  - "+14155550101"\n`,
  },
  'not-utf8': {
    why: 'An editor has saved the file in an older encoding, so a name such as Zoë would be read as something else, or not at all.',
    bad: `${HEAD}options:\n  caller_name: Zoë\ndestinations:\n  - "+14155550101"\n`,
    badEncoding: 'latin1',
    good: `${HEAD}options:\n  caller_name: Zoë\ndestinations:\n  - "+14155550101"\n`,
  },
  'yaml-syntax': {
    why: 'Half a plan is no plan: as long as a part of the file cannot be read, nothing of it is.',
    bad: `${HEAD}destinations: [ "+14155550101", "+14155550102"\n`,
    good: `${HEAD}destinations: [ "+14155550101", "+14155550102" ]\n`,
  },
  'empty-document': {
    why: 'An empty plan calls nobody, which is hardly ever what was meant: a file was saved too early, or all of it is a comment.',
    bad: '# The plan goes here.\n',
    good: FINE,
  },
  'yaml-directive': {
    why: 'Under %YAML 1.1 the word no is false and 12:30 is 750. Plans are always read by the rules of YAML 1.2, and a file must not pretend otherwise.',
    bad: `%YAML 1.1\n---\n${FINE}`,
    good: FINE,
  },
  'several-documents': {
    why: 'Everything below the second --- would be passed over by many YAML readers, and its calls with it. One file is one plan, with one lockfile.',
    bad: `${FINE}---\n${FINE}`,
    good: FINE,
  },
  'too-deep': {
    why: 'Deep nesting makes YAML readers hang or crash. A plan never needs it.',
    bad: [`${HEAD}destinations: `, { text: '[', times: 80 }],
    good: `${HEAD}destinations: [ "+14155550101" ]\n`,
  },
  'explicit-tag': {
    why: 'The schema decides what each value is, so a tag can only repeat it or contradict it.',
    bad: `${HEAD}destinations:\n  - !!str +14155550101\n`,
    good: FINE,
  },
  'too-many-anchors': {
    why: 'Each look-up of an anchor takes longer the more there are, up to minutes. What all calls share is said once, above the destinations.',
    bad: [`${HEAD}destinations:\n  - &office "+14155550101"\n`, { text: '  - *office\n', times: 1100 }],
    good: TWO,
  },
  'unknown-alias': {
    why: 'To YAML a word that begins with * refers to an anchor of that name. Key presses that begin with * need quotes.',
    bad: `${HEAD}digits: *123#\ndestinations:\n  - "+14155550101"\n`,
    good: `${HEAD}digits: "*123#"\ndestinations:\n  - "+14155550101"\n`,
  },
  'anchor-alone': {
    why: 'To YAML a word that begins with & names the value behind it. A text that begins so needs quotes.',
    bad: calling(PHONE, 'options:\n  caller_name: &Co\n'),
    good: calling(PHONE, 'options:\n  caller_name: "&Co"\n'),
  },
  'unquoted-text': {
    why: 'It is dialled and shown as it is written. But an editor, a formatter or a script that reads the file otherwise may write it back changed: without its plus, its leading zeros, its last digit.',
    bad: calling('+14155550101', 'digits: 0042\n'),
    good: calling(PHONE, 'digits: "0042"\n'),
  },
  'swallowed-text': {
    why: 'A # behind a space starts a comment, so the keys from there on would never be pressed.',
    bad: calling(PHONE, 'digits: 1234 #56\n'),
    good: calling(PHONE, 'digits: "1234#56"\n'),
  },
  'swallowed-value': {
    why: 'A # behind a space starts a comment, so there is nothing left for the key to say.',
    bad: calling(PHONE, 'digits: #1\n'),
    good: calling(PHONE, 'digits: "#1"\n'),
  },
  'alias-loop': {
    why: 'A value that contains itself has no end.',
    bad: `${HEAD}destinations:\n  - &desk\n    to: "+14155550101"\n    options: { sip_headers: *desk }\n`,
    good: `${HEAD}destinations:\n  - to: "+14155550101"\n    options: { sip_headers: { Desk: "1" } }\n`,
  },
  'alias-bomb': {
    why: 'A few lines of aliases can stand for billions of values, which fill the memory of whoever reads them.',
    bad: `${HEAD}destinations:
  - &a ["+14155550101", "+14155550102", "+14155550103", "+14155550104", "+14155550105"]
${tenfold(6)}`,
    good: TWO,
  },
  'key-not-text': {
    why: 'A key names a setting. YAML would let it be a whole list, and nobody could say what that means.',
    bad: `${HEAD}? [digits]\n: "1"\ndestinations:\n  - "+14155550101"\n`,
    good: `${HEAD}digits: "1"\ndestinations:\n  - "+14155550101"\n`,
  },
  'duplicate-key': {
    why: 'Of two equal keys some YAML readers take the first and some the last. Nobody should have to guess which caller was meant.',
    bad: `${HEAD}from: "+14155550100"\ndestinations:\n  - "+14155550101"\n`,
    good: FINE,
  },
  'merge-not-map': {
    why: 'A merge key lays the keys of another map under those that stand beside it; anything else has no keys.',
    bad: `${HEAD}destinations:\n  - &first "+14155550101"\n  - <<: *first\n    to: "+14155550102"\n`,
    good: `${HEAD}destinations:\n  - &first\n    to: "+14155550101"\n    digits: "1"\n  - <<: *first\n    to: "+14155550102"\n`,
  },
};
