/** What the emulator answers. */
export interface Reply {
  readonly status: number;
  /** Never empty; gets its `api_id` when it is sent. Undefined for a 204. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Sent unchanged, in place of a body. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delivery?: Delivery;
}

/** What happens to a reply on its way, if anything. */
export interface Delivery {
  /** How long it is held back. */
  readonly delayMs?: number;
  /** Where the connection breaks: before the reply, or within its body. */
  readonly breaks?: 'before' | 'within';
}

/** A refusal in Plivo's shape: `{"api_id": …, "error": …}`. */
export function refused(
  status: number,
  error: string,
  headers: Readonly<Record<string, string>> = {},
): Reply & Required<Pick<Reply, 'body'>> {
  return { status, body: { error }, headers };
}

/** A sentence that names the parameter, such as `limit parameter must be …`. */
export interface Problem {
  readonly problem: string;
}

/** Nothing is sent back but the status; for an injected failure not even that. */
export const noContent: Reply = { status: 204 };

/** The text of a reply's body, stamped with the id of this one exchange: joined as text, since a copy of the object costs twice as much. */
export function encodeBody(body: NonNullable<Reply['body']>, apiId: string): string {
  return `{"api_id":${JSON.stringify(apiId)},${JSON.stringify(body).slice(1)}`;
}
