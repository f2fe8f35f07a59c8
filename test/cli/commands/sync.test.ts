import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { PLAN, fixture, X, Y, Z } from './read-back-fixture.js';
import { credentials, fired, planText, plivoDouble, refuse, commandFixture } from '../command-fixture.js';

spec('cli: sync', (it) => {
  for (const callUuids of ['same', 'separate'] as const)
    it(`follows calls from the queue to their ends, where the ids are ${callUuids}`, async (scope) => {
      const { ask, runs, lines, pass, callplan } = await fixture(scope, [X, Y], {
        callUuids,
        behaviour: ({ to }) => (to === X ? { outcome: 'answered', talkTime: 34 } : { outcome: 'busy' }),
      });
      await runs();
      const live = await ask('sync');
      assert.is(live.exit, 0);
      assert.match(live.stdout, /\n {2}2 live\n$/);
      pass(120);
      const ended = await ask('sync');
      assert.match(ended.stdout, /completed {2}\+14155550101 .* Normal Hangup by Callee, 34 s, cost 0\.0/);
      assert.match(ended.stdout, 'ended: 1 completed, 1 busy');
      assert.equal(
        (await lines()).map(({ state }) => state),
        ['completed', 'busy'],
      );
      const [first] = await lines();
      const { answer_time, call_duration, hangup_cause_code, hangup_source, total_amount } = first?.[
        'call'
      ] as Record<string, unknown>;
      assert.match(String(answer_time), /^20.*Z$/);
      assert.equal([call_duration, hangup_cause_code, hangup_source], [34, 4000, 'Callee']);
      assert.type(total_amount, 'string');
      assert.match((await ask('sync')).stdout, 'every call has ended');
      const status = await callplan('status');
      assert.match(status.stdout, 'edition 1: 1 completed, 1 busy');
    });

  it('settles a call in doubt that rang, and offers one that did not once it is too late for it', async (scope) => {
    const { ask, runs, lines, read, write, pass } = await fixture(scope, [X, Y], {
      behaviour: () => ({ outcome: 'busy' }),
    });
    await runs();
    pass(10);
    // As a run leaves them that was killed: of X Plivo took the call, of Y nobody knows.
    const text = await read('plans/case.lock.jsonl');
    await write({
      'plans/case.lock.jsonl': text
        .replace(/"state":"accepted"/g, '"state":"in_doubt"')
        .replace(/"status":201,"message":"call fired","request_uuid":"[^"]*"/g, '"error":"HTTP 502"')
        .replaceAll(Y, Z),
      [PLAN]: planText([`"${X}"`, `"${Z}"`]),
    });
    const { exit, stdout } = await ask('sync');
    assert.is(exit, 6);
    assert.match(
      stdout,
      /in doubt {2}\+14155550103 {2}no call of the account fits; one could still come until 20/,
    );
    const [x, z] = await lines();
    assert.is(x?.['state'], 'busy');
    assert.match(
      JSON.stringify(x?.['settled']),
      /"by":"callplan sync".*"of all calls of the account only [-0-9a-f]{36} fits"/,
    );
    assert.is(z?.['state'], 'in_doubt');
    await write({
      'plans/case.lock.jsonl': (await read('plans/case.lock.jsonl')).replace(
        /"at":"20\d\d-..-..T(?=[^}]*HTTP 502"})/g,
        `"at":"${new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 11)}`,
      ),
    });
    const late = await ask('sync');
    assert.is(late.exit, 6);
    const offer = /if you agree: callplan (resolve .*)\n/.exec(late.stdout)?.[1];
    assert.is(offer, `resolve ${PLAN} ${Z} --not-placed --reason 'no such call on record at Plivo'`);
    assert.equal((await lines())[1]?.['state'], 'in_doubt', 'it is offered, not done');
  });

  it('takes a lockfile that is met by a link for no rival of itself', async (scope) => {
    const { ask, runs, read, write, folder, pass } = await fixture(scope, [X], {
      behaviour: () => ({ outcome: 'busy' }),
    });
    await runs();
    pass(10);
    const text = await read('plans/case.lock.jsonl');
    await write({
      'records/case.lock.jsonl': text
        .replace('"state":"accepted"', '"state":"in_doubt"')
        .replace(/"status":201,"message":"call fired","request_uuid":"[^"]*"/, '"error":"HTTP 502"'),
    });
    await rm(join(folder, 'plans/case.lock.jsonl'));
    await symlink('../records/case.lock.jsonl', join(folder, 'plans/case.lock.jsonl'));
    const { exit, stdout } = await ask('sync');
    assert.match(stdout, 'ended: 1 busy');
    assert.is(exit, 0);
  });

  it('tells machines what it knows', async (scope) => {
    const { ask, runs, pass } = await fixture(scope, [X], { behaviour: () => ({ outcome: 'declined' }) });
    await runs();
    pass(60);
    const { calls, counts } = JSON.parse((await ask('sync --format json')).stdout) as {
      calls: { state: string; call: { hangup_cause_code: number } }[];
      counts: { declined: number };
    };
    assert.is(calls[0]?.state, 'declined');
    assert.is(calls[0]?.call.hangup_cause_code, 3110);
    assert.is(counts.declined, 1);
  });

  it('calls nobody, and says nothing was called where nothing was', async (scope) => {
    const { ask, emulator } = await fixture(scope, [X]);
    const { exit, stdout } = await ask('sync');
    assert.equal([exit, stdout], [0, 'Nothing was called yet.\n']);
    assert.is(emulator.calls.length, 0);
  });

  it('refuses wrong credentials without a word of them', async (scope) => {
    const { runs, callplan, emulator } = await fixture(scope, [X]);
    await runs();
    const env = { ...credentials, PLIVO_AUTH_TOKEN: 'another-secret' };
    const { exit, stderr } = await callplan(`sync --api-url ${emulator.origin}`, { env });
    assert.is(exit, 3);
    assert.match(stderr, '[plivo-unread]');
    assert.not.match(stderr, 'another-secret');
  });
});

