import type { SipProblem } from '../../diagnostics/catalog/numbers.js';
import { quote } from '../../privacy/quoted.js';
import { isSip } from '../address.js';
import { eachAddress } from './each-address.js';

export const badSipUri = eachAddress((uri) => {
  const found = isSip(uri) ? examine(uri) : undefined;
  if (!found) return undefined;
  const { problem, text } = found;
  return { code: 'bad-sip-uri', args: { uri: quote(uri), problem, text: quote(text) } };
});

/** What is wrong, and the part of the URI that is. */
interface Found {
  readonly problem: SipProblem;
  readonly text: string;
}

/** The first thing that is wrong with the syntax of a SIP URI (RFC 3261, section 19.1). */
function examine(uri: string): Found | undefined {
  const [, user = '', place = ''] = /^[^:]*:([^@]*)@(.*)$/.exec(uri) ?? [];
  if (place.includes('?')) return { problem: 'headers', text: place.slice(place.indexOf('?')) };
  const [address = '', ...parameters] = place.split(';');
  return examineUser(user) ?? examinePlace(address) ?? parameters.map(examineParameter).find(Boolean);
}

function examineUser(user: string): Found | undefined {
  if (user.includes(':')) return { problem: 'password', text: '' };
  const [odd] = user.replace(/%[0-9A-Fa-f]{2}/g, '').match(/[^A-Za-z0-9\-_.!~*'()&=+$;?/]/u) ?? [];
  return odd === undefined ? undefined : { problem: 'user', text: odd };
}

function examinePlace(place: string): Found | undefined {
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(place) ?? [];
  if (!isHost(host)) return { problem: 'host', text: host };
  return port === undefined || isPort(port) ? undefined : { problem: 'port', text: port };
}

function isHost(host: string): boolean {
  // Node's own module for this takes longer to load than a small plan to check.
  if (host.startsWith('[')) return !host.includes('%') && URL.canParse(`https://${host}/`);
  if (/^[0-9.]+$/.test(host)) return isIpv4(host);
  const labels = host.replace(/\.$/, '').split('.');
  return labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label));
}

function isIpv4(host: string): boolean {
  const numbers = host.split('.');
  return (
    numbers.length === 4 && numbers.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255)
  );
}

function isPort(port: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65535;
}

function examineParameter(parameter: string): Found | undefined {
  const [, name = '', value = ''] = /^([\w\-.!~*'+]+)(?:=([\w\-.!~*'+%:[\]()/]+))?$/.exec(parameter) ?? [];
  if (name === '') return { problem: 'parameter', text: parameter };
  return name.toLowerCase() === 'transport' && !/^(udp|tcp|tls)$/i.test(value)
    ? { problem: 'transport', text: value }
    : undefined;
}
