import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { encodeBody, refused } from './reply.js';

const TIMED_OUT = refused(408, 'The request took too long to arrive.');
const HEADERS_TOO_LARGE = refused(431, 'The request headers are too large.');
const MALFORMED = refused(400, 'This is not a well-formed HTTP request.');

/** Answers what could not be read as HTTP, if the sender still listens, and closes the connection. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex, apiId: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const reply = replyTo(error.code);
  const body = encodeBody(reply.body, apiId);
  const head = [
    `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function replyTo(code: string | undefined): typeof MALFORMED {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return TIMED_OUT;
  return code === 'HPE_HEADER_OVERFLOW' ? HEADERS_TOO_LARGE : MALFORMED;
}
