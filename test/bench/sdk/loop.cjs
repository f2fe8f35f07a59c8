/**
 * `loop.cjs BODIES PROXY|PORT`: sends the bodies with the official SDK, ten at a time, and does nothing else: through the proxy of that URL,
 * or, given the port of the stub in Plivo's place, straight to it, where the SDK keeps its connections.
 */
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { Client } = require('plivo');

const CONCURRENCY = 10;

const [file, where] = process.argv.slice(2);
const bodies = JSON.parse(readFileSync(file, 'utf8')).values();
const proxied = where.startsWith('http:');
const { PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN } = process.env;
const client = new Client(PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN, proxied ? { proxy: where } : {});
if (!proxied) {
  // Its voice host is fixed; where that host is, its agent can be told.
  const { httpsAgent } = createRequire(require.resolve('plivo'))('axios').defaults;
  Object.assign(httpsAgent.options, { host: '127.0.0.1', port: Number(where), servername: 'api.plivo.com' });
}

let failed = 0;
async function worker() {
  for (const { from, to, answer_url: answerUrl, ...more } of bodies)
    await client.calls
      .create(from, to, answerUrl, {
        answerMethod: more.answer_method,
        hangupUrl: more.hangup_url,
        hangupMethod: more.hangup_method,
      })
      .catch(() => (failed += 1));
}

void Promise.all(Array.from({ length: CONCURRENCY }, worker)).then(() => {
  process.stdout.write(JSON.stringify({ failed }));
  process.exit();
});
