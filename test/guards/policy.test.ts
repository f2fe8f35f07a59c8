import * as assert from 'uvu/assert';
import { hostOfUrl, hostsOfSip, isListedHost } from '../../src/guards/hosts.js';
import { refusalsOf } from '../../src/guards/all.js';
import type { Policy } from '../../src/schemas/config.js';
import { spec } from '../harness/spec.js';
import { callOf } from '../calls/plan-fixture.js';

/** The settings that refuse a call, each with the code of the refusal. */
function refusing(policy: Policy, said: object, edition = '1'): string[] {
  const call = callOf({ ...said });
  return refusalsOf({ call, plan: edition === '' ? {} : { edition }, policy }).map(
    ({ refusal, setting, subject }) => `${refusal.code} by ${setting} for ${subject}`,
  );
}

const to = (address: string): object => ({ destinations: [address] });
const prefixes = (allow: string[] | undefined, deny: string[] | undefined): Policy => ({
  prefixes: { ...(allow && { allow: list(allow) }), ...(deny && { deny: list(deny) }) },
});

function list<T>(items: readonly T[]): [T, ...T[]] {
  return items as [T, ...T[]];
}

const country = 'policy-country by countries for to';
const sip = (setting: string): string => `policy-sip-host by ${setting} for to`;
const denied = 'policy-prefix-denied by prefixes.deny for to';
const notAllowed = 'policy-prefix-not-allowed by prefixes.allow for to';

const john = 'sip:john@phone.plivo.com';

const addresses: readonly [title: string, policy: Policy, address: string, refused: string[]][] = [
  ['no policy at all', {}, '+14155550101', []],
  ['a country that is listed', { countries: ['US'] }, '+14155550101', []],
  ['a country that is not', { countries: ['US', 'GB'] }, '+493023125000', [country]],
  ['one of the countries that share +1', { countries: ['US'] }, '+14165550101', [country]],
  ['the other of them', { countries: ['CA'] }, '+14165550101', []],
  ['a number of no country', { countries: ['US'] }, '+80012345678', [country]],
  ['a number without its plus', { countries: ['US'] }, '14155550101', []],
  ['a foreign number without its plus', { countries: ['US'] }, '493023125000', [country]],

  ['a prefix that is allowed', prefixes(['+1415'], undefined), '+14155550101', []],
  ['one that is not', prefixes(['+1415', '+44'], undefined), '+14165550101', [notAllowed]],
  ['one that is denied', prefixes(undefined, ['+1900']), '+19005550101', [denied]],
  ['one of which nobody says anything', prefixes(undefined, ['+1900']), '+14155550101', []],
  ['a longer allow over a deny', prefixes(['+1', '+1900555'], ['+1900']), '+19005550101', []],
  ['a longer deny over an allow', prefixes(['+1'], ['+1900']), '+19005550101', [denied]],
  ['a deny that equals an allow', prefixes(['+1900'], ['+1900']), '+19005550101', [denied]],
  ['the longest deny, not the first', prefixes(['+1900'], ['+1', '+19005']), '+19005550101', [denied]],
  ['the longest allow, not the first', prefixes(['+1', '+19005'], ['+1900']), '+19005550101', []],
  ['prefixes without a plus', prefixes(['1'], ['1900']), '19005550101', [denied]],
  [
    'country and prefix together',
    { countries: ['GB'], ...prefixes(['+44'], undefined) },
    '+14155550101',
    [country, notAllowed],
  ],

  ['a SIP URI where only a deny is set', prefixes(undefined, ['+1']), john, []],
  ['a SIP URI where countries are listed', { countries: ['US'] }, john, [sip('countries')]],
  ['a SIP URI where prefixes are allowed', prefixes(['+1'], undefined), john, [sip('prefixes.allow')]],
  ['a SIP URI at a host that is listed', { sip_hosts: ['phone.plivo.com'] }, john, []],
  ['a SIP URI at another host', { sip_hosts: ['phone.plivo.com'] }, 'sip:a@evil.example', [sip('sip_hosts')]],
  [
    'a SIP URI by its host, whatever the countries',
    { countries: ['US'], sip_hosts: ['*.plivo.com'] },
    john,
    [],
  ],
  ['a number where only SIP hosts are listed', { sip_hosts: ['phone.plivo.com'] }, '+14155550101', []],
  [
    'a SIP URI that is led elsewhere',
    { sip_hosts: ['phone.plivo.com'] },
    'sip:a@phone.plivo.com;maddr=evil.example',
    [sip('sip_hosts')],
  ],
];

