/** What the emulator answers; the body, never empty, gets its `api_id` when it is sent. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in Plivo's shape: `{"api_id": …, "error": …}`. */
export function refused(
  status: number,
  error: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, body: { error }, headers };
}

/** The text of a reply's body, stamped with the id of this one exchange: joined as text, since a copy of the object costs twice as much. */
export function encodeBody(reply: Reply, apiId: string): string {
  return `{"api_id":${JSON.stringify(apiId)},${JSON.stringify(reply.body).slice(1)}`;
}
