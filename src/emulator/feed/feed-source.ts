import type { Switchboard } from '../calls/switchboard.js';
import { buildFeedCall, versionOf } from './feed-call.js';
import type { Change, FeedCall, Snapshot } from './messages.js';
import { NEWEST, type RecentActivity } from './recent-activity.js';

interface Surroundings {
  readonly switchboard: Pick<Switchboard, 'advance' | 'now' | 'counts' | 'byRequestUuid'>;
  readonly activity: Pick<RecentActivity, 'newest' | 'lastMinute'>;
  readonly constants: Pick<Snapshot, 'emulator' | 'limit' | 'speed'>;
}

/**
 * What the feed sends. Reading it brings all calls up to the present and moves time no further. It costs the same however many calls
 * there are.
 */
export interface FeedSource {
  readonly snapshot: () => Snapshot;
  /** What is new since the last time; undefined when nothing is. */
  readonly changes: () => Change | undefined;
}

export function createFeedSource({ switchboard, activity, constants }: Surroundings): FeedSource {
  let told = new Map<string, string>();
  let toldState = '';

  const describe = (calls: readonly FeedCall[]): Change => {
    const now = switchboard.now();
    return { now, counts: switchboard.counts(), lastMinute: activity.lastMinute(now), calls };
  };

  const newest = (): readonly FeedCall[] => {
    switchboard.advance();
    const calls = activity.newest().map(switchboard.byRequestUuid);
    return calls.flatMap((call) => (call === undefined ? [] : [buildFeedCall(call, switchboard.now())]));
  };

  return {
    snapshot: () => ({ ...constants, kept: NEWEST, ...describe(newest()) }),
    changes: () => {
      const calls = newest();
      const versions = new Map(calls.map((call) => [call.id, versionOf(call)]));
      const changed = calls.filter(({ id }) => versions.get(id) !== told.get(id));
      const change = describe(changed);
      const state = JSON.stringify([change.counts, change.lastMinute]);
      const nothingNew = changed.length === 0 && state === toldState;
      told = versions;
      toldState = state;
      return nothingNew ? undefined : change;
    },
  };
}
