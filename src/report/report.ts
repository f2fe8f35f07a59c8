import type { Mask } from '../privacy/masks.js';
import type { Colors } from '../text/colors.js';

/**
 * Who reads a report, which decides what it hides:
 * - `terminal`, the person who gave the command, sees everything.
 * - `machine`, a program that goes on with the result, sees everything but digits that are quoted in findings.
 * - `reviewers`, who read the plans themselves, see phone numbers, but no digits that are quoted in findings.
 * - `published`, for anybody who can see the pipeline, has phone numbers masked as well, unless `--show-numbers` is given.
 */
export type Audience = 'terminal' | 'machine' | 'reviewers' | 'published';

/** What a report may depend on besides the result. Each report names the options that it takes. */
export interface RenderOptions {
  readonly colors: Colors;
  /** Masks the phone numbers in a text where the audience must not see them. */
  readonly mask: Mask;
  /** How many bytes the file has already, for a report that is added to it. */
  readonly taken: number;
  /** How many findings text shows at most: 0 for all, 100 by default. */
  readonly maxProblems?: number | undefined;
  /** Whether text prints the bodies of the requests. */
  readonly showRequests?: boolean | undefined;
}

/** Writes out a result. Undefined when there is nothing to tell: a file then stays as it is. Throws when there is no room for the least. */
export type Report<R> = (result: R, options: RenderOptions) => string | undefined;

/** Whether a report takes the place of what its file has, or is added to it because earlier steps of a pipeline may have written there. */
export type ReportMode = 'replace' | 'append';

/** What is known of a report before it is loaded. */
export interface ReportRow<R> {
  readonly audience: Audience;
  readonly mode: ReportMode;
  readonly load: () => Promise<Report<R>>;
}
