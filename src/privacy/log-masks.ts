import { SHORTEST_SECRET, type Credentials } from './credentials.js';

/**
 * Workflow commands that have GitHub's runner hide the token, and the pair in the header of Basic authorization, in the log of the job
 * and all that comes after it there; nothing elsewhere. The runner reads stderr for commands too.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#masking-a-value-in-a-log
 */
export function logMasks(
  { authId, authToken }: Credentials,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (env['GITHUB_ACTIONS'] !== 'true' || authToken.length < SHORTEST_SECRET) return '';
  const pair = Buffer.from(`${authId}:${authToken}`).toString('base64');
  return [authToken, pair].map((secret) => `::add-mask::${escape(secret)}\n`).join('');
}

function escape(data: string): string {
  return data.replace(
    /[%\r\n]/g,
    (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
}
