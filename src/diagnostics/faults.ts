import { Exit } from './exit.js';

interface FaultEntry<A> {
  readonly exit: Exit;
  /** One line for the reference: when this happens. */
  readonly summary: string;
  /** Where and what, as one sentence. */
  readonly message: (args: A) => string;
  /** What to do. */
  readonly hint: (args: A) => string;
  /** What is told between the two, a line each. */
  readonly details?: (args: A) => readonly string[];
}

const fault = <A>(entry: FaultEntry<A>): FaultEntry<A> => entry;

/** Every reason for which the program gives up, with all its wording. */
export const faults = {
  usage: fault<{ problem: string; hint: string }>({
    exit: Exit.usage,
    summary: 'The command line has an unknown command, flag, value or file.',
    message: (a) => a.problem,
    hint: (a) => a.hint,
  }),
  'file-unwritable': fault<{ file: string; problem: string }>({
    exit: Exit.unable,
    summary: 'A file cannot be written.',
    message: (a) => `${a.file} cannot be written: ${a.problem}`,
    hint: () =>
      'Make room on the disk and check that you may write in that folder; then run the same command again.',
  }),
  'form-unreadable': fault<{ file: string; line?: number; problem: string }>({
    exit: Exit.unable,
    summary: 'What is to be imported is not what it is taken for, or holds nothing to import.',
    message: (a) => `${a.file}${a.line === undefined ? '' : `:${a.line}`} cannot be imported: ${a.problem}`,
    hint: () =>
      'Nothing was written. callplan import reads curl commands, Postman collections of version 2.1 and CSV with a column `to`; --as says which of them it is.',
  }),
  'config-refused': fault<{ file: string; problem: string }>({
    exit: Exit.unable,
    summary:
      'A settings file is of a kind that is never loaded: code, an import, or a link out of the repository.',
    message: (a) => `${a.file} is not loaded: ${a.problem}`,
    hint: () =>
      'Keep the settings as plain YAML or JSON inside the repository, for example in .callplanrc.yaml.',
  }),
  'setting-invalid': fault<{ where: string; value: string; expected: string }>({
    exit: Exit.usage,
    summary: 'A flag or an environment variable has a value outside its range.',
    message: (a) => `${a.where} is ${JSON.stringify(a.value)}, which is not ${a.expected}`,
    hint: (a) => `Give ${a.where} ${a.expected}.`,
  }),
  'api-url': fault<{ where: string; value: string; problem: string }>({
    exit: Exit.usage,
    summary: 'The address of the API is not an origin that credentials may be sent to.',
    message: (a) => `${a.where} is ${JSON.stringify(a.value)}: ${a.problem}`,
    hint: () =>
      'Give an origin such as https://api.plivo.com, or http://127.0.0.1:PORT for an emulator on this machine.',
  }),
  credentials: fault<{ problem: string }>({
    exit: Exit.unable,
    summary: 'PLIVO_AUTH_ID or PLIVO_AUTH_TOKEN is missing or malformed.',
    message: (a) => a.problem,
    hint: () =>
      'Set PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN in the environment, as the Plivo console shows them; or rehearse without an account: --simulate.',
  }),
  proxy: fault<{ where: string; problem: string }>({
    exit: Exit.usage,
    summary: 'The proxy named by the environment cannot be used.',
    message: (a) => `${a.where} does not name a usable proxy: ${a.problem}`,
    hint: (a) => `Set ${a.where} to http://HOST:PORT, or add the API's host to NO_PROXY.`,
  }),
  'plivo-unread': fault<{ problem: string }>({
    exit: Exit.unable,
    summary: 'What became of calls could not be read back from Plivo.',
    message: (a) => `What became of the calls could not be read back from Plivo: ${a.problem}`,
    hint: () =>
      'What was read until then is on record, and no call is affected. Run callplan sync again later.',
  }),
  port: fault<{ host: string; port: number; problem: string }>({
    exit: Exit.unable,
    summary: 'The emulator cannot listen on the port.',
    message: (a) => `The emulator cannot listen on ${a.host}:${a.port}: ${a.problem}`,
    hint: () => 'Choose another port, or --port 0 for any free one.',
  }),
  'scenario-refused': fault<{ file: string; problem: string }>({
    exit: Exit.unable,
    summary: 'A scenario for the emulator is not of the form of schemas/scenario.schema.json.',
    message: (a) => `${a.file} is no scenario: ${a.problem}`,
    hint: () => 'Nothing was called. The README describes scenarios under "The emulator".',
  }),
  'simulator-damaged': fault<{ file: string; line: number }>({
    exit: Exit.unable,
    summary: 'The file in which rehearsals keep their calls has a line that cannot be understood.',
    message: (a) => `${a.file}:${a.line}: this is no call of the simulator's`,
    hint: () => 'Remove the folder .callplan: it holds the record of rehearsals alone. Then rehearse anew.',
  }),
  'lockfile-unmerged': fault<{ file: string; problem: string }>({
    exit: Exit.unable,
    summary: "Two branches' records of a plan's calls cannot be made one.",
    message: (a) => `${a.file} cannot be merged: ${a.problem}`,
    hint: () =>
      'Nothing was changed. Keep what both branches know: every line that is lost is a call that would be placed again.',
  }),
  'lockfile-renamed': fault<{ plan: string; found: string; expected: string }>({
    exit: Exit.refused,
    summary: "A plan has no lockfile, and another lockfile in its folder is the plan's by name.",
    message: (a) => `${a.expected} does not exist, but ${a.found} is the record of a plan named ${a.plan}`,
    hint: (a) =>
      `If the plan file was renamed, rename the lockfile with it: git mv ${a.found} ${a.expected}. If it is another plan, give it a name of its own.`,
  }),
  'lockfile-missing': fault<{ file: string; plan: string }>({
    exit: Exit.refused,
    summary: 'Without a terminal to ask on, a plan has no lockfile, so nobody can tell whom it has called.',
    message: (a) => `${a.file} does not exist, so nothing tells whom ${a.plan} has already called`,
    hint: () =>
      'If this plan has never been run, add --new. Otherwise bring the lockfile back from git first.',
  }),
  locked: fault<{ file: string; holder: string; lock: string }>({
    exit: Exit.locked,
    summary: 'Another run holds the lockfile.',
    message: (a) => `${a.file} is in use by ${a.holder}`,
    hint: (a) =>
      `Wait until that run has ended. If it runs on a machine that no longer exists, remove ${a.lock}.`,
  }),
  git: fault<{ problem: string }>({
    exit: Exit.unable,
    summary: 'What was asked of git could not be done.',
    message: (a) => `git: ${a.problem}`,
    hint: () => 'Set that right, then run the same command again.',
  }),
  'lockfile-behind': fault<{ file: string; branch: string; pull: string }>({
    exit: Exit.refused,
    summary: 'The remote branch knows of calls that this checkout does not: another run has placed them.',
    message: (a) => `${a.branch} knows more of the calls in ${a.file} than this checkout does`,
    hint: (a) => `Nobody was called. Take it in first: ${a.pull}`,
  }),
  'lockfile-unsaveable': fault<{ branch: string; problem: string }>({
    exit: Exit.unable,
    summary: 'Before anybody was called, run --commit found that it could not push the record of the calls.',
    message: (a) => `the record of the calls could not be pushed to ${a.branch}: ${a.problem}`,
    hint: () =>
      'Nobody was called. Let the job push to that branch (in GitHub, permissions: contents: write), or run without --commit and save the lockfiles in another way.',
  }),
  'lockfile-unpushed': fault<{
    branch: string;
    problem: string;
    commit: string;
    files: string;
    push: string;
  }>({
    exit: Exit.unable,
    summary: 'The record of calls that were placed could not be pushed: only this checkout knows of them.',
    message: (a) => `the record of the calls could not be pushed to ${a.branch}: ${a.problem}`,
    hint: (a) =>
      `Only this checkout knows who was called, in commit ${a.commit}: do not start the job again before that is saved, or the same people are called once more. Push it: ${a.push}. Or keep as an artifact: ${a.files}.`,
  }),
  revision: fault<{ revision: string; problem: string }>({
    exit: Exit.unable,
    summary: 'The revision that a dry run is to be compared with cannot be read.',
    message: (a) => `${a.revision} cannot be compared with: ${a.problem}`,
    hint: () =>
      'A pipeline often clones the newest commit alone: have it fetch the others too (fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 for GitLab), or say git fetch origin and name origin/BRANCH.',
  }),
  'steps-file': fault<{ file: string; problem: string }>({
    exit: Exit.unable,
    summary: 'A file of approved steps cannot be understood.',
    message: (a) => `${a.file} is no file of approved steps: ${a.problem}`,
    hint: () => 'Nothing was called. Write it anew: callplan dry-run --out FILE.',
  }),
  'steps-changed': fault<{ file: string; differences: readonly string[] }>({
    exit: Exit.refused,
    summary: 'Something has changed since the steps of a run were approved.',
    message: (a) => `${a.file} approves other steps than these:`,
    details: (a) => a.differences,
    hint: () =>
      'Nothing was called. Look at the steps anew, and have them approved: callplan dry-run --out FILE.',
  }),
  'no-consent': fault<{ problem: string }>({
    exit: Exit.refused,
    summary: 'Calls cost money and cannot be taken back, and nobody agreed to them.',
    message: (a) => a.problem,
    hint: () =>
      'Look at the calls with callplan dry-run; then say --yes to place them, or --simulate to rehearse.',
  }),
} as const;

export type FaultCode = keyof typeof faults;
export type FaultArgs<C extends FaultCode> = Parameters<(typeof faults)[C]['message']>[0];
