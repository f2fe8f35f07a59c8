import { openGit } from './git.js';
import type { Io } from '../io/io.js';

/** Who runs this: the pipeline's actor, else git's user, else the login name. */
export async function personOf({ env, cwd }: Io): Promise<string> {
  const actor = env['GITHUB_ACTOR'] ?? env['GITLAB_USER_LOGIN'];
  if (actor) return actor;
  const email = await openGit({ cwd, env })
    .ask(['config', 'user.email'])
    .then(
      ({ stdout }) => stdout.trim(),
      () => '',
    );
  return email || env['USER'] || env['USERNAME'] || 'unknown';
}
