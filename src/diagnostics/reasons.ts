import { refusalSentence, type Refusal } from './refusal.js';

/** Why a step is what it is. The facts are what the sentence needs. */
export type Reason =
  | { readonly code: 'new' }
  | { readonly code: 'changed-after-rejection'; readonly error: string }
  | { readonly code: 'settled'; readonly by: string }
  /** `as` is the id under which the phone was called, when it is another one. */
  | { readonly code: 'again'; readonly state: string; readonly as?: string }
  | { readonly code: 'accepted'; readonly at: string; readonly queued: boolean }
  /** `state` is how it ended. */
  | { readonly code: 'ended'; readonly at: string; readonly state: string }
  | {
      readonly code: 'redial';
      readonly at: string;
      readonly state: string;
      readonly attempt: number;
      readonly of: number;
    }
  | {
      readonly code: 'redial-later';
      readonly at: string;
      readonly state: string;
      readonly attempt: number;
      readonly of: number;
      readonly due: string;
    }
  | { readonly code: 'redial-spent'; readonly at: string; readonly state: string }
  | { readonly code: 'rejected'; readonly at: string; readonly error: string; readonly id: string }
  | { readonly code: 'in-doubt'; readonly at: string; readonly error: string; readonly id: string }
  | {
      readonly code: 'edited';
      readonly at: string;
      readonly was: string;
      readonly now: string;
      readonly id: string;
    }
  | { readonly code: 'called-before'; readonly at: string; readonly id: string }
  | { readonly code: 'called-as'; readonly at: string; readonly other: string; readonly id: string }
  /** Two branches tell different things of it. */
  | {
      readonly code: 'merged';
      readonly merged: 'apart' | 'twice' | 'contradictory';
      readonly at: string;
      readonly id: string;
    }
  | { readonly code: 'rejected-again'; readonly at: string; readonly error: string }
  /** `by` is the flag. */
  | { readonly code: 'left-out'; readonly by: string }
  /** `place` is that of the setting, as FILE:LINE. */
  | { readonly code: 'refused'; readonly refusal: Refusal; readonly place: string };

const sentences: { readonly [C in Reason['code']]: (reason: Extract<Reason, { code: C }>) => string } = {
  new: () => 'not called yet in this edition',
  'changed-after-rejection': (r) => `changed since Plivo rejected it (${r.error})`,
  settled: (r) => `settled as not placed by ${r.by}`,
  again: (r) =>
    `named by --again although it is ${stateText(r.state)}${r.as === undefined ? '' : ` as ${r.as}`}`,
  accepted: (r) => `${r.queued ? 'queued' : 'called'} ${day(r.at)}`,
  ended: (r) => `${stateText(r.state)}, called ${day(r.at)}`,
  redial: (r) => `${stateText(r.state)}, called ${day(r.at)}: attempt ${r.attempt} of ${r.of} is due`,
  'redial-later': (r) =>
    `${stateText(r.state)}, called ${day(r.at)}: attempt ${r.attempt} of ${r.of} is due ${day(r.due)}`,
  'redial-spent': (r) => `${stateText(r.state)}, called ${day(r.at)}: no attempt is left`,
  rejected: (r) =>
    `rejected ${day(r.at)} (${r.error}); correct it, or say --again ${r.id} to try it unchanged`,
  'in-doubt': (r) =>
    `in doubt since ${time(r.at)} (${r.error}); find out whether it rang, then: callplan resolve PLAN ${r.id} --placed or --not-placed`,
  edited: (r) =>
    `edited after it was called ${day(r.at)} (digest ${short(r.was)}, now ${short(r.now)}); revert it, give it a new id or edition, or say --again ${r.id}`,
  'called-before': (r) =>
    `the same phone may have rung ${day(r.at)}, before the last attempt; say --again ${r.id} to call it all the same`,
  'called-as': (r) =>
    `the same phone was called ${day(r.at)} as ${r.other}; give it that id again, raise the edition, or say --again ${r.id}`,
  merged: (r) =>
    `two branches ${found[r.merged]} ${day(r.at)}; callplan status shows what they know; settle it with callplan resolve PLAN ${r.id} --placed or --not-placed, or say --again ${r.id} to call it all the same`,
  'rejected-again': (r) => `rejected ${day(r.at)} (${r.error}), and to be tried again by --only rejected`,
  'left-out': (r) => `left out by ${r.by}`,
  refused: (r) => refusalSentence(r.refusal, r.place),
};

/** What two branches did that were merged. */
const found = {
  apart: 'went separate ways with it, last',
  twice: 'each called it, last',
  contradictory: 'say what cannot both be of the attempt',
} as const;

/** The one sentence that tells a reviewer why. */
export function sentence(reason: Reason): string {
  return (sentences[reason.code] as (reason: Reason) => string)(reason);
}

/** A state in words. */
function stateText(state: string): string {
  return state.replace('_', ' ');
}

function day(at: string): string {
  return `on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
}

function time(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

function short(digest: string): string {
  return digest.slice(0, 11);
}
