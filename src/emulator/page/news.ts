import { byId } from './dom.js';
import { count } from './words.js';

/** A screen reader is told of new calls no more often than this. */
const PAUSE_MS = 10_000;

/** Tells of new calls, several together, so that it does not talk all the time. */
export function createNews(): { readonly tell: (calls: number) => void } {
  const place = byId('news');
  let untold = 0;
  let pause: number | undefined;

  const say = (): void => {
    pause = undefined;
    if (untold === 0) return;
    place.textContent = count(untold, 'new call');
    untold = 0;
    pause = setTimeout(say, PAUSE_MS);
  };

  return {
    tell: (calls) => {
      untold += calls;
      if (pause === undefined) say();
    },
  };
}
