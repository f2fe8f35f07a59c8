/**
 * A program that embeds callplan: it opens the repository in the folder of its first argument, shows what a run would do, performs it
 * on the Plivo at the address of its second argument, and prints all of it as JSON.
 */
import { dryRun, openPlivo, openWorkspace, performRun, prepareRun } from '../../src/index.js';

const [cwd = '.', origin] = process.argv.slice(2);
const workspace = await openWorkspace({ cwd, env: {}, host: process });
const { plans, findings } = workspace;
if (!plans) {
  process.stdout.write(JSON.stringify({ wrong: findings.diagnostics.map(({ code }) => code) }));
} else {
  const ready = { ...workspace, plans };
  const shown = await dryRun(ready);
  const target = openPlivo(
    { PLIVO_AUTH_ID: 'MAEMBEDDEDEMBEDDEDEM', PLIVO_AUTH_TOKEN: 'embedded-token' },
    origin,
  );
  const runPlan = await prepareRun(ready, target, { mayBegin: true });
  const result = await performRun(runPlan, target);
  process.stdout.write(
    JSON.stringify({
      shown: shown.plans.flatMap(({ steps }) => steps.map(({ call, action }) => [call.id, action])),
      came: result.plans.flatMap(({ calls }) =>
        calls.map(({ step, sent, entry }) => [step.call.id, sent, entry?.state]),
      ),
    }),
  );
}
