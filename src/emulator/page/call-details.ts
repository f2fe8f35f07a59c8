import type { CallEvent } from '../calls/history.js';
import type { CallbackAttempt } from '../core/callback-attempt.js';
import type { FeedCall } from '../feed/messages.js';
import { make } from './dom.js';
import { duration, offset, timeOfDay, visible } from './words.js';

/** All that is known of a call: what came when, what was asked for, what was sent. */
export function describeCall(call: FeedCall): readonly Node[] {
  return [
    section('Timeline', timeline(call.events)),
    section('Callbacks', callbacks(call)),
    section('Request', request(call)),
  ];
}

function section(title: string, ...content: Node[]): Node {
  return make('section', '', make('h3', '', title), ...content);
}

function timeline(events: readonly CallEvent[]): Node {
  const start = events[0]?.at ?? 0;
  const rows = events.map((event) =>
    make(
      'tr',
      event.name,
      make('td', 'number', offset(event.at - start)),
      head('row', event.name),
      make('td', '', detail(event)),
      make('td', 'number quiet', timeOfDay(event.at)),
    ),
  );
  const heads = ['after', 'what', 'how', 'at'].map((title) => head('col', title));
  return make(
    'table',
    '',
    make('caption', 'unseen', 'Timeline'),
    make('thead', 'unseen', make('tr', '', ...heads)),
    make('tbody', '', ...rows),
  );
}

function head(scope: 'row' | 'col', title: string): Node {
  const cell = make('th', '', title);
  cell.scope = scope;
  return cell;
}

function detail(event: CallEvent): string {
  if (event.name === 'digit') return `${event.digit} for ${event.lengthMs} ms`;
  if (event.name !== 'ended') return '';
  const { code, name, source } = event.cause;
  return `${name} (${code}), by ${source}`;
}

function request({ id, callUuid, parameters, ignored }: FeedCall): Node {
  const list = make('dl', 'request');
  const add = (name: string, value: string): void => {
    list.append(make('dt', '', visible(name)), make('dd', '', make('bdi', '', visible(value))));
  };
  for (const [name, value] of parameters) add(name, value);
  if (ignored.length > 0) {
    list.append(make('dt', 'ignored', 'ignored'));
    for (const name of ignored) list.append(make('dd', 'ignored', make('bdi', '', visible(name))));
  }
  add('request_uuid', id);
  if (callUuid !== id) add('call_uuid', callUuid);
  return list;
}

function callbacks(call: FeedCall): Node {
  if (call.callbacks.length === 0) return make('p', 'quiet', 'None was sent.');
  const start = call.events[0]?.at ?? 0;
  return make('ol', 'callbacks', ...call.callbacks.map((attempt) => callback(attempt, start)));
}

function callback(attempt: CallbackAttempt, start: number): Node {
  const { at, event, parameter, method, url, status, problem, tookMs } = attempt;
  const again = attempt.attempt === 1 ? '' : `, attempt ${attempt.attempt}`;
  const answer = status === undefined ? 'no answer' : String(status);
  const item = make(
    'li',
    problem === undefined ? 'fine' : 'wrong',
    make('p', '', make('strong', '', event), ` ${offset(at - start)} `, make('b', 'answer', answer)),
    make('p', 'url', `${method} `, make('bdi', '', visible(url))),
    make(
      'p',
      'quiet',
      `${parameter}${again}, took ${tookMs < 1000 ? `${Math.round(tookMs)} ms` : duration(tookMs)}`,
    ),
  );
  if (problem !== undefined) item.append(make('p', 'problem', visible(problem)));
  return item;
}
