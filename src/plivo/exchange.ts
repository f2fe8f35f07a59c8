/** What happened on the wire when one request was to be sent. */
export type Exchange =
  | {
      readonly kind: 'reply';
      readonly status: number;
      /** From Retry-After, positive. */
      readonly retryAfterMs?: number;
      readonly body: string;
      /** False when the body was cut, too large or too slow: `body` is then what could be read of it. */
      readonly complete: boolean;
    }
  /** Certain: no byte of the request left, because no connection became ready. */
  | { readonly kind: 'unsent'; readonly problem: string }
  /** The connection was ready, and no readable status came back. The request may have arrived. */
  | { readonly kind: 'lost'; readonly problem: string };
