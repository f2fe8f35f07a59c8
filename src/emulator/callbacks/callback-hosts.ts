import * as dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Fault } from '../../diagnostics/fault.js';

/** Which hosts callbacks may be sent to: this machine, and those in the options. */
export interface CallbackHosts {
  /** Why none is sent to this URL; undefined when it may be tried. */
  readonly refusal: (url: URL) => string | undefined;
  /** Resolves its name when a connection is opened. A name that is not in the options may only resolve to loopback addresses. */
  readonly lookup: (url: URL) => LookupFunction;
}

/** Asks the system for all addresses of a name; after an error there are none. */
export type Resolve = (
  name: string,
  done: (error: Error | null, addresses?: readonly dns.LookupAddress[]) => void,
) => void;

const askSystem: Resolve = (name, done) => {
  dns.lookup(name, { all: true }, done);
};

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/**
 * A name that is not allowed is not even looked up, except `localhost` and names that end with it.
 * @throws Fault `setting-invalid`, in the name of `where`, when one of `named` is not a host.
 */
export function createCallbackHosts(
  named: readonly string[],
  where: string,
  resolve: Resolve = askSystem,
): CallbackHosts {
  const hosts = new Set(named.map((host) => canonical(host, where)));
  const guarded: LookupFunction = (name, options, done) => {
    resolve(name, (error, addresses = []) => {
      const [first] = addresses;
      const outside = addresses.find(({ address }) => !isLoopback(address));
      if (error || !first) done(error ?? new Error(`${name} has no address`), '', 0);
      else if (outside)
        done(new Error(`${name} is ${outside.address} here, which is not this machine`), '', 0);
      else if (options.all) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };
  return {
    refusal: ({ hostname }) =>
      hosts.has(hostname) || isLoopback(bare(hostname)) || /^(?:.+\.)?localhost\.?$/.test(hostname)
        ? undefined
        : `not sent: ${hostname} is not this machine, and was not allowed`,
    lookup: ({ hostname }) => (hosts.has(hostname) ? dns.lookup : guarded),
  };
}

/** A host as URLs spell it: in lower case, an address in its shortest form, IPv6 in brackets. */
function canonical(host: string, where: string): string {
  const spelled = isIP(host) === 6 ? `[${host}]` : host;
  const { hostname } = URL.canParse(`http://${spelled}/`) ? new URL(`http://${spelled}/`) : { hostname: '' };
  // It has no port, path or login. URLs would take a star too, which is no wildcard here.
  const isHost = /^(?:[^/?#@:\\\s]+|\[[^\]]+\])$/.test(spelled) && /^(?:[\w.-]+|\[.+\])$/.test(hostname);
  if (isHost) return hostname;
  throw new Fault('setting-invalid', {
    where,
    value: host,
    expected: 'a host name or an address, without a port',
  });
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
