/** What the emulator answers; the body gets its `api_id` when it is sent. */
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

/** The text of a reply's body, stamped with the id of this one exchange. */
export function encodeBody(reply: Reply, apiId: string): string {
  return JSON.stringify({ ...reply.body, api_id: apiId });
}
