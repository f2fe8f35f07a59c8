/** Whether a name or address, without a port, is this machine by its very spelling. */
export function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|\[?::1\]?|(?:[a-z0-9-]+\.)*localhost)$/i.test(host);
}

/**
 * Whether a request's Host header names this machine, or what the emulator was told to listen on. A page elsewhere whose name was made
 * to lead here (DNS rebinding) sends that name, and would otherwise read all that the page shows.
 */
export function isOwnHost(header: string | undefined, listening: string): boolean {
  const host = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(header ?? '')?.[1]?.toLowerCase() ?? '';
  return isLoopback(host) || host === listening.toLowerCase() || host === `[${listening.toLowerCase()}]`;
}
