import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials as env } from '../command-fixture.js';
import * as committed from '../../git/commit-fixture.js';
import { fixture } from './steps-fixture.js';

spec('cli: run --steps on a fresh machine', (it) => {
  it('begins no record by itself where nobody can be asked: the job may have been started again', async (scope) => {
    const { callplan, folder, origin, received, perform } = await fixture(scope);
    const again = `run --steps steps.json --yes --api-url ${origin}`;
    const refused = await callplan(again, { env });
    assert.is(refused.exit, 5);
    assert.match(refused.stderr, 'plans/new.lock.jsonl does not exist');
    assert.is(received.length, 1);
    assert.is((await perform()).exit, 0);
    await rm(join(folder, 'plans/new.lock.jsonl'));
    assert.is((await callplan(again, { env })).exit, 5);
    assert.is(received.length, 3);
  });

  it('nor with --commit, since the push of the record may have failed', async (scope) => {
    const { callplan, plivo } = await committed.fixture(scope);
    assert.is((await callplan('dry-run --cps 100 --out steps.json')).exit, 0);
    const run = `run --steps steps.json --yes --commit --cps 100 --api-url ${plivo.origin}`;
    const refused = await callplan(run, { env: committed.env });
    assert.is(refused.exit, 5);
    assert.match(refused.stderr, 'plans/case.lock.jsonl does not exist');
    assert.is(plivo.received.length, 0);
    assert.is((await callplan(`${run} --new`, { env: committed.env })).exit, 0);
    assert.is(plivo.received.length, 2);
  });
});
