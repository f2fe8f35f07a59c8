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

/** What is in an authorized request's URL beside the name of its resource. */
export interface ResourceUrl {
  /** Of the resource; empty where it has none. */
  readonly id: string;
  /** Not to be changed. */
  readonly query: URLSearchParams;
}

export type Handler = (url: ResourceUrl, request: ApiRequest) => Reply;
