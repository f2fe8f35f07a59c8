import { known, quote } from '../privacy/quoted.js';
import type { Guard, GuardRefusal } from './guard.js';
import { hostOfUrl, isListedHost } from './hosts.js';

/** A policy may list the hosts that Plivo requests during calls. */
export const guardCallbackHost: Guard = ({ call: { parameters }, policy: { callback_hosts } }) => {
  if (!callback_hosts) return [];
  const urls = Object.entries(parameters).filter(([parameter]) => parameter.endsWith('_url'));
  return urls.flatMap(([parameter, url]): GuardRefusal[] => {
    const host = hostOfUrl(String(url));
    if (isListedHost(host, callback_hosts)) return [];
    const args = { parameter: known(parameter), host: quote(host) };
    return [
      { refusal: { code: 'policy-callback-host', args }, setting: 'callback_hosts', subject: parameter },
    ];
  });
};
