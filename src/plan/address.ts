import type { Destination, DestinationEntry } from '../schemas/plan.js';

/** Whether an address is a SIP URI rather than a phone number. */
export function isSip(address: string): boolean {
  return /^sips?:/i.test(address);
}

/**
 * The one spelling of an address by which two of them are compared: numbers with their plus, SIP URIs with scheme and host in lower
 * case. Plivo itself answers numbers with and without the plus.
 */
export function canonicalAddress(address: string): string {
  if (!isSip(address)) return address.startsWith('+') ? address : `+${address}`;
  const [, user = '', host = ''] = /^[^:]*:(.*)@(.*)$/.exec(address) ?? [];
  // What only says how to reach the same endpoint: transport and other parameters, the usual ports, a final dot, encryption.
  const endpoint = host
    .toLowerCase()
    .replace(/;.*$/, '')
    .replace(/:506[01]$/, '')
    .replace(/\.$/, '');
  return `sip:${unescapePlain(user)}@${endpoint}`;
}

/** Characters that need no escape are the same with and without one. */
function unescapePlain(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
  });
}

/** A destination in its long form. */
export function entryOf(destination: Destination): DestinationEntry {
  return typeof destination === 'string' ? { to: destination } : destination;
}

/**
 * A call's id within its edition: the one that was given, else the canonical address, so that adding a forgotten plus does not make
 * a new call of it. Given ids cannot look like addresses.
 */
export function idOf(destination: Destination): string {
  const { id, to } = entryOf(destination);
  return id ?? canonicalAddress(to);
}
