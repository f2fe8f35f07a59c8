/** The pipelines that there are files for, or none. */
export const PIPELINES = ['github', 'gitlab', 'none'] as const;

export type Pipeline = (typeof PIPELINES)[number];

/** What a first plan is made of. */
export interface Answers {
  readonly name: string;
  readonly from: string;
  /** A number, a SIP URI, or the name of a list file in the plans' folder. */
  readonly to: string;
  readonly answerUrl: string;
}

/** Numbers that ring nobody, and a host that nobody has: North America keeps 555-0100 to 555-0199 for stories. */
export const EXAMPLES: Answers = {
  name: 'first-call',
  from: '+14155550100',
  to: '+14155550101',
  answerUrl: 'https://voice.example.com/answer.xml',
};

/** Whether a destination names a list file, beside the plan. */
export function isList(to: string): boolean {
  return /^[^/\\]+\.(?:csv|jsonl)$/i.test(to);
}
