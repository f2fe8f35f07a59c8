import type { Quoted } from '../../privacy/quoted.js';
import { entry, fatal } from '../entry.js';
import { Exit } from '../exit.js';

/** What can be wrong with the files of a repository beside what the plans say. */
export const fileRules = {
  'file-unreadable': fatal<{ problem: Quoted }>({
    severity: 'error',
    exit: Exit.unable,
    summary: 'A file cannot be read, or is a link that leads out of the repository.',
    message: (a, show) => `the file cannot be read: ${show(a.problem)}`,
    hint: () =>
      'Check that the file exists, that it is a regular file which you may read, and that no link leads out of the repository.',
  }),
  'lockfile-damaged': fatal<{ problem: Quoted }>({
    severity: 'error',
    exit: Exit.unable,
    summary: 'A line of a lockfile cannot be understood, or two branches left merge markers in it.',
    message: (a, show) => show(a.problem),
    hint: () =>
      'Lose no other line over it: each is the record of a call that would be placed again. git log -p shows the last good version.',
  }),
  'lockfile-foreign': fatal<{ what: 'plan' | 'target' | 'account'; found: Quoted; expected: Quoted }>({
    severity: 'error',
    exit: Exit.refused,
    summary: 'The lockfile beside a plan is the record of another plan, account or target.',
    message: (a, show) =>
      a.what === 'plan'
        ? `this is the record of the plan ${show(a.found)}, and the plan beside it is named ${show(a.expected)}`
        : `this is the record of ${a.what} ${show(a.found)}, and this is ${a.what} ${show(a.expected)}`,
    hint: (a, show) =>
      a.what === 'plan'
        ? `If the plan was given another name, call it ${show(a.found)} again; if it is another plan, give it a file of its own. A run refuses both.`
        : `Run with the same ${a.what} as before, or give the new one a plan file of its own.`,
    related: 'the plan is named here',
  }),
  'lockfile-shared': fatal<{ lockfile: Quoted }>({
    severity: 'error',
    exit: Exit.usage,
    summary: 'Two plan files would share one lockfile.',
    message: (a, show) =>
      `the calls of this plan would be recorded in ${show(a.lockfile)}, and so would those of another`,
    hint: () => 'Rename one of the two plan files.',
    related: 'the other plan is here',
  }),
  'plan-name-shared': fatal<{ name: Quoted }>({
    severity: 'error',
    exit: Exit.refused,
    summary: 'Two plans have the same name: a copy would call everybody a second time.',
    message: (a, show) => `another plan is named ${show(a.name)} too, so a run refuses both`,
    hint: () => 'Remove the copy, or give it a name of its own if its calls are meant as well.',
    related: 'the other plan is here',
  }),
  'lockfile-orphan': entry<{ plan?: Quoted; heir?: { file: Quoted; move: Quoted } }>({
    severity: 'warning',
    summary: 'A lockfile stands without its plan, which was removed or renamed.',
    message: (a, show) =>
      `no plan file stands beside this record${a.plan === undefined ? '' : ` of the plan ${show(a.plan)}`}`,
    hint: (a, show) =>
      a.heir === undefined
        ? 'If the plan was renamed, rename its lockfile with it. If it is gone for good, keep this file for as long as anybody may ask who was called.'
        : `${show(a.heir.file)} is a plan of that name. If it was renamed, rename its lockfile with it: git mv ${show(a.heir.move)}`,
  }),
} as const;
