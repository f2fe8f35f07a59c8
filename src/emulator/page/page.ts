import type { Change, Snapshot } from '../feed/messages.js';
import { createAnnouncer } from './announcer.js';
import { createCallList } from './call-list.js';
import { createChart } from './chart.js';
import { followFeed } from './connection.js';
import { byId, setText } from './dom.js';
import { count } from './words.js';

const list = createCallList();
const draw = createChart();
const announcer = createAnnouncer();
const connection = byId('connection');

let emulator: string | undefined;
let constants: Pick<Snapshot, 'limit' | 'kept' | 'speed'> = { limit: null, kept: 0, speed: 1 };
/** The emulator's time, and when it was that time here. */
let known = { now: 0, here: 0 };

followFeed({
  onSnapshot: (snapshot) => {
    const { limit, kept, speed } = snapshot;
    constants = { limit, kept, speed };
    const isAnother = emulator !== undefined && emulator !== snapshot.emulator;
    if (isAnother) list.clear();
    emulator = snapshot.emulator;
    setText(byId('speed'), aboutSpeed(speed));
    take(snapshot);
    say('connected', isAnother ? 'Connected, to an emulator that was started anew' : 'Connected');
  },
  onChange: (change) => {
    announcer.announce(take(change));
  },
  onGone: () => {
    say('gone', 'The emulator does not answer. Trying again every second.');
  },
});

setInterval(() => {
  if (connection.dataset['state'] === 'connected') list.age(now());
}, 1000);

byId('curl').textContent = `curl -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN" -H 'Content-Type: application/json' \\
  -d '{"from":"+14152224444","to":"+14152223333","answer_url":"https://example.com/answer.xml"}' \\
  "${location.origin}/v1/Account/$PLIVO_AUTH_ID/Call/"`;

/** Gives how many calls are new. */
function take(change: Change): number {
  known = { now: change.now, here: performance.now() };
  const added = list.take(change.calls, change.now);
  list.keep(constants.kept);
  draw(change.lastMinute, constants.limit);
  const { queued, live, ended } = change.counts;
  setText(byId('queued'), count(queued));
  setText(byId('live'), count(live));
  setText(byId('ended'), count(ended));
  const all = queued + live + ended;
  byId('empty').hidden = all > 0 || list.size() > 0;
  byId('bound').hidden = all <= constants.kept;
  setText(byId('bound'), `The newest ${count(constants.kept)} of ${count(all)} are shown.`);
  return added;
}

function now(): number {
  const rate = constants.speed === 'max' ? 1 : constants.speed;
  return known.now + (performance.now() - known.here) * rate;
}

function say(state: 'connected' | 'gone', words: string): void {
  connection.dataset['state'] = state;
  setText(connection, words);
}

function aboutSpeed(speed: Snapshot['speed']): string {
  if (speed === 'max') return 'Time jumps for whoever asks through the API; to look here moves nothing.';
  return speed === 1 ? '' : `Its time runs ${count(speed)} times as fast.`;
}
