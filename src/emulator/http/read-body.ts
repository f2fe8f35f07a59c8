import type { IncomingMessage } from 'node:http';
import { MAX_BODY_BYTES } from './json-body.js';

/** So much of an oversized body is discarded in wait for its end: closing at once would reset the connection, and lose the reply. */
const MAX_DISCARDED_BYTES = 16 * MAX_BODY_BYTES;

/**
 * Calls `done` once with a request's whole body, or with undefined when it is above {@link MAX_BODY_BYTES}: at its end, or as soon
 * as there is too much of it even to discard. Never calls it for a request that its sender broke off.
 */
export function readBody(request: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    const before = size;
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
    if (before <= MAX_DISCARDED_BYTES && size > MAX_DISCARDED_BYTES) done(undefined);
  });
  request.on('end', () => {
    if (size <= MAX_BODY_BYTES) done(Buffer.concat(chunks, size));
    else if (size <= MAX_DISCARDED_BYTES) done(undefined);
  });
}
