import { Fault } from '../diagnostics/fault.js';
import { lastWords, type Git, type RunOptions } from './git.js';

/** A file of a revision. */
export interface RevisionFile {
  /** From the repository's top, with forward slashes. */
  readonly path: string;
  readonly isLink: boolean;
  /** The id of its content. */
  readonly object: string;
  /** In bytes. */
  readonly size: number;
}

/** The id of the commit that `revision` names. Throws Fault `revision`, or `usage` for what cannot name one. */
export async function readCommit(revision: string, git: Git): Promise<string> {
  if (revision === '' || revision.startsWith('-'))
    throw new Fault('usage', {
      problem: `${JSON.stringify(revision)} cannot be the name of a revision`,
      hint: 'Name a branch, a tag or a commit, such as origin/main.',
    });
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const found = await git.ask(args);
  if (found.ok) return found.stdout;
  const repository = await git.ask(['rev-parse', '--git-dir']);
  const problem = repository.ok ? 'there is no such revision in this clone' : lastWords(repository.stderr);
  throw new Fault('revision', { revision, problem });
}

/** The files of a commit whose paths are `wanted`. Throws Fault `revision`. */
export async function readTree(
  commit: string,
  wanted: (path: string) => boolean,
  git: Git,
): Promise<RevisionFile[]> {
  const listing = await orFault(commit, git, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]);
  return listing
    .toString()
    .split('\0')
    .flatMap((line) => {
      const [, mode, object, size, path] = /^(\d+) blob (\w+) +(\d+)\t(.*)$/s.exec(line) ?? [];
      if (mode === undefined || object === undefined || path === undefined) return [];
      return wanted(path) ? [{ path, isLink: mode === '120000', object, size: Number(size) }] : [];
    });
}

/** How many bytes are asked of git at a time, unless one file alone has more. */
const AT_ONCE = 32 * 1024 * 1024;

/**
 * Hands over the content of each file as it was committed: no filter and no `textconv` is applied, which would be programs of the
 * repository's choice. Throws Fault `revision`.
 */
export async function readContents(
  commit: string,
  files: readonly RevisionFile[],
  receive: (file: RevisionFile, content: Buffer) => Promise<void>,
  git: Git,
): Promise<void> {
  for (const some of portions(files)) {
    const input = some.map(({ object }) => `${object}\n`).join('');
    const output = await orFault(commit, git, ['cat-file', '--batch'], { input });
    let at = 0;
    for (const file of some) {
      // ID blob SIZE, a line end, as many bytes, a line end.
      const start = output.indexOf('\n', at) + 1;
      const [, kind, size] = output.toString('latin1', at, start).trim().split(' ');
      if (kind !== 'blob')
        throw new Fault('revision', { revision: commit, problem: `this clone lacks ${file.path} of it` });
      at = start + Number(size);
      await receive(file, output.subarray(start, at));
      at += 1;
    }
  }
}

function portions(files: readonly RevisionFile[]): RevisionFile[][] {
  const all: RevisionFile[][] = [];
  let size = Infinity;
  for (const file of files) {
    size += file.size;
    if (size > AT_ONCE) {
      all.push([]);
      size = file.size;
    }
    all.at(-1)?.push(file);
  }
  return all;
}

async function orFault(
  revision: string,
  git: Git,
  args: readonly string[],
  options?: RunOptions,
): Promise<Buffer> {
  try {
    return await git.read(args, options);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'git') throw error;
    throw new Fault('revision', { revision, problem: (error as Fault<'git'>).args.problem }, error);
  }
}
