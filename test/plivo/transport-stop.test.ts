import * as assert from 'uvu/assert';
import type { Entry } from '../../src/ledger/entry.js';
import { systemClock } from '../../src/io/clock.js';
import { createPace } from '../../src/run/pace.js';
import { classify } from '../../src/plivo/reply.js';
import { sendRequests } from '../../src/run/send.js';
import { createStop } from '../../src/run/stop.js';
import { spec } from '../harness/spec.js';
import { numbered, requestsFor } from '../run/send-fixture.js';
import { clientOf, listen } from './peer.js';

spec('plivo client: a run that is stopped', (it) => {
  it('ends when the time for a reply is over, however silent the server', async (scope) => {
    const stop = createStop();
    const peer = await listen(scope, {
      onRequest: () => {
        if (peer.requests.length === 3) stop.now('stopped by hand');
      },
    });
    const transport = clientOf(peer, { replyTimeoutMs: 1000 });
    const recorded: Entry[] = [];
    await sendRequests(requestsFor(numbered(20)), {
      ledger: {
        claim: () => Promise.resolve(),
        record: (entries) => Promise.resolve(void recorded.push(...entries)),
      },
      makeCall: async (body) => classify(await transport.makeCall(body)),
      pace: createPace(1000, systemClock),
      clock: systemClock,
      concurrency: 3,
      random: Math.random,
      stop,
      onSettled: () => undefined,
    });
    assert.is(peer.requests.length, 3);
    assert.equal(
      recorded.map(({ state, error }) => [state, error]),
      Array.from({ length: 3 }, () => ['in_doubt', 'no complete reply within 1 s']),
    );
  });
});
