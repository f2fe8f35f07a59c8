/** Whether a name or address, without a port, means this machine by its spelling alone. */
export function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|\[?::1\]?|(?:[a-z0-9-]+\.)*localhost)$/i.test(host);
}

/**
 * Whether a request's Host header names this machine, or the host that the emulator listens on. A foreign page whose name was made to
 * resolve to this machine (DNS rebinding) sends that name. Without this check it could read all that the page shows.
 */
export function isOwnHost(header: string | undefined, listening: string): boolean {
  const host = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(header ?? '')?.[1]?.toLowerCase() ?? '';
  return isLoopback(host) || host === listening.toLowerCase() || host === `[${listening.toLowerCase()}]`;
}
