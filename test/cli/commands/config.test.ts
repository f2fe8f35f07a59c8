import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { credentials, planText, commandFixture } from '../command-fixture.js';

spec(
  'cli: config',
  (it) => {
    it('takes a flag over the environment, that over the file, and that over the default', async (scope) => {
      const { spawned } = await commandFixture(scope, {
        '.callplanrc.yaml': 'cps: 3\nconcurrency: 4\nbulk: 5\n',
      });
      const { exit, stdout } = await spawned('config --format json --cps 7', {
        env: { CALLPLAN_CPS: '6', CALLPLAN_CONCURRENCY: '8' },
      });
      assert.is(exit, 0);
      const { settings } = JSON.parse(stdout) as { settings: unknown };
      assert.equal(settings, {
        plans: { value: 'plans', origin: 'default', where: 'default' },
        cps: { value: 7, origin: 'flag', where: '--cps' },
        concurrency: { value: 8, origin: 'environment', where: 'CALLPLAN_CONCURRENCY' },
        bulk: { value: 5, origin: 'file', where: '.callplanrc.yaml' },
        edition: { value: null, origin: 'default', where: 'default' },
        max_failures: { value: null, origin: 'default', where: 'default' },
      });
    });

    for (const [file, text] of Object.entries({
      '.callplanrc.yaml': 'cps: 3\n',
      '.callplanrc.json': '{ "cps": 3 }\n',
      'callplan.config.yaml': 'cps: 3\n',
      'package.json': '{ "name": "x", "callplan": { "cps": 3 } }\n',
    }))
      it(`reads ${file}`, async (scope) => {
        const { callplan } = await commandFixture(scope, { [file]: text });
        assert.match(
          (await callplan('config')).stdout,
          new RegExp(`cps +3 +${file.replaceAll('.', '\\.')}\n`),
        );
      });

    it('never shows a secret', async (scope) => {
      const { callplan } = await commandFixture(scope);
      const { stdout, stderr } = await callplan('config', { env: credentials });
      assert.match(stdout, /PLIVO_AUTH_TOKEN +set/);
      for (const secret of Object.values(credentials)) assert.not.match(stdout + stderr, secret);
    });

    it('names the place of what is wrong in the file', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        '.callplanrc.yaml': 'cps: "2"\nconcurency: 3\napi_url: https://evil.example\n',
      });
      const { exit, stderr } = await callplan('config');
      assert.is(exit, 1);
      assert.match(stderr, '.callplanrc.yaml:1:6: error: cps is the text "2", and must be a whole number');
      assert.match(stderr, '.callplanrc.yaml:2:1: error: the key "concurency" is not known here');
      assert.match(stderr, '.callplanrc.yaml:3:1: error: the key "api_url" is not known here');
    });

    it('stops a run whose settings are wrong', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        '.callplanrc.yaml': 'cps: fast\n',
        'plans/case.yaml': planText(['"+14155550101"']),
      });
      for (const command of ['dry-run', 'run --simulate', 'validate', 'status'])
        assert.is((await callplan(command)).exit, 1, command);
    });

    it('finds plans in the folder that the file names, from wherever it is called', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        '.callplanrc.yaml': 'plans: ops/calls\n',
        'ops/calls/case.yaml': planText(['"+14155550101"']),
      });
      assert.match((await callplan('dry-run')).stdout, 'ops/calls/case.yaml');
    });

    it('refuses settings that are code', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'callplan.config.js': 'process.exit(0)',
        'plans/case.yaml': planText(['"+14155550101"']),
      });
      const { exit, stderr } = await callplan('dry-run');
      assert.is(exit, 3);
      assert.match(stderr, 'callplan.config.js');
    });
  },
  { concurrency: 2 },
);
