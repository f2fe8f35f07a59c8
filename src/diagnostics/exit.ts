/** What the command's exit code says, for scripts and pipelines. Documented in the README, reached by test/cli/exit.test.ts. */
export const Exit = {
  fine: 0,
  /** A plan has errors, or Plivo refused a call. */
  findings: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** Credentials, files or the network were missing. */
  unable: 3,
  /** `dry-run --exit-code`, or a run that `--stop-after` ended: there are calls to place. */
  callsToPlace: 4,
  /** A guard forbids it, or nobody consented. */
  refused: 5,
  /** It is not known whether some calls were placed. */
  inDoubt: 6,
  /** Another run holds the lockfile. */
  locked: 7,
} as const;

export type Exit = (typeof Exit)[keyof typeof Exit];
