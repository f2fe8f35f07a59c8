import { request } from 'node:http';
import type { Socket } from 'node:net';
import { loginOf } from './proxy.js';

/**
 * Asks the proxy at the other end of `socket` to connect it to `target` (`host:port`), and resolves with the same socket, now leading
 * there. Rejects with an Error when the proxy refuses, hangs up or answers nonsense; the caller then destroys the socket.
 */
export function openTunnel(socket: Socket, proxy: URL, target: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const headers = { host: target, ...authorization(proxy) };
    const connect = request({ method: 'CONNECT', path: target, headers, createConnection: () => socket });
    connect.once('connect', ({ statusCode = 0 }, tunnel: Socket, early) => {
      if (statusCode < 200 || statusCode > 299)
        // Its own words may repeat the password it was given.
        reject(new Error(`the proxy refused the connection: ${statusCode}`));
      // Handed over unread, these bytes would be missing from what follows; and a server that waits for TLS sends none.
      else if (early.length > 0) reject(new Error('the proxy sent data before it was asked to'));
      else resolve(tunnel);
    });
    connect.on('error', (error) => {
      reject(new Error(`the proxy failed: ${error.message}`, { cause: error }));
    });
    connect.end();
  });
}

function authorization(proxy: URL): Record<string, string> {
  const { user, password } = loginOf(proxy);
  if (user === '' && password === '') return {};
  return { 'proxy-authorization': `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}
