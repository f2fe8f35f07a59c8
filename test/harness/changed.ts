import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * The files below `home` that differ from where its branch left main, here or at origin: committed, not committed, and not known to git.
 * Where there is no main, what is not committed.
 */
export async function changedFiles(home: string): Promise<string[]> {
  const git = async (...args: string[]): Promise<string[]> => {
    const { stdout } = await promisify(execFile)('git', args, { cwd: home, maxBuffer: Infinity });
    return stdout.split(/[\0\n]/).filter((part) => part !== '');
  };
  const mergeBase = (branch: string): Promise<string[]> => git('merge-base', 'HEAD', branch).catch(() => []);
  const [base = 'HEAD'] = [...(await mergeBase('main')), ...(await mergeBase('origin/main'))];
  const known = await git('diff', '--name-only', '--no-renames', '--relative', '-z', base);
  return [...known, ...(await git('ls-files', '--others', '--exclude-standard', '-z'))];
}
