import { timingSafeEqual } from 'node:crypto';

export interface Credentials {
  readonly authId: string;
  readonly authToken: string;
}

/**
 * Whether a Basic authorization header carries the credentials, and the path names their account. All of it is compared at once, in
 * constant time. The time that this takes reveals at most the length of a guess, never how much of it was right.
 */
export function createAuthorization(
  credentials: Credentials,
): (account: string, authorization: string | undefined) => boolean {
  // A path's segment cannot contain a slash, so the two parts cannot be shifted against each other.
  const key = (account: string, login: string): Buffer => Buffer.from(`${account}/${login}`);
  const expected = key(credentials.authId, `${credentials.authId}:${credentials.authToken}`);
  return (account, authorization) => {
    const given = key(account, loginOf(authorization));
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
}

function loginOf(authorization = ''): string {
  const encoded = /^Basic +(\S+)$/i.exec(authorization)?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString();
}
