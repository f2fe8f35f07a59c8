import { HIDDEN } from './masks.js';

/** Why the readers of a published report must not see what a place of a file has. */
export type Secret =
  /** They are keys that a call presses, and may be a PIN. */
  | 'digits'
  /** They are values of variables, which may become digits. */
  | 'vars'
  /** The file could not be parsed, so they may be anything. */
  | 'unparsed';

declare const fromFile: unique symbol;
declare const harmless: unique symbol;

/**
 * A text from a plan, a list or a settings file, or one that follows from it. Only {@link Show} turns it into a string. To the compiler it
 * is a symbol, because the compiler refuses to put symbols into strings.
 */
export type Quoted = symbol & { readonly [fromFile]: true };

/**
 * A text that cannot be a secret: words of callplan's own, of a schema or of the system, or the name of a variable or a column, which starts
 * with a letter.
 */
export type Known = string & { readonly [harmless]: true };

/** Gives a quoted text, or a mask in its place. */
export type Show = (text: Quoted) => string;

export function quote(text: string): Quoted {
  return text as unknown as Quoted;
}

export function known(text: string): Known {
  return text as Known;
}

/** For readers who have the files. */
export const showAll: Show = (text) => text as unknown as string;

/** For everybody: masks a text that is about a secret, or has one within it. */
export function showUnless(about: Secret | undefined): Show {
  return (text) => (about !== undefined || mentionsSecret(showAll(text)) ? HIDDEN : showAll(text));
}

/** The keys of a plan that hold secrets, and the name that Plivo has for one of them. */
export const SECRET_KEYS: Readonly<Record<string, Secret>> = {
  digits: 'digits',
  send: 'digits',
  press: 'digits',
  send_digits: 'digits',
  vars: 'vars',
};

const MENTION = new RegExp(`\\b(?:${Object.keys(SECRET_KEYS).join('|')})\\b["']?[\\s:=]+\\S`);

/** Whether one of these keys is within a text, with a value after it, as in a comment or behind a quote too many. */
export function mentionsSecret(text: string): boolean {
  return MENTION.test(text);
}
