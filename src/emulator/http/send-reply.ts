import type { ServerResponse } from 'node:http';
import { encodeBody, type Reply } from './reply.js';

/** Sends a reply, or breaks the connection where its delivery asks for that. `apiId` is added to the body. */
export function sendReply(response: ServerResponse, reply: Reply, apiId: string): void {
  const { delayMs } = reply.delivery ?? {};
  if (delayMs === undefined) {
    deliver(response, reply, apiId);
    return;
  }
  const timer = setTimeout(() => {
    deliver(response, reply, apiId);
  }, delayMs);
  response.once('close', () => {
    clearTimeout(timer);
  });
}

function deliver(response: ServerResponse, reply: Reply, apiId: string): void {
  const { breaks } = reply.delivery ?? {};
  if (breaks === 'before') {
    // The response has no socket of its own while one to a request before it is held back.
    response.req.socket.resetAndDestroy();
    return;
  }
  const text = reply.text ?? (reply.body && encodeBody(reply.body, apiId));
  response.writeHead(reply.status, {
    ...(text === undefined
      ? undefined
      : { 'content-type': typeOf(reply), 'content-length': Buffer.byteLength(text) }),
    ...reply.headers,
  });
  if (breaks === undefined || text === undefined) response.end(text);
  else
    response.write(Buffer.from(text).subarray(0, Math.floor(Buffer.byteLength(text) / 2)), () => {
      response.destroy();
    });
}

function typeOf({ text }: Reply): string {
  return text === undefined || isJson(text) ? 'application/json' : 'text/plain; charset=utf-8';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