spec('cli: run --wait', (it) => {
  it('ends when every call has, and reports how', async (scope) => {
    const { callplan, read } = await commandFixture(scope, { [PLAN]: planText([`"${X}"`, `"${Y}"`]) });
    const { exit, stdout } = await callplan('run --simulate --wait --cps 1000 --format json');
    assert.is(exit, 0);
    const { calls } = JSON.parse(stdout) as { calls: { state: string; call: { end_time: string } }[] };
    assert.is(calls.length, 2);
    for (const { state, call } of calls) {
      assert.not.match(state, /accepted|in_doubt/);
      assert.match(call.end_time, /Z$/);
    }
    assert.not.match(await read('.callplan/plans/case.lock.jsonl'), '"state":"accepted"');
  });

  it('waits no longer than --stop-after', async (scope) => {
    const { ask, lines, pass } = await fixture(scope, [X], { behaviour: () => ({ outcome: 'answered' }) });
    const { exit, stderr } = await ask('run --yes --new --wait --stop-after 2s');
    assert.is(exit, 0);
    assert.match(stderr, /none ended after [\d.]+ s; 1 not yet/);
    assert.equal(
      (await lines()).map(({ state }) => state),
      ['accepted'],
    );
    pass(1);
  });

  it('tells of a call that rang, and fails for what could not be read back', async (scope) => {
    const server = await plivoDouble(scope, (response, request, count) => {
      if (request.method === 'POST') fired(response, request, count);
      else refuse(403, 'reading is not allowed')(response, request, count);
    });
    const { callplan } = await commandFixture(scope, { [PLAN]: planText([`"${X}"`]) });
    const { exit, stdout, stderr } = await callplan(`run --yes --new --wait --api-url ${server.origin}`, {
      env: credentials,
    });
    assert.is(exit, 3);
    assert.match(stdout, '1 sent: 1 fired');
    assert.match(stderr, 'reading is not allowed [plivo-unread]');
    assert.is(server.received.length, 2);
  });
});
