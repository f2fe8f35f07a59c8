import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import { installDriver } from '../../git/merge-driver.js';
import { EXAMPLES } from '../../init/templates/answers.js';
import { openQuestions, type Questions, type Unanswered } from '../../io/ask.js';
import { askForAnswers, passesRules, type OfferedSetup, type Setup } from '../../init/questions.js';
import { filesFor, planPath } from '../../init/files.js';
import { readRepository, type Repository } from '../../init/repository.js';
import { nextSteps, summary } from '../../init/summary.js';
import { isUnattended, type Io } from '../../io/io.js';
import { changesFor, writeFiles, type FileChange } from '../../init/new-files.js';
import type { InitFlags } from '../program/commands/init.js';

/** What Ctrl-C ends a command with. */
const INTERRUPTED = 130;

/** `callplan init`: what a repository needs to have its calls in git. Changes nothing that is there without asking. */
export async function init(io: Io, { yes = false, pipeline, ...given }: InitFlags): Promise<number> {
  if (!yes && isUnattended(io))
    throw new Fault('usage', {
      problem: 'init asks what to write, and there is no terminal to ask on',
      hint: 'Say --yes to have it take the flags, and examples for what they do not say.',
    });
  const repository = await readRepository(io);
  if (!repository) return Exit.findings;
  const offered = offerFor(io, repository, { ...given, ...(pipeline && { pipeline }) });
  if (!offered) return Exit.findings;
  if (yes) return write(io, repository, await fileChanges(io, repository, offered.setup), offered.setup);
  const questions = openQuestions(io);
  try {
    return await askAndWrite(io, questions, repository, offered);
  } finally {
    questions.close();
  }
}

/** Undefined where the rules refuse what the flags say, which is then on stderr. Throws Fault `usage`. */
function offerFor(io: Io, repository: Repository, given: OfferedSetup['given']): OfferedSetup | undefined {
  const { pipeline = repository.pipeline, ...answers } = given;
  const isPlanGiven = Object.keys(answers).length > 0;
  const plan = isPlanGiven || !repository.hasPlans ? { ...EXAMPLES, ...answers } : undefined;
  if (plan && !passesRules(io, plan)) return undefined;
  if (plan && repository.exists(planPath(repository, plan.name)))
    throw new Fault('usage', {
      problem: `${planPath(repository, plan.name)} exists already`,
      hint: 'Choose another --name: init changes no plan.',
    });
  return { given, setup: { plan, pipeline } };
}

async function askAndWrite(
  io: Io,
  questions: Questions,
  repository: Repository,
  offered: OfferedSetup,
): Promise<number> {
  const setup = await askForAnswers(io, questions, offered);
  if (typeof setup === 'string') return nothing(io, setup);
  const changes = await fileChanges(io, repository, setup);
  io.stderr.write(`\n${summary(changes, repository, { create: 'new', append: 'adds to', keep: 'keeps' })}`);
  const answer = await questions.ask('Write this? [yes]: ');
  if (typeof answer === 'string') return nothing(io, answer);
  if (!/^(?:|y|yes)$/i.test(answer.line.trim())) return nothing(io, 'declined');
  return write(io, repository, changes, setup);
}

function nothing(io: Io, why: Unanswered | 'declined'): number {
  io.stderr.write(`${why === 'declined' ? '' : '\n'}Nothing was written.\n`);
  return why === 'interrupted' ? INTERRUPTED : Exit.refused;
}

async function fileChanges(io: Io, repository: Repository, setup: Setup): Promise<FileChange[]> {
  return changesFor(await filesFor(repository, setup), { root: repository.root, cwd: io.cwd });
}

async function write(
  io: Io,
  repository: Repository,
  changes: readonly FileChange[],
  setup: Setup,
): Promise<Exit> {
  await writeFiles(changes, repository.root);
  if (repository.git) await installDriver(repository.git);
  io.stdout.write(summary(changes, repository, { create: 'wrote', append: 'added to', keep: 'kept' }));
  io.stdout.write(nextSteps(changes, repository, setup));
  return Exit.fine;
}
