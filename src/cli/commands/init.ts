import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import { installDriver } from '../../git/driver.js';
import { EXAMPLES } from '../../init/templates/answers.js';
import { openQuestions, type Questions, type Unanswered } from '../../io/ask.js';
import { askForAnswers, isFine, type Offered, type Wanted } from '../../init/init-answers.js';
import { filesFor, planPath } from '../../init/init-files.js';
import { lookAround, type Place } from '../../init/init-place.js';
import { nextSteps, summary } from '../../init/init-words.js';
import { isUnattended, type Io } from '../../io/io.js';
import { lookAt, writeFiles, type FileStep } from '../../init/new-files.js';
import type { InitFlags } from '../program/init.js';

/** What Ctrl-C ends a command with. */
const INTERRUPTED = 130;

/** `callplan init`: what a repository needs to have its calls in git. Changes nothing that is there without asking. */
export async function init(io: Io, { yes = false, pipeline, ...given }: InitFlags): Promise<number> {
  if (!yes && isUnattended(io))
    throw new Fault('usage', {
      problem: 'init asks what to write, and there is no terminal to ask on',
      hint: 'Say --yes to have it take the flags, and examples for what they do not say.',
    });
  const place = await lookAround(io);
  if (!place) return Exit.findings;
  const offered = offerFor(io, place, { ...given, ...(pipeline && { pipeline }) });
  if (!offered) return Exit.findings;
  if (yes) return write(io, place, await plannedFiles(io, place, offered.wanted), offered.wanted);
  const questions = openQuestions(io);
  try {
    return await askAndWrite(io, questions, place, offered);
  } finally {
    questions.close();
  }
}

/** Undefined where the rules refuse what the flags say, which is then on stderr. Throws Fault `usage`. */
function offerFor(io: Io, place: Place, given: Offered['given']): Offered | undefined {
  const { pipeline = place.pipeline, ...answers } = given;
  const isPlanGiven = Object.keys(answers).length > 0;
  const plan = isPlanGiven || !place.hasPlans ? { ...EXAMPLES, ...answers } : undefined;
  if (plan && !isFine(io, plan)) return undefined;
  if (plan && place.isThere(planPath(place, plan.name)))
    throw new Fault('usage', {
      problem: `${planPath(place, plan.name)} exists already`,
      hint: 'Choose another --name: init changes no plan.',
    });
  return { given, wanted: { plan, pipeline } };
}

async function askAndWrite(io: Io, questions: Questions, place: Place, offered: Offered): Promise<number> {
  const wanted = await askForAnswers(io, questions, offered);
  if (typeof wanted === 'string') return nothing(io, wanted);
  const steps = await plannedFiles(io, place, wanted);
  io.stderr.write(`\n${summary(steps, place, { create: 'new', append: 'adds to', keep: 'keeps' })}`);
  const answer = await questions.ask('Write this? [yes]: ');
  if (typeof answer === 'string') return nothing(io, answer);
  if (!/^(?:|y|yes)$/i.test(answer.line.trim())) return nothing(io, 'declined');
  return write(io, place, steps, wanted);
}

function nothing(io: Io, why: Unanswered | 'declined'): number {
  io.stderr.write(`${why === 'declined' ? '' : '\n'}Nothing was written.\n`);
  return why === 'interrupted' ? INTERRUPTED : Exit.refused;
}

async function plannedFiles(io: Io, place: Place, wanted: Wanted): Promise<FileStep[]> {
  return lookAt(await filesFor(place, wanted), { root: place.root, cwd: io.cwd });
}

async function write(io: Io, place: Place, steps: readonly FileStep[], wanted: Wanted): Promise<Exit> {
  await writeFiles(steps, place.root);
  if (place.git) await installDriver(place.git);
  io.stdout.write(summary(steps, place, { create: 'wrote', append: 'added to', keep: 'kept' }));
  io.stdout.write(nextSteps(steps, place, wanted));
  return Exit.fine;
}
