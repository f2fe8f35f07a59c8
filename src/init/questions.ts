import { isError } from '../diagnostics/diagnostic.js';
import { checkPlan } from '../plan/check.js';
import { findingsText } from '../report/findings/text.js';
import { parseList } from '../source/lists/parse-list.js';
import { EXAMPLES, isList, PIPELINES, type Answers, type Pipeline } from './templates/answers.js';
import { firstList, firstPlan } from './templates/plan.js';
import type { Questions, Unanswered } from '../io/ask.js';
import { errColors, type Io } from '../io/io.js';

/** What a repository is to begin with. */
export interface Setup {
  /** None where there is one already. */
  readonly plan: Answers | undefined;
  readonly pipeline: Pipeline;
}

/** The setup that is taken where nobody answers otherwise, and what of it flags have settled. */
export interface OfferedSetup {
  readonly setup: Setup;
  readonly given: Partial<Answers> & { readonly pipeline?: Pipeline };
}

const QUESTIONS = [
  ['from', 'The number that calls, one of your Plivo account'],
  ['to', 'Whom to call: a number, a SIP URI, or a list such as contacts.csv'],
  ['answerUrl', 'The answer URL, which Plivo asks what to say'],
] as const;

/** Asks for what no flag has settled, again where the rules refuse an answer. */
export async function askForAnswers(
  io: Io,
  questions: Questions,
  { setup: { plan, pipeline }, given }: OfferedSetup,
): Promise<Setup | Unanswered> {
  io.stderr.write('Enter takes what stands in brackets. You will see what is to be written first.\n');
  let answers = plan;
  for (const [name, question] of QUESTIONS) {
    if (!answers || given[name] !== undefined) continue;
    // With examples for all others, so that only this answer can be wrong.
    const isValid = (line: string): boolean => passesRules(io, { ...EXAMPLES, [name]: line });
    const line = await askUntil(questions, `${question} [${answers[name]}]: `, answers[name], isValid);
    if (typeof line === 'string') return line;
    answers = { ...answers, [name]: line.line };
  }
  if (given.pipeline !== undefined) return { plan: answers, pipeline };
  const question = `Pipeline: ${PIPELINES.join(', ')} [${pipeline}]: `;
  const answer = await askUntil(questions, question, pipeline, (line) => isPipeline(line));
  if (typeof answer === 'string') return answer;
  return { plan: answers, pipeline: isPipeline(answer.line) ? answer.line : pipeline };
}

async function askUntil(
  questions: Questions,
  question: string,
  otherwise: string,
  isValid: (line: string) => boolean,
): Promise<{ readonly line: string } | Unanswered> {
  for (;;) {
    const answer = await questions.ask(question);
    if (typeof answer === 'string') return answer;
    const line = answer.line.trim() || otherwise;
    if (isValid(line)) return { line };
  }
}

function isPipeline(text: string): text is Pipeline {
  return PIPELINES.some((pipeline) => pipeline === text);
}

/** Whether the rules find no error in a plan of these answers. Errors are written to stderr. */
export function passesRules(io: Io, answers: Answers): boolean {
  const source = { file: `${answers.name}.yaml`, text: firstPlan(answers, 1) };
  // The user's own list is checked with the plan, once both exist.
  const list = isList(answers.to) ? { file: answers.to, text: firstList(answers.to) } : undefined;
  const lists = new Map(list ? [[answers.to, parseList(list)]] : []);
  const diagnostics = checkPlan(source, { lists }).diagnostics.filter(isError);
  if (diagnostics.length === 0) return true;
  const findings = { diagnostics, files: [source.file], sources: [source] };
  io.stderr.write(findingsText(findings, { colors: errColors(io) }));
  return false;
}
