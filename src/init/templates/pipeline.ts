/** What the pipeline of a repository depends on. */
export interface PipelineInputs {
  /** The branch whose plans are run. */
  readonly branch: string;
  /** The folder of the plans, from the repository's top. */
  readonly folder: string;
  /** How a job gets callplan into node_modules. */
  readonly install: string;
}

/** A pattern for the lockfiles in a folder; for all where its name would mean something in a pattern, or to a pipeline. */
export function lockfilePattern(folder: string): string {
  return `${/[*?[\]{}!#$\\]/.test(folder) ? '' : `${folder}/`}**/*.lock.jsonl`;
}
