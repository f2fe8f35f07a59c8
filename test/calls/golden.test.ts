import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { expand } from '../../src/calls/expand.js';
import { buildRequests, type CallRequest } from '../../src/calls/request.js';
import { spec } from '../harness/spec.js';
import { planOf } from './planned.js';

/** The make-call request of Plivo's own collection. */
const seed = {
  from: '+14152224444',
  to: '+14152223333',
  answer_url: 'https://s3.amazonaws.com/plivosamplexml/play_url.xml',
  answer_method: 'GET',
  ring_url: 'https://www.foo.com/ring.url',
  ring_method: 'POST',
  hangup_url: 'https://www.foo.com/hangup.url',
  hangup_method: 'POST',
  fallback_url: 'https://www.foo.com/fallback.url',
  fallback_method: 'POST',
  caller_name: 'friendly_name',
  send_digits: '1w2W3',
  send_on_preanswer: 'true',
  time_limit: '300',
};

async function requestsOf(plan: string): Promise<CallRequest[]> {
  const text = await readFile(join(import.meta.dirname, '../../plans', `${plan}.yaml`), 'utf8');
  return buildRequests(expand(planOf(text)));
}

spec('calls: the golden request', (it) => {
  it('has the fields of the seed, their values and their order', async () => {
    const requests = await requestsOf('support-line');
    assert.is(requests.length, 1);
    const spelled = Object.entries(requests[0]?.body ?? {}).map(([name, value]) => [name, String(value)]);
    assert.equal(spelled, Object.entries(seed));
  });

  it('says numbers and booleans as such', async () => {
    const body = (await requestsOf('support-line'))[0]?.body;
    assert.is(body?.['time_limit'], 300);
    assert.is(body?.['send_on_preanswer'], true);
  });

  it('is a POST to the account, which is not known yet', async () => {
    const [request] = await requestsOf('support-line');
    assert.is(`${request?.method} ${request?.path}`, 'POST /v1/Account/{auth_id}/Call/');
    assert.equal(
      request?.calls.map(({ edition, id, to, bulk }) => ({ edition, id, to, bulk })),
      [{ edition: '2026-11', id: '+14152223333', to: '+14152223333', bulk: 1 }],
    );
  });

  it('joins what the bulk example says', async () => {
    const requests = await requestsOf('storm-warning');
    const numbers = [1, 2, 3, 4, 5, 6].map((n) => `+1305555010${n}`);
    assert.equal(
      requests.map(({ body }) => body['to']),
      [numbers.join('<')],
    );
  });
});
