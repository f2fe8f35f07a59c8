import { isError } from '../diagnostics/diagnostic.js';
import { checkPlan } from '../plan/check.js';
import { findingsText } from '../report/findings/text.js';
import { parseList } from '../source/lists/parse-list.js';
import { EXAMPLES, isList, PIPELINES, type Answers, type Pipeline } from './templates/answers.js';
import { firstList, firstPlan } from './templates/plan.js';
import type { Questions, Unanswered } from '../io/ask.js';
import { errColors, type Io } from '../io/io.js';

/** What is wanted for a repository. */
export interface Wanted {
  /** None where there is one already. */
  readonly plan: Answers | undefined;
  readonly pipeline: Pipeline;
}

/** What flags have settled, and in `wanted` what is taken where nobody says otherwise. */
export interface Offered {
  readonly wanted: Wanted;
  readonly given: Partial<Answers> & { readonly pipeline?: Pipeline };
}

const QUESTIONS = [
  ['from', 'The number that calls, one of your Plivo account'],
  ['to', 'Whom to call: a number, a SIP URI, or a list such as contacts.csv'],
  ['answerUrl', 'The answer URL, which Plivo asks what to say'],
] as const;

/** Asks for what no flag has settled; an answer that the rules refuse is asked for again. */
export async function askForAnswers(
  io: Io,
  questions: Questions,
  { wanted: { plan, pipeline }, given }: Offered,
): Promise<Wanted | Unanswered> {
  io.stderr.write('Enter takes what stands in brackets. You will see what is to be written first.\n');
  let answers = plan;
  for (const [name, question] of QUESTIONS) {
    if (!answers || given[name] !== undefined) continue;
    // Beside examples alone: what is wrong is then this answer.
    const isRight = (line: string): boolean => isFine(io, { ...EXAMPLES, [name]: line });
    const line = await askUntil(questions, `${question} [${answers[name]}]: `, answers[name], isRight);
    if (typeof line === 'string') return line;
    answers = { ...answers, [name]: line.line };
  }
  if (given.pipeline !== undefined) return { plan: answers, pipeline };
  const question = `Pipeline: ${PIPELINES.join(', ')} [${pipeline}]: `;
  const said = await askUntil(questions, question, pipeline, (line) => isPipeline(line));
  if (typeof said === 'string') return said;
  return { plan: answers, pipeline: isPipeline(said.line) ? said.line : pipeline };
}

async function askUntil(
  questions: Questions,
  question: string,
  otherwise: string,
  isRight: (line: string) => boolean,
): Promise<{ readonly line: string } | Unanswered> {
  for (;;) {
    const answer = await questions.ask(question);
    if (typeof answer === 'string') return answer;
    const line = answer.line.trim() || otherwise;
    if (isRight(line)) return { line };
  }
}

function isPipeline(text: string): text is Pipeline {
  return PIPELINES.some((pipeline) => pipeline === text);
}

/** Whether the rules find no error in a plan of these answers; says what they find. */
export function isFine(io: Io, answers: Answers): boolean {
  const source = { file: `${answers.name}.yaml`, text: firstPlan(answers, 1) };
  // A list of the user's own is checked with the plan, once that is there.
  const list = isList(answers.to) ? { file: answers.to, text: firstList(answers.to) } : undefined;
  const lists = new Map(list ? [[answers.to, parseList(list)]] : []);
  const diagnostics = checkPlan(source, { lists }).diagnostics.filter(isError);
  if (diagnostics.length === 0) return true;
  const findings = { diagnostics, files: [source.file], sources: [source] };
  io.stderr.write(findingsText(findings, { colors: errColors(io) }));
  return false;
}
