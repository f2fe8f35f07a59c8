export type Severity = 'error' | 'warning' | 'note';

interface Entry<A> {
  readonly severity: Severity;
  readonly summary: string;
  readonly message: (args: A) => string;
  readonly hint: (args: A) => string;
  readonly related?: string;
}
const entry = <A = Record<never, never>>(e: Entry<A>): Entry<A> => e;
export const catalog = {
  'yaml-syntax': entry<{ problem: string }>({ severity: 'error', summary: 's', message: (a) => a.problem, hint: () => '' }),
} as const;
export type Code = keyof typeof catalog;
export type Args<C extends Code> = Parameters<(typeof catalog)[C]['message']>[0];
