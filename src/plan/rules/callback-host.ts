type Range = readonly [network: string, bits: number, kind: string];

const PRIVATE = 'a private address';
const LOOPBACK = 'an address of the machine itself';
const LINK_LOCAL = 'a link-local address';
const RESERVED = 'a reserved address';
const NOWHERE = 'the address of no machine';

/** IANA's special-purpose registry, without the addresses for documentation: those stand in examples, as the names do. */
const IPV4: readonly Range[] = [
  ['0.0.0.0', 8, NOWHERE],
  ['10.0.0.0', 8, PRIVATE],
  ['100.64.0.0', 10, PRIVATE],
  ['127.0.0.0', 8, LOOPBACK],
  ['169.254.0.0', 16, LINK_LOCAL],
  ['172.16.0.0', 12, PRIVATE],
  ['192.0.0.0', 24, RESERVED],
  ['192.168.0.0', 16, PRIVATE],
  ['198.18.0.0', 15, RESERVED],
  ['224.0.0.0', 4, RESERVED],
  ['240.0.0.0', 4, RESERVED],
];

/** Names that the public DNS never has, by their last labels. */
const NAMES: readonly (readonly [suffix: string, kind: string])[] = [
  ['localhost', 'a name of the machine itself'],
  ['localdomain', 'a name of the machine itself'],
  ['local', 'a name in a local network'],
  ['home.arpa', 'a name in a local network'],
  ['internal', 'a name in a private network'],
  ['test', 'a name for tests'],
  ['invalid', 'a name that no machine has'],
];

/** What keeps a host from being reached over the internet; undefined when nothing does. `host` is as the URL standard writes it. */
export function unreachable(host: string): string | undefined {
  if (host.startsWith('[')) return unreachableIpv6(groupsOf(host.slice(1, -1)));
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return unreachableIpv4(numberOf(host));
  const name = host.replace(/\.$/, '');
  const known = NAMES.find(([suffix]) => name === suffix || name.endsWith(`.${suffix}`));
  return known?.[1] ?? (name.includes('.') ? undefined : 'a name without a domain');
}

function unreachableIpv4(address: number): string | undefined {
  const size = (bits: number): number => 2 ** (32 - bits);
  return IPV4.find(
    ([network, bits]) => Math.floor(address / size(bits)) === Math.floor(numberOf(network) / size(bits)),
  )?.[2];
}

function numberOf(ipv4: string): number {
  return ipv4.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function unreachableIpv6(groups: readonly number[]): string | undefined {
  const [first = 0, second = 0, third = 0] = groups;
  const [high = 0, low = 0] = groups.slice(6);
  const leading = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':');
  if (leading === '0:0:0:0:0:0' && high === 0 && low <= 1) return low === 0 ? NOWHERE : LOOPBACK;
  // IPv4 in the clothes of IPv6: compatible, mapped, translated and 6to4.
  if (['0:0:0:0:0:0', '0:0:0:0:0:ffff', '0:0:0:0:ffff:0', '64:ff9b:0:0:0:0'].includes(leading))
    return unreachableIpv4(high * 65536 + low);
  if (first === 0x2002) return unreachableIpv4(second * 65536 + third);
  if (first >= 0xff00) return RESERVED;
  if (first >= 0xfec0) return PRIVATE;
  if (first >= 0xfe80) return LINK_LOCAL;
  if (first >= 0xfc00 && first < 0xfe00) return PRIVATE;
  return first === 0x64 && second === 0xff9b && third === 1 ? PRIVATE : undefined;
}

/** The eight groups of an IPv6 address, of which `::` leaves some out. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const parse = (part: string): number[] => (part === '' ? [] : part.split(':').map((g) => parseInt(g, 16)));
  if (tail === undefined) return parse(head);
  const zeros = 8 - parse(head).length - parse(tail).length;
  return [...parse(head), ...Array<number>(zeros).fill(0), ...parse(tail)];
}
