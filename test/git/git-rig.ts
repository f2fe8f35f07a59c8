import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Scope } from '../harness/spec.js';
import { rig, type Rig } from '../cli/rig.js';

/** A rig whose folder is a git repository. */
export interface GitRig extends Rig {
  /** Runs git in it. Gives its output. */
  readonly git: (...args: string[]) => Promise<string>;
  /** Writes files, and commits all that there is; a file without a text is removed. Gives the commit's id. */
  readonly commit: (files: Record<string, string | undefined>) => Promise<string>;
}

export async function gitRig(scope: Scope, files: Record<string, string>): Promise<GitRig> {
  const made = await rig(scope, {});
  const run = promisify(execFile);
  const git = async (...args: string[]): Promise<string> => {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1' };
    const { stdout } = await run('git', [...identity, ...args], { cwd: made.folder, env });
    return stdout.trim();
  };
  const commit: GitRig['commit'] = async (contents) => {
    for (const [file, text] of Object.entries(contents))
      if (text === undefined) await git('rm', '-q', file);
      else await made.write({ [file]: text });
    await git('add', '-A');
    await git('commit', '-q', '--allow-empty', '-m', 'x');
    return git('rev-parse', 'HEAD');
  };
  await git('init', '-q', '-b', 'main');
  await commit(files);
  return { ...made, git, commit };
}
