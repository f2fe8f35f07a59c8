import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { loadSettings, plansFolder } from '../workspace/settings/settings.js';
import { isError } from '../diagnostics/diagnostic.js';
import { faultOf } from '../diagnostics/fatal.js';
import { unreadable } from '../diagnostics/unreadable.js';
import { openGit, type Git } from '../git/git.js';
import { unlessMissing } from '../io/files.js';
import { display } from '../source/files/paths.js';
import { findingsText } from '../report/findings/text.js';
import type { Pipeline } from './templates/answers.js';
import { isPlainBranch } from './templates/github.js';
import type { PipelineInputs } from './templates/pipeline.js';
import { errColors, type Io } from '../io/io.js';

/** What a repository is like before it has plans. */
export interface Repository extends PipelineInputs {
  /** Absolute. */
  readonly root: string;
  /** git in the working folder, if that is in a work tree. */
  readonly git: Git | undefined;
  /** The settings file, if there is one. */
  readonly settings: string | undefined;
  /** Whether the plans' folder has plans. */
  readonly hasPlans: boolean;
  /** Whether there is something at a path from the top. */
  readonly exists: (path: string) => boolean;
  /** The pipeline of the host that its remote names. */
  readonly pipeline: Pipeline;
  readonly dependsOnCallplan: boolean;
}

/** Reads what init has to know; undefined when the settings have errors, which are written to stderr. Throws Faults. */
export async function readRepository(io: Io): Promise<Repository | undefined> {
  const loaded = await loadSettings({ flags: {}, env: {}, cwd: io.cwd });
  const { root, file, source, diagnostics } = loaded;
  if (diagnostics.some(isError)) {
    const findings = { diagnostics, files: [file ?? ''], sources: source ? [source] : [] };
    io.stderr.write(findingsText(findings, { colors: errColors(io) }));
    return undefined;
  }
  const plans = plansFolder(loaded);
  const git = openGit(io);
  const isWorkTree = await git.ask(['rev-parse', '--is-inside-work-tree']).then(
    ({ stdout }) => stdout === 'true',
    () => false,
  );
  const known = isWorkTree ? git : undefined;
  const dependsOnCallplan = await dependsOn(root);
  return {
    root,
    folder: display(plans, root),
    settings: file,
    hasPlans: hasPlans(plans, display(plans, io.cwd), file === undefined ? '' : basename(file)),
    exists: (path) => lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined,
    git: known,
    branch: (known && (await mainBranch(known))) ?? 'main',
    pipeline: known && (await isAtGitlab(known)) ? 'gitlab' : 'github',
    dependsOnCallplan,
    install: dependsOnCallplan
      ? 'npm ci --ignore-scripts'
      : `npm install --no-save --ignore-scripts callplan@${packageJson.version}`,
  };
}

/** Whether a folder has plans. The settings file is not one, nor is a file whose name begins with a dot. Throws Fault `file-unreadable`. */
function hasPlans(folder: string, shown: string, settings: string): boolean {
  try {
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.some((name) => /^[^.].*\.ya?ml$/i.test(name) && name !== settings);
  } catch (error) {
    throw faultOf(unreadable(shown, (error as Error).message), error);
  }
}

/** Whether the package at the top installs callplan. */
async function dependsOn(root: string): Promise<boolean> {
  const text = await unlessMissing(readFile(join(root, 'package.json'), 'utf8'));
  try {
    const { dependencies, devDependencies } = JSON.parse(text ?? '{}') as Record<string, object | undefined>;
    return [dependencies, devDependencies].some((group) => Object.hasOwn(group ?? {}, 'callplan'));
  } catch {
    return false;
  }
}

/** The remote's default branch, or main or master, or the one that is checked out. */
async function mainBranch(git: Git): Promise<string | undefined> {
  const remote = await git.ask(['symbolic-ref', '--short', 'refs/remotes/origin/HEAD']);
  const local = await git.ask([
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads/main',
    'refs/heads/master',
  ]);
  const head = await git.ask(['symbolic-ref', '--short', 'HEAD']);
  return [remote.stdout.replace(/^origin\//, ''), local.stdout.split('\n')[0] ?? '', head.stdout].find(
    isPlainBranch,
  );
}

async function isAtGitlab(git: Git): Promise<boolean> {
  const { stdout } = await git.ask(['remote', 'get-url', 'origin']);
  return /^[^/]*(?:\/\/)?[^/]*gitlab/i.test(stdout);
}
