import type { Reply } from './reply.js';

/** A whole request, as far as the API looks at it. */
export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** Undefined when it was too large to be read. */
  readonly body: Buffer | undefined;
}

/** What an authorized request's URL says beside its resource. */
export interface Target {
  /** Of the resource; empty where it has none. */
  readonly id: string;
  /** Not to be changed. */
  readonly query: URLSearchParams;
}

export type Handler = (target: Target, request: ApiRequest) => Reply;
