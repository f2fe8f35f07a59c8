import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { countStates } from '../../../src/report/ledger/entries.js';
import { startEmulator } from '../../../src/emulator/server.js';
import { spec } from '../../harness/spec.js';
import { credentials, fired, planText, plivoDouble, refuse, commandFixture } from '../command-fixture.js';

const noCalls = countStates([]);

const plan = planText(['"+14155550101"', '{ id: john, to: sip:john@phone.plivo.com }']);

/** A run against `origin` at a rate that does not slow tests down. */
const against = (origin: string, more = ''): string =>
  `run --yes --new --cps 1000 --api-url ${origin} ${more}`;

interface RunJson {
  readonly calls: Record<string, unknown>[];
  readonly counts: Record<string, number>;
  readonly stopped?: string;
}

spec(
  'cli: run',
  (it) => {
    it('sends each call once, records it, and sends nothing the second time', async (scope) => {
      const { spawned, callplan, read } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const { origin, received } = await plivoDouble(scope, fired);
      const first = await spawned(against(origin, '--format json'), { env: credentials });
      assert.is(first.exit, 0, first.stderr);
      assert.equal(
        received.map((body) => body['to']),
        ['+14155550101', 'sip:john@phone.plivo.com'],
      );
      const { calls, counts } = JSON.parse(first.stdout) as RunJson;
      const { seconds, ...call } = calls[0] ?? {};
      assert.type(seconds, 'number');
      assert.equal(call, {
        plan: 'case',
        id: '+14155550101',
        edition: '1',
        to: '+14155550101',
        state: 'accepted',
        request_uuid: 'uuid-1',
        message: 'call fired',
        status: 201,
      });
      assert.equal(counts, {
        ...noCalls,
        sent: 2,
        fired: 2,
        queued: 0,
        rejected: 0,
        in_doubt: 0,
        not_sent: 0,
      });

      const lockfile = await read('plans/case.lock.jsonl');
      const second = await callplan(against(origin), { env: credentials });
      assert.is(second.exit, 0);
      assert.match(second.stdout, 'nothing sent; 2 already called');
      assert.is(received.length, 2);
      assert.is(await read('plans/case.lock.jsonl'), lockfile);
    });

    it('tells fired from queued, and takes a bulk reply apart', async (scope) => {
      const emulator = await startEmulator({
        credentials: { authId: credentials.PLIVO_AUTH_ID, authToken: credentials.PLIVO_AUTH_TOKEN },
        callsPerSecond: 1,
      });
      scope.defer(emulator.close);
      const { callplan } = await commandFixture(scope, {
        'plans/case.yaml': plan,
        'plans/many.yaml': planText(['"+14155550111"', '"+14155550112"'], 'options: { bulk: 2 }').replace(
          'name: case',
          'name: many',
        ),
      });
      const { stdout } = await callplan(against(emulator.origin, '--format json'), { env: credentials });
      const { calls, counts } = JSON.parse(stdout) as RunJson;
      assert.equal(counts, {
        ...noCalls,
        sent: 4,
        fired: 1,
        queued: 3,
        rejected: 0,
        in_doubt: 0,
        not_sent: 0,
      });
      assert.equal(
        calls.map((call) => call['request_uuid']),
        emulator.calls.map((call) => call.requestUuid),
      );
    });

    it('never sends again what is in doubt, whatever the plan or the flags of the next run', async (scope) => {
      const { callplan, write } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const { origin, received } = await plivoDouble(scope, refuse(502, 'bad gateway'));
      const first = await callplan(against(origin), { env: credentials });
      assert.is(first.exit, 6);
      assert.is(received.length, 2);
      await write({
        'plans/case.yaml': planText([
          '{ to: "+14155550101", digits: "1" }',
          '{ id: johnny, to: sip:john@phone.plivo.com }',
        ]),
      });
      const second = await callplan(against(origin, '--new'), { env: credentials });
      assert.is(second.exit, 6);
      assert.match(second.stdout, 'in doubt since');
      assert.match(second.stdout, 'the same phone was called');
      assert.is(received.length, 2);
    });

    it('stops at wrong credentials, and the next run sends what this one could not', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const wrong = await plivoDouble(scope, refuse(401, 'unauthorized'));
      const first = await callplan(`${against(wrong.origin)} --concurrency 1`, { env: credentials });
      assert.is(first.exit, 3);
      assert.is(wrong.received.length, 1);
      assert.match(first.stdout, 'stopped early: unauthorized');
      const right = await plivoDouble(scope, fired);
      assert.is((await callplan(against(right.origin), { env: credentials })).exit, 0);
      assert.is(right.received.length, 2);
    });

    it('exits with 1 when Plivo rejects a call, asks about it the next time, and sends it once the plan is corrected', async (scope) => {
      const { callplan, write } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const barred = await plivoDouble(scope, (response, request, count) => {
        (count === 1 ? refuse(403, 'Calls to this destination country are barred') : fired)(
          response,
          request,
          count,
        );
      });
      const first = await callplan(`${against(barred.origin)} --concurrency 1`, { env: credentials });
      assert.is(first.exit, 1);
      assert.match(first.stdout, 'Calls to this destination country are barred');
      assert.is((await callplan(against(barred.origin), { env: credentials })).exit, 5);
      await write({
        'plans/case.yaml': plan.replace('"+14155550101"', '{ to: "+14155550101", digits: "1" }'),
      });
      assert.is((await callplan(against(barred.origin), { env: credentials })).exit, 0);
      assert.is(barred.received.length, 3);
    });

    it('asks about a call that was edited after it was placed, and obeys --again', async (scope) => {
      const { callplan, write, read } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const { origin, received } = await plivoDouble(scope, fired);
      await callplan(against(origin), { env: credentials });
      await write({ 'plans/case.yaml': plan.replace('john@phone', 'jane@phone') });
      const asked = await callplan(against(origin), { env: credentials });
      assert.is(asked.exit, 5);
      assert.match(
        asked.stdout,
        /edited after it was called .* revert it, give it a new id or edition, or say --again john/,
      );
      assert.is(received.length, 2);
      assert.is((await callplan(against(origin, '--again john'), { env: credentials })).exit, 0);
      assert.equal(received.map((body) => body['to']).slice(2), ['sip:jane@phone.plivo.com']);
      const john =
        (await read('plans/case.lock.jsonl')).split('\n').find((line) => line.includes('"john"')) ?? '';
      assert.equal(
        (JSON.parse(john) as { earlier: { request_uuid: string }[] }).earlier.map(
          (attempt) => attempt.request_uuid,
        ),
        ['uuid-2'],
      );
    });

    it('calls everybody once more in a new edition', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const { origin, received } = await plivoDouble(scope, fired);
      await callplan(against(origin), { env: credentials });
      await callplan(against(origin, '--edition 2'), { env: credentials });
      await callplan(against(origin, '--edition 2'), { env: credentials });
      assert.is(received.length, 4);
    });

    it('rehearses beside the real record', async (scope) => {
      const { callplan, spawned, folder } = await commandFixture(scope, { 'plans/case.yaml': plan });
      assert.is((await spawned('run --simulate --cps 1000')).exit, 0);
      assert.equal(await readdir(join(folder, 'plans')), ['case.yaml']);
      assert.equal(await readdir(join(folder, '.callplan/plans')), ['case.lock.jsonl']);
      assert.match((await callplan('run --simulate')).stdout, 'nothing sent');
      assert.match((await callplan('dry-run')).stdout, '2 to send');
      assert.match((await callplan('status --simulate')).stdout, '2 fired');
    });

    it('refuses the record of an emulator when the real thing is meant', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const { origin } = await plivoDouble(scope, fired);
      await callplan(against(origin), { env: credentials });
      const { exit, stderr } = await callplan('run --yes', { env: credentials });
      assert.is(exit, 5);
      assert.match(
        stderr,
        'plans/case.lock.jsonl:1: this is the record of target simulator, and this is target plivo',
      );
    });

    it('refuses to begin a record when one of the same plan lies beside it', async (scope) => {
      const { callplan, folder } = await commandFixture(scope, { 'plans/case.yaml': plan });
      const { origin, received } = await plivoDouble(scope, fired);
      await callplan(against(origin), { env: credentials });
      const { rename } = await import('node:fs/promises');
      await rename(join(folder, 'plans/case.yaml'), join(folder, 'plans/renamed.yaml'));
      const { exit, stderr } = await callplan(against(origin, '--new'), { env: credentials });
      assert.is(exit, 5);
      assert.match(stderr, 'git mv plans/case.lock.jsonl plans/renamed.lock.jsonl');
      assert.is(received.length, 2);
    });
  },
  { concurrency: 2 },
);
