import { isSip } from '../plan/address.js';
import { quote } from '../privacy/quoted.js';
import type { Policy } from '../schemas/config.js';
import type { Guard } from './guard.js';
import { hostsOfSip, isListedHost } from './hosts.js';
import type { PolicySetting } from './policy.js';

/** A SIP URI has neither country nor prefix: where a list of those tells who may be called, its host must be on a list of its own. */
export const guardSipHost: Guard = ({ call: { to }, policy }) => {
  const setting = settingFor(policy);
  if (setting === undefined || !isSip(to)) return [];
  const host = hostsOfSip(to).find((name) => !isListedHost(name, policy.sip_hosts ?? []));
  if (host === undefined) return [];
  const args = { to: quote(to), host: quote(host) };
  return [{ refusal: { code: 'policy-sip-host', args }, setting, subject: 'to' }];
};

function settingFor({ sip_hosts, countries, prefixes }: Policy): PolicySetting | undefined {
  if (sip_hosts) return 'sip_hosts';
  if (countries) return 'countries';
  return prefixes?.allow ? 'prefixes.allow' : undefined;
}
