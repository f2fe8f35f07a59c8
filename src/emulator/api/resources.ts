import type { Switchboard } from '../calls/switchboard.js';
import type { Handler } from '../http/request.js';
import { describeAccount, describeNumber, describePricing } from './account.js';
import { cancel, hangUp, hangUpAll } from './end-calls.js';
import { readCall, readCalls } from './read-calls.js';

interface Surroundings {
  readonly account: string;
  readonly switchboard: Switchboard;
  readonly makeCall: Handler;
  readonly uuid: () => string;
  /** In money units. */
  readonly credits: () => number;
  /** Without their pluses. */
  readonly numbers: ReadonlySet<string>;
  readonly allowHangUpAll: boolean;
}

/** What can be done with a resource, by method. */
export type Resource = ReadonlyMap<string, Handler>;

/** By the path below the account, with `*` for an id. */
export type Resources = ReadonlyMap<string, Resource>;

/** All that the emulator knows of the API. */
export function createResources(around: Surroundings): Resources {
  const { account, switchboard, numbers } = around;
  const accountPath = `/v1/Account/${account}/`;
  const calls = { ...around, accountPath };
  const readAccount: Handler = () => {
    switchboard.skipToEnd();
    return describeAccount(account, accountPath, around.credits());
  };
  return new Map<string, Resource>([
    ['', new Map([['GET', readAccount]])],
    // The official SDK writes these two paths differently than Plivo's documentation.
    ['/', new Map([['GET', readAccount]])],
    ['Call/*', new Map([['GET', readCall(calls)]])],
    [
      'Call/',
      new Map([
        ['GET', readCalls(calls)],
        ['POST', around.makeCall],
        ['DELETE', hangUpAll(switchboard, around.allowHangUpAll)],
      ]),
    ],
    [
      'Call/*/',
      new Map([
        ['GET', readCall(calls)],
        ['DELETE', hangUp(switchboard)],
      ]),
    ],
    ['Request/*/', new Map([['DELETE', cancel(switchboard)]])],
    ['Number/*/', new Map([['GET', ({ id }) => describeNumber(id, numbers, accountPath)]])],
    ['Pricing/', new Map([['GET', ({ query }) => describePricing(query)]])],
  ]);
}
