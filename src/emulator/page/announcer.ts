import { byId } from './dom.js';
import { count } from './words.js';

/** Calls are announced no more often than this. */
const PAUSE_MS = 10_000;

/** Announces new calls to a screen reader, several together, so that it does not talk all the time. */
export function createAnnouncer(): { readonly announce: (calls: number) => void } {
  const place = byId('news');
  let unannounced = 0;
  let pause: number | undefined;

  const say = (): void => {
    pause = undefined;
    if (unannounced === 0) return;
    place.textContent = count(unannounced, 'new call');
    unannounced = 0;
    pause = setTimeout(say, PAUSE_MS);
  };

  return {
    announce: (calls) => {
      unannounced += calls;
      if (pause === undefined) say();
    },
  };
}
