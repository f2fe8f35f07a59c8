import type { Change, Snapshot } from '../feed/messages.js';

interface Listeners {
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly onChange: (change: Change) => void;
  readonly onGone: () => void;
}

const RETRY_MS = 1000;

/**
 * Follows the feed as long as somebody can see the page, and comes back by itself. A hidden page lets go of it, since a browser has
 * six connections to a host for all its pages together.
 */
export function followFeed({ onSnapshot, onChange, onGone }: Listeners): void {
  let source: EventSource | undefined;
  let retry: number | undefined;

  const leave = (): void => {
    source?.close();
    source = undefined;
    clearTimeout(retry);
  };

  const join = (): void => {
    leave();
    if (document.hidden) return;
    source = new EventSource('events');
    source.addEventListener('snapshot', ({ data }: MessageEvent<string>) => {
      onSnapshot(JSON.parse(data) as Snapshot);
    });
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      onChange(JSON.parse(data) as Change);
    });
    source.addEventListener('error', () => {
      leave();
      onGone();
      retry = setTimeout(join, RETRY_MS);
    });
  };

  document.addEventListener('visibilitychange', join);
  join();
}
