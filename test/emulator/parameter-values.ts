import { parameters } from '../../src/emulator/core/parameters.js';

export const uuid = '9834029e-58b6-11e1-b8b7-a5bd0e4e126f';
const names = (pattern: RegExp): string[] =>
  parameters.map(({ name }) => name).filter((name) => pattern.test(name));

const urls = names(/_url$/);
const methods = names(/_method$/);
const notText = [1, true, null, [], {}, ''];
const notUrls = [
  ...notText,
  'www.foo.com/ring.url',
  'ftp://www.foo.com/',
  'sip:john@foo.com',
  'https://',
  'https:/foo.com',
  'https://foo.com:99999/',
  'https://foo.com/a b',
  ' https://foo.com/',
  'https://foo.com/\n',
  'https://foo.com/{{name}}',
  'https://foo.com/ü',
  'https://foo.com/%2',
  'https://[::1/',
];
const notIntegers = [
  '',
  'x',
  '1e3',
  '0x10',
  '+3000',
  '3000 ',
  ' 3000',
  '03000',
  '3000.5',
  3000.5,
  true,
  null,
  [3000],
  {},
];

/** Just inside and just outside of every range. */
const ranges: Readonly<Record<string, readonly [min: number, max: number]>> = {
  time_limit: [1, Infinity],
  hangup_on_ring: [1, Infinity],
  ring_timeout: [1, Infinity],
  machine_detection_time: [2000, 10_000],
  machine_detection_maximum_speech_length: [1000, 6000],
  machine_detection_initial_silence: [2000, 10_000],
  machine_detection_maximum_words: [2, 10],
  machine_detection_initial_greeting: [1000, 5000],
};
const inside = ([min, max]: readonly [number, number]): number[] => [min, max === Infinity ? 86_400 : max];
const outside = ([min, max]: readonly [number, number]): number[] => [
  0,
  -1,
  min - 1,
  ...(max === Infinity ? [] : [max + 1]),
];
const spelled = (values: number[]): (number | string)[] => values.flatMap((value) => [value, String(value)]);

const each = (list: readonly string[], values: readonly unknown[]): Record<string, readonly unknown[]> =>
  Object.fromEntries(list.map((name) => [name, values]));

/** For every parameter, values that are taken. */
export const accepted: Readonly<Record<string, readonly unknown[]>> = {
  from: ['+14152224444', '14152224444', '1234567', '123456789012345'],
  to: [
    '+14152223333',
    '1234567',
    '123456789012345',
    'sip:john1234@phone.plivo.com',
    'SIP:john@10.0.0.1:5060;transport=tcp',
    'sip:john@[2001:db8::1]:5060',
  ],
  ...each(urls, [
    'https://www.foo.com/ring.url',
    'HTTP://foo.com',
    'http://127.0.0.1:8080/a?b=%20c&d[]=1#rt=40000',
    "https://user:pw@foo.com/~a/(b)/;c=,d!$*+'@:",
  ]),
  ...each(methods, ['GET', 'POST', 'POSt', 'get']),
  caller_name: ['', 'friendly_name', 'x'.repeat(50), '☎️'.repeat(25), '😀'.repeat(50), 'a\nb'],
  send_digits: ['1', '1w2W3', '123@1000', '*123#', 'wW'],
  send_on_preanswer: [true, false, 'true', 'false'],
  error_if_parent_not_found: [true, false, 'true', 'false'],
  ...Object.fromEntries(Object.entries(ranges).map(([name, range]) => [name, spelled(inside(range))])),
  machine_detection: [true, 'true', 'hangup'],
  sip_headers: ['a=1', 'head1=val1,Head2=2'],
  parent_call_uuid: [uuid, uuid.toUpperCase()],
};

const notNumbers = [
  '+',
  '123456',
  '1234567890123456',
  '++14152224444',
  '+1 415 222 4444',
  '+1-415',
  '１２３４５６７８',
  'x',
  '14152224444\n',
];

/** For every parameter, values that are refused for its sake. */
export const refused: Readonly<Record<string, readonly unknown[]>> = {
  from: [
    1,
    true,
    [],
    {},
    14_152_224_444,
    ...notNumbers,
    'sip:john@phone.plivo.com',
    '14152225555<14152226666',
  ],
  to: [
    1,
    [],
    {},
    14_152_223_333,
    ...notNumbers,
    '<',
    '14152223333<',
    '<14152223333',
    '14152223333<<14152225555',
    '14152223333< 14152225555',
    '14152223333,14152225555',
    'sip:john',
    'sip:@foo.com',
    'sip:john@',
    'sip:jo hn@foo.com',
    'sip:john@foo.com:',
    'sip:john@-',
    'tel:+14152223333',
    'john@foo.com',
  ],
  ...each(urls, notUrls),
  // Without anything in it, a required parameter is said to be missing.
  answer_url: notUrls.filter((value) => value !== null && value !== ''),
  ...each(methods, [...notText, 'PUT', 'POST ', 'GETPOST']),
  caller_name: [1, true, null, [], 'x'.repeat(51), '😀'.repeat(51), 'x'.repeat(10_000)],
  send_digits: [...notText, 12, 'a', '1,2', '1 2', '@1000', '1@', '1@0', '1@1000ms', '1@10@10', 'A', '1\n'],
  send_on_preanswer: ['', 'yes', 'TRUE', 1, 0, null, []],
  error_if_parent_not_found: ['', 'yes', 'TRUE', 1, 0, null, []],
  ...Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => [name, [...spelled(outside(range)), ...notIntegers]]),
  ),
  machine_detection: [false, 'false', 'True', '', 1, null, 'continue'],
  sip_headers: [...notText, 'a', 'a=', '=1', 'a=1,', ',a=1', 'a=1, b=2', 'a-b=1', 'a=1=2', 'a=ü'],
  parent_call_uuid: [...notText, 'x', uuid.slice(1), `${uuid}0`, uuid.replaceAll('-', '')],
};
