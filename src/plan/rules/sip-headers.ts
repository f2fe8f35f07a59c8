import { quote } from '../../privacy/quoted.js';
import type { Options } from '../../schemas/plan.js';
import type { Path } from '../../source/yaml/document.js';
import type { CallRule } from './call-rule.js';
import { repeats } from './repeats.js';

/** Plivo drops these, and those that start with PH-, FS- and ZT-, which the schema refuses for their hyphen. */
const RESERVED = /^(plivo|sipauth|twilio|clientregion$)/i;

export const sipHeaderReserved: CallRule<'options'> = ({ options: { sip_headers: headers } }) =>
  namesIn(headers)
    .filter((name) => RESERVED.test(name))
    .map((name) => ({
      code: 'sip-header-reserved',
      args: { name: quote(name) },
      settings: [pathOf(headers, name)],
      part: partOf(headers),
    }));

/** SIP makes no difference between upper and lower case in the name of a header. */
export const sipHeaderRepeated: CallRule<'options'> = ({ options: { sip_headers: headers } }) => {
  const names = namesIn(headers);
  return repeats(names.map((name) => name.toLowerCase())).map(({ first, again }) => {
    const [name = '', other = ''] = [names[again], names[first]];
    const settings: readonly [Path, ...Path[]] =
      typeof headers === 'string' ? [pathOf(headers, name)] : [pathOf(headers, name), pathOf(headers, other)];
    return { code: 'sip-header-repeated', args: { name: quote(name) }, settings, part: partOf(headers) };
  });
};

type Headers = Options['sip_headers'];

function namesIn(headers: Headers): string[] {
  if (typeof headers === 'string') return headers.split(',').map((pair) => pair.split('=')[0] ?? '');
  return Object.keys(headers ?? {});
}

function pathOf(headers: Headers, name: string): Path {
  return ['options', 'sip_headers', ...(typeof headers === 'string' ? [] : [name])];
}

function partOf(headers: Headers): 'key' | 'value' {
  return typeof headers === 'string' ? 'value' : 'key';
}
