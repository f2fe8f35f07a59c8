import type { FeedCall } from '../feed/messages.js';
import { describeCall } from './call-details.js';
import { make, setText } from './dom.js';
import { duration, endOf, stateOf, timeOfDay, visible } from './words.js';

/** A call in the list. */
export interface CallRow {
  readonly element: HTMLElement;
  readonly update: (call: FeedCall, now: number) => void;
  /** Brings what grows with time up to `now`. */
  readonly age: (now: number) => void;
  readonly isLive: () => boolean;
  readonly isOpen: () => boolean;
  /** Adds a note that the row is no longer updated. */
  readonly leave: (words: string) => void;
}

/** The parts of a row that change. */
interface Parts {
  readonly element: HTMLElement;
  readonly details: HTMLDetailsElement;
  readonly state: HTMLElement;
  readonly cause: HTMLElement;
  readonly took: HTMLElement;
  readonly phases: HTMLElement;
  /** Filled when somebody opens it. */
  readonly inside: HTMLElement;
}

export function createCallRow(call: FeedCall, now: number): CallRow {
  const parts = makeParts(call, now);
  let current = call;
  const update = (next: FeedCall, at: number): void => {
    current = next;
    showState(parts, next);
    showTimes(parts, next, at);
    fillInside(parts, next);
  };
  parts.details.addEventListener('toggle', () => {
    fillInside(parts, current);
  });
  update(call, now);
  return {
    element: parts.element,
    update,
    age: (at) => {
      showTimes(parts, current, at);
    },
    isLive: () => endOf(current.events) === undefined,
    isOpen: () => parts.details.open,
    leave: (words) => {
      parts.element.append(make('p', 'quiet left', words));
    },
  };
}

function makeParts(call: FeedCall, now: number): Parts {
  const time = make('span', 'time number', timeOfDay(call.events[0]?.at ?? now));
  const state = make('span', 'state');
  const cause = make('span', 'cause');
  const took = make('span', 'took number');
  const phases = make('span', 'phases');
  phases.setAttribute('aria-hidden', 'true');
  const changing = [state, ' ', makeNumbers(call), ' ', cause, ' ', took, ' ', phases];
  const inside = make('div', 'inside');
  const details = make('details', '', make('summary', '', time, ' ', ...changing), inside);
  return { element: make('li', '', details), details, state, cause, took, phases, inside };
}

function makeNumbers({ from, to }: FeedCall): Node {
  const arrow = make('span', 'arrow');
  arrow.setAttribute('aria-hidden', 'true');
  return make(
    'span',
    'numbers',
    make('span', 'unseen', 'from '),
    make('bdi', '', visible(from)),
    ' ',
    arrow,
    make('span', 'unseen', 'to '),
    make('bdi', 'to', visible(to)),
  );
}

function showState({ element, state, cause }: Parts, call: FeedCall): void {
  const word = stateOf(call);
  element.dataset['state'] = word;
  setText(state, word);
  setText(cause, endOf(call.events)?.cause.name ?? '');
}

function showTimes({ took, phases }: Parts, call: FeedCall, now: number): void {
  const all = phasesOf(call, now);
  setText(took, duration(all.reduce((sum, { ms }) => sum + ms, 0)));
  drawPhases(phases, all);
}

function fillInside({ details, inside }: Parts, call: FeedCall): void {
  if (details.open) inside.replaceChildren(...describeCall(call));
}

/** A stretch of a call's life; in ms. */
interface Phase {
  readonly name: 'queued' | 'initiated' | 'ringing' | 'answered';
  readonly ms: number;
}

/** From one phase to the next, the last one until the call's end or until now. */
function phasesOf({ events }: FeedCall, now: number): readonly Phase[] {
  const starts = events.flatMap(({ name, at }) => (isPhase(name) ? [{ name, at }] : []));
  const end = endOf(events)?.at ?? now;
  return starts.map(({ name, at }, index) => ({
    name,
    ms: Math.max(0, (starts[index + 1]?.at ?? end) - at),
  }));
}

function isPhase(name: string): name is Phase['name'] {
  return name === 'queued' || name === 'initiated' || name === 'ringing' || name === 'answered';
}

function drawPhases(bar: HTMLElement, phases: readonly Phase[]): void {
  while (bar.childElementCount > phases.length) bar.lastElementChild?.remove();
  while (bar.childElementCount < phases.length) bar.append(make('i', ''));
  phases.forEach(({ name, ms }, index) => {
    const part = bar.children[index];
    if (!(part instanceof HTMLElement)) return;
    part.className = name;
    part.style.flexGrow = String(Math.max(ms, 1));
  });
}
