import type { Known, Quoted, Show } from '../privacy/quoted.js';
import type { Exit } from './exit.js';

/** error: the plan must not be run. warning: it may not do what was meant. note: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** One rule's words. `A` are the facts that a finding carries. What they quote of a file, `show` gives as far as the reader may see it. */
export interface CatalogEntry<A> {
  readonly severity: Severity;
  /** One line for the reference: what is wrong in general. */
  readonly summary: string;
  /** What is wrong here, as the rest of a sentence that starts with the place. */
  readonly message: (args: A, show: Show) => string;
  /** What to do or to write. */
  readonly hint: (args: A, show: Show) => string;
  /** What is at the second place, for findings that involve two. */
  readonly related?: string;
}

/** One rule's words, for a finding that no command but `validate` can go on after: the exit code that it ends with. */
export interface FatalEntry<A> extends CatalogEntry<A> {
  readonly exit: Exit;
}

/** No facts beyond the place. */
export type NoArgs = Readonly<Record<string, never>>;

/** Facts, of which none is just any text: a text is one of a few words, or {@link Known}, or {@link Quoted}. */
export type Guarded<A> = { readonly [K in keyof A]: GuardedFact<A[K]> };

type GuardedFact<T> = unknown extends T
  ? never
  : T extends Quoted | Known | number
    ? T
    : T extends string
      ? string extends T
        ? never
        : T
      : Guarded<T>;

/** Declares an entry, so that the type of its arguments is inferred and kept. */
export function entry<A extends Guarded<A> = NoArgs>(words: CatalogEntry<A>): CatalogEntry<A> {
  return words;
}

/** Declares an entry of a finding that ends a command. */
export function fatal<A extends Guarded<A> = NoArgs>(words: FatalEntry<A>): FatalEntry<A> {
  return words;
}

/** A word as it is quoted in a message, never longer than a line can hold. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

/** `a, b or c` */
export function anyOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