spec('policy: whom a call reaches', (it) => {
  for (const [title, policy, address, refused] of addresses)
    it(title, () => {
      assert.equal(refusing(policy, to(address)), refused);
    });
});

const hosts: Policy = { callback_hosts: ['voice.example.com', '*.example.org'] };
const answer = (url: string): object => ({ callbacks: { answer: url } });
const refusedAnswer = 'policy-callback-host by callback_hosts for answer_url';

const words: readonly [title: string, policy: Policy, said: object, refused: string[], edition?: string][] = [
  ['a caller that is listed', { from: ['+14152224444'] }, {}, []],
  ['a caller whose plus is missing', { from: ['14152224444'] }, { from: '14152224444' }, []],
  ['another caller', { from: ['+14152220000'] }, {}, ['policy-from by from for from']],

  ['a callback at a listed host', hosts, answer('https://voice.example.com/a?b#ct=2000'), []],
  ['whatever its port and case', hosts, answer('HTTPS://Voice.Example.COM:8443/a'), []],
  ['below a starred host', hosts, answer('https://a.b.example.org/'), []],
  ['the starred host itself', hosts, answer('https://example.org/'), [refusedAnswer]],
  ['a host that only ends alike', hosts, answer('https://evilexample.org/'), [refusedAnswer]],
  ['a host that only begins alike', hosts, answer('https://voice.example.com.evil.net/'), [refusedAnswer]],
  ['a host in the path alone', hosts, answer('https://evil.net/voice.example.com'), [refusedAnswer]],
  ['a host in the fragment alone', hosts, answer('https://evil.net#@voice.example.com/'), [refusedAnswer]],
  [
    'every callback there is',
    hosts,
    {
      callbacks: {
        answer: 'https://voice.example.com/',
        ring: 'https://a.net/',
        hangup: { url: 'https://b.net/', method: 'GET' },
        fallback: 'https://c.net/',
        machine_detection: 'https://d.net/',
      },
    },
    ['ring', 'hangup', 'fallback', 'machine_detection'].map(
      (name) => `policy-callback-host by callback_hosts for ${name}_url`,
    ),
  ],

  ['a plan that names its edition', { require_edition: true }, {}, []],
  ['a plan that does not, unasked', { require_edition: false }, {}, [], ''],
  [
    'a plan that does not, asked',
    { require_edition: true },
    {},
    ['policy-edition by require_edition for edition'],
    '',
  ],
  ['no limit on all the calls, which one call cannot break', { max_calls: 0 }, {}, []],
];

spec('policy: what a call says', (it) => {
  for (const [title, policy, said, refused, edition] of words)
    it(title, () => {
      assert.equal(refusing(policy, said, edition), refused);
    });
});

spec('policy: hosts', (it) => {
  const uris: Readonly<Record<string, readonly string[]>> = {
    'sip:a@Host.example': ['host.example'],
    'sip:a@host.example.': ['host.example'],
    'sips:a@host.example:5061;transport=tls': ['host.example'],
    'sip:a@host.example?subject=x': ['host.example'],
    'sip:a;x=1@host.example': ['host.example'],
    'sip:a@[2001:db8::1]:5060': ['[2001:db8::1]'],
    'sip:a@host.example;MADDR=other.example;ttl=1': ['host.example', 'other.example'],
    'sip:a@host.example;%6daddr=other.example': ['host.example', 'other.example'],
    'sip:a@host.example;transport=udp;maddr=[::1]': ['host.example', '[::1]'],
  };
  for (const [uri, expected] of Object.entries(uris))
    it(uri, () => {
      assert.equal(hostsOfSip(uri), expected);
    });

  it('of a URL that has none is the URL, which no list can name', () => {
    assert.is(hostOfUrl('https://:80/'), 'https://:80/');
    assert.is(hostOfUrl('https://host.example./x'), 'host.example');
  });

  it('a name is met by itself alone, whatever its case', () => {
    assert.ok(isListedHost('a.example', ['b.example', 'A.Example']));
    assert.not.ok(isListedHost('x.a.example', ['a.example']));
    assert.not.ok(isListedHost('', ['a.example', '*.example']));
  });
});
