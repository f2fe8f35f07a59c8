import * as assert from 'uvu/assert';
import type { Fault } from '../../../src/diagnostics/fault.js';
import type { Exchange } from '../../../src/plivo/exchange.js';
import { createPace } from '../../../src/run/pace.js';
import { readEnded, readOngoing, type ReadContext } from '../../../src/run/sync/read-back.js';
import { READS_PER_SECOND } from '../../../src/targets/target.js';
import { spec } from '../../harness/spec.js';
import { createAccount, reply, type Account } from '../account-fixture.js';
import { createFakeClock, type FakeClock } from '../fake-clock.js';

const SINCE = new Date('2026-11-23T09:57:30Z');
const ended = (count: number, to: (n: number) => string = (n) => `+1415222${n}`): Account['calls'] =>
  Array.from({ length: count }, (_, n) => ({ uuid: `c${n}`, to: to(n) }));

function reading(account: Pick<Account, 'read'>): {
  clock: FakeClock;
  context: ReadContext;
  abort: AbortController;
} {
  const clock = createFakeClock();
  const abort = new AbortController();
  const context = {
    read: account.read,
    pace: createPace(READS_PER_SECOND, clock),
    random: () => 0,
    signal: abort.signal,
  };
  return { clock, context, abort };
}

async function faultOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason as Fault,
  );
  assert.is(error?.code, 'plivo-unread');
  return (error as Fault<'plivo-unread'>).args.problem;
}

spec('read back: calls that go on', (it) => {
  it('reads the queue before the live ones, and no details that are known', async () => {
    const account = createAccount([
      { uuid: 'live', to: '1', standing: 'live', requestUuid: 'r1' },
      { uuid: 'queued', to: '2', standing: 'queued', requestUuid: 'r2' },
      { uuid: 'known', to: '3', standing: 'live' },
    ]);
    const { clock, context } = reading(account);
    const { calls, standings } = await clock.until(readOngoing(context, new Set(['known'])));
    assert.equal(
      calls.map(({ requestUuid }) => requestUuid),
      ['r2', 'r1'],
    );
    assert.equal(
      [...standings],
      [
        ['queued', 'queued'],
        ['live', 'live'],
        ['known', 'live'],
      ],
    );
    assert.equal(account.asked, [
      'Call/?status=queued',
      'Call/queued/?status=queued',
      'Call/?status=live',
      'Call/live/?status=live',
    ]);
  });

  it('passes over what went on between the list and its details', async () => {
    const account = createAccount([{ uuid: 'c', to: '1', standing: 'queued' }], (path) => {
      if (path.startsWith('Call/c/'))
        account.calls = [{ uuid: 'c', to: '1', standing: 'live', requestUuid: 'r' }];
      return undefined;
    });
    const { clock, context } = reading(account);
    const { calls } = await clock.until(readOngoing(context, new Set()));
    assert.equal(
      calls.map(({ standing }) => standing),
      ['live'],
    );
  });
});

spec('read back: calls that have ended', (it) => {
  for (const count of [0, 1, 19, 20, 21, 40, 45])
    it(`reads all ${count}, twenty at a time`, async () => {
      const account = createAccount(ended(count));
      const { clock, context } = reading(account);
      const found = await clock.until(readEnded(context, SINCE, Array.from({ length: 50 }, String)));
      assert.is(found.length, count);
      assert.is(account.asked.length, Math.max(1, Math.ceil(count / 20)));
      assert.is(account.asked[0], 'Call/?end_time__gte=2026-11-23 09:57:30&limit=20&offset=0');
    });

  it('asks for each phone when that is fewer requests', async () => {
    const account = createAccount(ended(1000));
    const { clock, context } = reading(account);
    const found = await clock.until(readEnded(context, SINCE, ['+141522250', '+1415222777']));
    assert.equal(
      found.map(({ to }) => to).sort(),
      ['141522250', ...Array.from({ length: 10 }, (_, n) => `1415222${500 + n}`), '1415222777'].sort(),
    );
    assert.is(account.asked.length, 3);
    assert.match(account.asked[1] ?? '', '&to_number=141522250&');
  });

  it('asks for everything when it looks for a SIP address', async () => {
    const account = createAccount(ended(100));
    const { clock, context } = reading(account);
    const found = await clock.until(readEnded(context, SINCE, ['sip:john@phone.plivo.com']));
    assert.is(found.length, 100);
    assert.not.ok(account.asked.some((path) => path.includes('to_number')));
  });

  it('drops what is listed again because others ended meanwhile', async () => {
    const account = createAccount(ended(30), (_, n) => {
      if (n === 2) account.calls = [{ uuid: 'new', to: '9' }, ...account.calls];
      return undefined;
    });
    const { clock, context } = reading(account);
    const found = await clock.until(readEnded(context, SINCE, Array.from({ length: 9 }, String)));
    assert.is(found.length, 30);
    assert.is(new Set(found.map(({ record }) => record.call_uuid)).size, 30);
  });

  it('ends although the server knows nothing of pages', async () => {
    const page = await createAccount(ended(20)).read('Call/?limit=20&offset=0');
    const { body } = page as { body: { meta: { total_count: number } } };
    body.meta.total_count = 90;
    const { clock, context } = reading(createAccount([], () => reply(200, body)));
    assert.is((await clock.until(readEnded(context, SINCE, Array.from({ length: 9 }, String)))).length, 20);
  });
});

