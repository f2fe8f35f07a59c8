/**
 * The fewest characters that a secret has. What is shorter stands in any text by chance, and to hide it there would spoil more than it
 * keeps; of a shorter password only its pair with the name is hidden.
 */
export const SHORTEST_SECRET = 8;

/** An account, main or sub, and its secret. */
export interface Credentials {
  readonly authId: string;
  readonly authToken: string;
}

/** Whether a text has the form of an auth id. */
export function isAuthId(text: string): boolean {
  return /^[MS]A[A-Z0-9]{18}$/.test(text);
}
