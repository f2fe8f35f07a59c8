/** The host of an http or https URL in lower case; the URL itself when it has none. */
export function hostOfUrl(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === '' ? url : withoutFinalDot(host);
}

/** The hosts at which a SIP URI rings: the one after the @, and that of a `maddr`, which takes its place. In lower case. */
export function hostsOfSip(uri: string): string[] {
  const afterUser = uri.slice(uri.lastIndexOf('@') + 1).toLowerCase();
  const [host = ''] = /^(\[[^\]]*\]|[^:;?]*)/.exec(afterUser) ?? [];
  const decoded = afterUser.replace(/%([0-9a-f]{2})/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  const detours = [...decoded.matchAll(/;maddr=(\[[^\]]*\]|[^;?:]*)/g)].map(([, detour = '']) => detour);
  return [host, ...detours].map(withoutFinalDot);
}

/** Whether a host is in a list of names; `*.example.com` means every host below example.com. */
export function isListedHost(host: string, list: readonly string[]): boolean {
  return list.some((entry) => {
    const name = entry.toLowerCase();
    return name.startsWith('*.')
      ? host.endsWith(name.slice(1)) && host.length > name.length - 1
      : host === name;
  });
}

function withoutFinalDot(host: string): string {
  return host.replace(/\.$/, '');
}
