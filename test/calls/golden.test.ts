import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { expand } from '../../src/calls/expand.js';
import { buildRequests, type CallRequest } from '../../src/calls/request.js';
import { spec } from '../harness/spec.js';
import { seedCall } from '../convert/seed/request.js';
import { planOf } from './plan-fixture.js';
import { root } from '../harness/places.js';

async function requestsOf(plan: string): Promise<CallRequest[]> {
  const text = await readFile(join(root, 'plans', `${plan}.yaml`), 'utf8');
  return buildRequests(expand(planOf(text)));
}

spec('calls: the golden request', (it) => {
  it('has the fields of the seed, their values and their order', async () => {
    const requests = await requestsOf('support-line');
    assert.is(requests.length, 1);
    const spelled = Object.entries(requests[0]?.body ?? {}).map(([name, value]) => [name, String(value)]);
    assert.equal(spelled, Object.entries(seedCall));
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
