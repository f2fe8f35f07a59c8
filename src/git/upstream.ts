import { Fault } from '../diagnostics/fault.js';
import { lastWords, type Git } from './git.js';

/** A branch of a remote. */
export interface Upstream {
  readonly remote: string;
  readonly branch: string;
}

/** What the network may take. */
const NETWORK_MS = 60_000;

/**
 * The branch that lockfiles are pushed to: the one that is named, else that of the branch that is checked out. Throws Fault `usage` on a
 * detached HEAD when none is named, and for names that git would not take for such.
 */
export async function upstreamOf(git: Git, named: Partial<Upstream>): Promise<Upstream> {
  const head = (await git.ask(['symbolic-ref', '--quiet', '--short', 'HEAD'])).stdout;
  if (named.branch === undefined && head === '')
    throw new Fault('usage', {
      problem: 'no branch is checked out, so it is not clear where the record shall be pushed to',
      hint: 'Name it: --branch "$CI_COMMIT_REF_NAME" in GitLab, --branch "$GITHUB_REF_NAME" in GitHub.',
    });
  const of = async (key: string): Promise<string> =>
    head === '' ? '' : (await git.ask(['config', `branch.${head}.${key}`])).stdout;
  const remote = named.remote ?? ((await of('remote')) || 'origin');
  const branch = named.branch ?? ((await of('merge')).replace(/^refs\/heads\//, '') || head);
  const isRef = (await git.ask(['check-ref-format', `refs/heads/${branch}`])).ok;
  if (!isRef || remote === '' || remote.startsWith('-'))
    throw new Fault('usage', {
      problem: isRef ? `${remote} is no remote` : `${branch} is no name of a branch`,
      hint: 'Give --remote the name of a remote, and --branch that of a branch.',
    });
  return { remote, branch };
}

/** As people write it. */
export function upstreamText({ remote, branch }: Upstream): string {
  return `${remote}/${branch}`;
}

/** What came of asking for a remote branch. */
export type Tip = { readonly commit: string | undefined } | { readonly problem: string };

/** The commit that the remote branch is at, its objects fetched; undefined when there is no such branch. */
export async function fetchTip(git: Git, { remote, branch }: Upstream): Promise<Tip> {
  const ref = `refs/heads/${branch}`;
  const listed = await git.ask(['ls-remote', remote, ref], { timeoutMs: NETWORK_MS });
  if (!listed.ok) return { problem: lastWords(listed.stderr) };
  const commit = listed.stdout
    .split('\n')
    .find((line) => line.endsWith(`\t${ref}`))
    ?.split('\t')[0];
  if (commit === undefined) return { commit };
  const fetched = await git.ask(
    ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', remote, ref],
    { timeoutMs: NETWORK_MS },
  );
  if (!fetched.ok) return { problem: lastWords(fetched.stderr) };
  // It may have moved between the two; then the push will say so.
  const { ok } = await git.ask(['cat-file', '-e', `${commit}^{commit}`]);
  return ok ? { commit } : { problem: `${upstreamText({ remote, branch })} was moved while it was read` };
}

/** What came of a push. What is `final` would not go better another time. */
export type Pushed =
  { readonly ok: true } | { readonly ok: false; readonly problem: string; readonly final: boolean };

/** Moves the remote branch on to `commit`, never back. */
export async function push(
  git: Git,
  { remote, branch }: Upstream,
  commit: string,
  dryRun = false,
): Promise<Pushed> {
  const { ok, stdout, stderr } = await git.ask(
    [
      ...['push', '--porcelain', '--no-verify', '--no-follow-tags', '--recurse-submodules=no'],
      ...(dryRun ? ['--dry-run'] : []),
      ...[remote, `${commit}:refs/heads/${branch}`],
    ],
    { timeoutMs: NETWORK_MS },
  );
  if (ok) return { ok };
  const refused = /\[(?:remote )?rejected\] \((.*)\)/.exec(stdout)?.[1];
  const isLocked = /lock|fetch first|non-fast-forward|stale/.test(refused ?? '');
  const words = lastWords(stderr.replace(/^.*failed to push some refs to.*$/gm, ''));
  const problem =
    refused === undefined ? words : [refused, ...(words.startsWith('no reason') ? [] : [words])].join('; ');
  return { ok, problem, final: refused !== undefined && !isLocked };
}