spec('read back: what does not arrive', (it) => {
  const good = reply(200, { calls: [] });
  const passing: Readonly<Record<string, Exchange>> = {
    'a connection that was not made': { kind: 'unsent', problem: 'refused' },
    'a reply that was lost': { kind: 'lost', problem: 'reset' },
    'a reply that was cut': reply(200, '{"calls":[]}', { complete: false }),
    'a reply that is no JSON': reply(200, '<html>'),
    '429': reply(429, { error: 'slow down' }),
    '408': reply(408, ''),
    '500': reply(500, ''),
    '502 as HTML': reply(502, '<html><title>Bad Gateway</title>'),
    '503': reply(503, ''),
  };
  for (const [title, exchange] of Object.entries(passing)) {
    it(`is asked for again after ${title}`, async () => {
      const account = createAccount([], (_, n) => (n <= 5 ? exchange : good));
      const { clock, context } = reading(account);
      await clock.until(readOngoing(context, new Set()));
      assert.is(account.asked.length, 7);
    });
    it(`is given up after six times of ${title}`, async () => {
      const account = createAccount([], () => exchange);
      const { clock, context } = reading(account);
      assert.not.match(await faultOf(clock.until(readOngoing(context, new Set()))), /undefined/);
      assert.is(account.asked.length, 6);
    });
  }

  for (const status of [301, 400, 401, 403, 404])
    it(`is not asked for again after ${status}`, async () => {
      const account = createAccount([], () => reply(status, { error: 'why' }));
      const { clock, context } = reading(account);
      assert.is(await faultOf(clock.until(readOngoing(context, new Set()))), 'why');
      assert.is(account.asked.length, 1);
    });

  it('is never taken for an empty list', async () => {
    const { clock, context } = reading(createAccount([], () => reply(200, {})));
    assert.is(
      await faultOf(clock.until(readOngoing(context, new Set()))),
      'the reply to Call/?status=queued was not what Plivo documents',
    );
  });

  it('waits as long as Plivo asks for', async () => {
    const account = createAccount([], (_, n) =>
      n === 1 ? reply(429, '', { retryAfterMs: 7000 }) : undefined,
    );
    const { clock, context } = reading(account);
    const began = clock.now();
    await clock.until(readOngoing(context, new Set()));
    assert.ok(clock.now() - began >= 7000);
  });

  it('is no more asked for once somebody has had enough', async () => {
    const account = createAccount(ended(400), (_, n) => {
      if (n === 3) abort.abort();
      return undefined;
    });
    const { clock, context, abort } = reading(account);
    assert.is(
      await faultOf(clock.until(readEnded(context, SINCE, Array.from({ length: 99 }, String)))),
      'it was interrupted',
    );
    assert.is(account.asked.length, 3);
  });

  it('is asked for fewer than 300 times within 5 s', async () => {
    const times: number[] = [];
    const account = createAccount(ended(6000), () => {
      times.push(clock.now());
      return undefined;
    });
    const { clock, context } = reading(account);
    await clock.until(readEnded(context, SINCE, Array.from({ length: 300 }, String)));
    assert.is(times.length, 300);
    for (const [index, time] of times.entries())
      assert.ok((times[index + 280] ?? Infinity) - time >= 5000, `280 within 5 s after ${time}`);
  });
});
