import type { FeedCall } from '../feed/messages.js';
import { describeCall } from './call-details.js';
import { make, setText } from './dom.js';
import { phasesOf } from './phases.js';
import { duration, endOf, stateOf, timeOfDay, visible } from './words.js';

/** A call in the list. */
export interface Row {
  readonly element: HTMLElement;
  readonly update: (call: FeedCall, now: number) => void;
  /** Brings what grows with time up to `now`. */
  readonly age: (now: number) => void;
  readonly isLive: () => boolean;
  readonly isOpen: () => boolean;
  /** Says that nothing more will be told of it. */
  readonly leave: (words: string) => void;
}

/** What is inside is made when somebody opens it. */
export function createRow(call: FeedCall, now: number): Row {
  let current = call;
  const state = make('span', 'state');
  const took = make('span', 'took number');
  const cause = make('span', 'cause');
  const phases = make('span', 'phases');
  phases.setAttribute('aria-hidden', 'true');
  const inside = make('div', 'inside');
  const numbers = make(
    'span',
    'numbers',
    make('span', 'unseen', 'from '),
    make('bdi', '', visible(call.from)),
    ' ',
    arrow(),
    make('span', 'unseen', 'to '),
    make('bdi', 'to', visible(call.to)),
  );
  const time = make('span', 'time number', timeOfDay(call.events[0]?.at ?? now));
  const summary = make('summary', '', time, ' ', state, ' ', numbers, ' ', cause, ' ', took, ' ', phases);
  const details = make('details', '', summary, inside);
  const element = make('li', '', details);

  const fill = (): void => {
    if (details.open) inside.replaceChildren(...describeCall(current));
  };

  const age = (at: number): void => {
    const all = phasesOf(current, at);
    setText(took, duration(all.reduce((sum, { ms }) => sum + ms, 0)));
    drawPhases(phases, all);
  };

  const update = (next: FeedCall, at: number): void => {
    current = next;
    const word = stateOf(next);
    element.dataset['state'] = word;
    setText(state, word);
    setText(cause, endOf(next.events)?.cause.name ?? '');
    age(at);
    fill();
  };

  details.addEventListener('toggle', fill);
  update(call, now);
  return {
    element,
    update,
    age,
    isLive: () => endOf(current.events) === undefined,
    isOpen: () => details.open,
    leave: (words) => {
      element.append(make('p', 'quiet left', words));
    },
  };
}

function arrow(): Node {
  const drawn = make('span', 'arrow');
  drawn.setAttribute('aria-hidden', 'true');
  return drawn;
}

function drawPhases(bar: HTMLElement, phases: ReturnType<typeof phasesOf>): void {
  while (bar.childElementCount > phases.length) bar.lastElementChild?.remove();
  while (bar.childElementCount < phases.length) bar.append(make('i', ''));
  phases.forEach(({ name, ms }, index) => {
    const part = bar.children[index];
    if (!(part instanceof HTMLElement)) return;
    part.className = name;
    part.style.flexGrow = String(Math.max(ms, 1));
  });
}
