import type { CallbackName } from '../../diagnostics/catalog/callbacks.js';
import type { Callback } from '../../schemas/plan.js';
import type { CallFinding, CallRule } from './call-rule.js';
import { fragmentFindings } from './callback-fragment.js';
import { originFindings } from './callback-origin.js';

const NAMES = ['answer', 'ring', 'hangup', 'fallback', 'machine_detection'] as const;

/** Each URL that a call is given, by itself. */
export const callbackUrls: CallRule<'callbacks'> = ({ callbacks }) =>
  NAMES.flatMap((name): CallFinding[] => {
    const callback = callbacks[name] ?? null;
    if (callback === null) return [];
    const url = urlOf(callback);
    const found = [...originFindings(name, url), ...fragmentFindings(name, url)];
    const placed = found.map((finding): CallFinding => ({ ...finding, settings: [urlPath(name, callback)] }));
    return refusesPost(url, callback) ? [...placed, demoByPost(name, callback)] : placed;
  });

/** A fallback is asked when the answer URL has failed. */
export const fallbackSame: CallRule<'callbacks'> = ({ callbacks: { answer, fallback } }) => {
  if (!answer || !fallback || !isSame(answer, fallback)) return [];
  return [
    {
      code: 'callback-fallback-same',
      args: {},
      settings: [urlPath('fallback', fallback), urlPath('answer', answer)],
    },
  ];
};

/** Plivo's demo file lies in a store that takes a POST for an upload. */
function refusesPost(url: string, callback: NonNullable<Callback>): boolean {
  if (methodOf(callback) !== 'POST' || !url.includes('/plivosamplexml/') || !URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return hostname === 's3.amazonaws.com' && pathname === '/plivosamplexml/play_url.xml';
}

function demoByPost(name: CallbackName, callback: NonNullable<Callback>): CallFinding {
  const isSet = typeof callback !== 'string' && callback.method !== undefined;
  const place = isSet ? ['callbacks', name, 'method'] : urlPath(name, callback);
  return { code: 'callback-demo-post', args: { name }, settings: [place] };
}

function isSame(a: NonNullable<Callback>, b: NonNullable<Callback>): boolean {
  const sent = (callback: NonNullable<Callback>): string => urlOf(callback).replace(/#.*/, '');
  return sent(a) === sent(b) && methodOf(a) === methodOf(b);
}

function urlOf(callback: NonNullable<Callback>): string {
  return typeof callback === 'string' ? callback : callback.url;
}

function methodOf(callback: NonNullable<Callback>): string {
  return typeof callback === 'string' ? 'POST' : (callback.method ?? 'POST');
}

function urlPath(name: string, callback: NonNullable<Callback>): string[] {
  return ['callbacks', name, ...(typeof callback === 'string' ? [] : ['url'])];
}
