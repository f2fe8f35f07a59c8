import { Fault } from '../diagnostics/fault.js';
import { isAuthId, SHORTEST_SECRET, type Credentials } from '../privacy/credentials.js';

/**
 * PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN. Throws Fault `credentials`, which repeats neither value: they may have been swapped.
 */
export function readCredentials(env: Readonly<Record<string, string | undefined>>): Credentials {
  const authId = env['PLIVO_AUTH_ID'];
  const authToken = env['PLIVO_AUTH_TOKEN'];
  if (!authId) throw problem('PLIVO_AUTH_ID is not set');
  if (!isAuthId(authId))
    throw problem('PLIVO_AUTH_ID is not an auth id: MA or SA and 18 capital letters or digits');
  if (!authToken) throw problem('PLIVO_AUTH_TOKEN is not set');
  if (!/^[\x21-\x7e]+$/.test(authToken))
    throw problem('PLIVO_AUTH_TOKEN has a space, a line break or another character that no auth token has');
  if (authToken.length < SHORTEST_SECRET)
    throw problem(
      `PLIVO_AUTH_TOKEN has fewer than ${SHORTEST_SECRET} characters, which no auth token has and which could not be kept out of texts`,
    );
  return { authId, authToken };
}

function problem(words: string): Fault {
  return new Fault('credentials', { problem: words });
}
