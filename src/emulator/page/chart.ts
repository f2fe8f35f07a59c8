import type { LastMinute } from '../feed/messages.js';
import { byId, makeSvg, setText } from './dom.js';
import { count } from './words.js';

const HEIGHT = 100;
const STEP = 10;
/** The picture is at most this many times the limit high. Taller bars are cut off; their height is in the words. */
const MOST_LIMITS = 3;

type Bars = readonly SVGElement[];

/** The picture of the last minute: what was dialled before what was taken, beneath the line of the limit. */
export function createChart(): (lastMinute: LastMinute, limit: number | null) => void {
  const svg = byId('chart');
  const label = byId('limit');
  const line = makeSvg('line', { class: 'limit', x1: '0', x2: '600' });
  const [taken, dialled] = [bars('taken'), bars('dialled')];
  svg.append(...taken, ...dialled, line);
  return (lastMinute, limit) => {
    const scale = HEIGHT / topOf(lastMinute, limit);
    draw(taken, lastMinute.taken, scale);
    draw(dialled, lastMinute.dialled, scale);
    const y = HEIGHT - (limit ?? 0) * scale;
    line.setAttribute('y1', String(y));
    line.setAttribute('y2', String(y));
    line.toggleAttribute('hidden', limit === null);
    label.hidden = limit === null;
    label.style.top = `${y}%`;
    setText(label, `limit ${count(limit ?? 0)}`);
    setText(byId('rate-words'), inWords(lastMinute, limit));
  };
}

function bars(className: string): Bars {
  return Array.from({ length: 60 }, (_, index) =>
    makeSvg('rect', { class: className, x: String(index * STEP + 1), width: String(STEP - 2) }),
  );
}

function draw(all: Bars, counts: readonly number[], scale: number): void {
  all.forEach((bar, index) => {
    const calls = counts[index] ?? 0;
    // The lowest can still be seen.
    const height = calls === 0 ? 0 : Math.min(HEIGHT, Math.max(1.5, calls * scale));
    bar.setAttribute('height', String(height));
    bar.setAttribute('y', String(HEIGHT - height));
  });
}

function topOf({ taken, dialled }: LastMinute, limit: number | null): number {
  const peak = Math.max(1, ...taken, ...dialled);
  return limit === null ? peak * 1.2 : Math.max(limit * 1.4, Math.min(peak * 1.05, limit * MOST_LIMITS));
}

function inWords({ taken, dialled }: LastMinute, limit: number | null): string {
  const allowed = limit === null ? 'No limit.' : `Limit: ${count(limit)} a second.`;
  return `Last minute: ${total(taken, 'taken')}, ${total(dialled, 'dialled')}. ${allowed}`;
}

function total(counts: readonly number[], what: string): string {
  const all = counts.reduce((sum, one) => sum + one, 0);
  return all === 0
    ? `none ${what}`
    : `${count(all)} ${what} (at most ${count(Math.max(...counts))} in a second)`;
}
