import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { fixture, X, Y, Z } from './read-back-fixture.js';

spec('cli: cancel', (it) => {
  it('takes back what is queued, and leaves what rings', async (scope) => {
    const { ask, runs, lines, emulator, pass } = await fixture(scope, [X, Y, Z], {
      callsPerSecond: 1,
      behaviour: () => ({ outcome: 'answered' }),
    });
    await runs();
    const { exit, stdout } = await ask('cancel');
    assert.is(exit, 0);
    assert.match(stdout, 'canceled  +14155550102\n');
    assert.match(stdout, '2 of 2 taken back');
    assert.equal(
      (await lines()).map(({ state }) => state),
      ['accepted', 'canceled', 'canceled'],
    );
    pass(600);
    assert.match((await ask('cancel')).stdout, 'nothing is queued');
    assert.equal(
      (await lines()).map(({ state }) => state),
      ['completed', 'canceled', 'canceled'],
    );
    const again = await ask('run --yes');
    assert.match(again.stdout, 'nothing sent; 3 already called');
    assert.is(emulator.calls.length, 3);
  });
});

spec('cli: redial', (it) => {
  const retry = 'retry: { on: [busy], attempts: 2, after: 1s }';

  it('is a step of the dry run when it is due, and leaves a line of history for each attempt', async (scope) => {
    const { ask, runs, lines, pass, callplan, emulator, read, write } = await fixture(
      scope,
      [X, Y],
      { behaviour: ({ to }) => ({ outcome: to === X ? 'busy' : 'declined' }) },
      retry,
    );
    await runs();
    pass(60);
    await ask('sync');
    const ended = async (seconds: number): Promise<void> => {
      const at = new Date(Date.now() + seconds * 1000).toISOString();
      await write({
        'plans/case.lock.jsonl': (await read('plans/case.lock.jsonl')).replace(
          /"end_time":"[^"]*"/g,
          `"end_time":"${at}"`,
        ),
      });
    };
    await ended(3600);
    assert.match(
      (await callplan('dry-run')).stdout,
      /skip {2}\+14155550101 {2}busy, called on .*: attempt 2 of 2 is due on/,
    );
    assert.match(
      (await callplan('dry-run')).stdout,
      /skip {2}\+14155550102 {2}declined, called on [^:]*:\d\d UTC\n/,
    );
    assert.match((await ask('run --yes')).stdout, 'nothing sent');
    assert.is(emulator.calls.length, 2, 'called again before its time');
    await ended(-60);
    assert.match(
      (await callplan('dry-run')).stdout,
      /send {2}\+14155550101 {2}busy, called on .*: attempt 2 of 2 is due\n/,
    );
    assert.match((await ask('run --yes')).stdout, '1 sent: 1 fired');
    assert.is(emulator.calls.length, 3);
    const [x] = await lines();
    assert.equal(
      (x?.['earlier'] as { state: string }[]).map(({ state }) => state),
      ['busy'],
    );
    pass(60);
    await ask('sync');
    await ended(-60);
    assert.match(
      (await callplan('dry-run')).stdout,
      /skip {2}\+14155550101 {2}busy, called on .*: no attempt is left\n/,
    );
    assert.match((await ask('run --yes')).stdout, 'nothing sent');
    assert.is(emulator.calls.length, 3);
  });
});
