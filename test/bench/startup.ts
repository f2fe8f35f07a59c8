import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from './figure.js';
import { alternate, BIN, runNode, withFolder } from './measure.js';

const CREDENTIALS = {
  PLIVO_AUTH_ID: 'MABENCHBENCHBENCHBEN',
  PLIVO_AUTH_TOKEN: 'a3f9c0d1e2b4857697a8b9c0d1e2f3a4b5c6d7e8',
};
const ROUNDS = 15;
const PLAN = 'on-call-drill.yaml';
/** What a command costs that is an ES module and writes one line: no design of ours can be below it. */
const ONE_LINE = 'process.stdout.write("one line\\n");\n';

/**
 * Whole processes against `node -e 0`: what somebody waits for who starts the command. Once in this shell's environment and once in an
 * empty one, since a variable such as NODE_EXTRA_CA_CERTS may cost Node more than the rest of its start, and so flatters every ratio.
 * The aims are for a Node that keeps compiled code (22.8 or newer), on a quiet machine; the rounds before the measured ones fill its cache.
 */
export async function startup(): Promise<Figure[]> {
  return [...(await startupIn('here', process.env)), ...(await startupIn('in an empty environment', {}))];
}

function startupIn(place: string, env: NodeJS.ProcessEnv): Promise<Figure[]> {
  return withFolder(async (folder) => {
    const plain = await repository(folder, 'plain');
    const withSettings = await repository(folder, 'with-settings');
    await writeFile(join(withSettings, '.callplanrc.yaml'), 'cps: 5\nconcurrency: 20\n');
    await writeFile(join(folder, 'one-line.mjs'), ONE_LINE);
    const processes = {
      node: () => runNode(['-e', '0'], plain, env).ms,
      oneLine: () => runNode(['../one-line.mjs'], plain, env).ms,
      help: () => runNode([BIN, '--help'], plain, env).ms,
      plan: () => runNode([BIN, 'validate', PLAN], plain, env).ms,
      planAndSecrets: () => runNode([BIN, 'validate', PLAN], plain, { ...env, ...CREDENTIALS }).ms,
      planAndSettings: () => runNode([BIN, 'validate', PLAN], withSettings, env).ms,
    };
    alternate(processes, 2);
    const { node, oneLine, help, plan, planAndSecrets, planAndSettings } = alternate(processes, ROUNDS);
    return [
      { name: `node -e 0, ${place}`, value: node, unit: 'ms' },
      { name: 'an ES module that writes one line / node -e 0', value: oneLine / node },
      { name: 'callplan --help / node -e 0', value: help / node, aim: 2 },
      { name: 'callplan validate, a small plan / node -e 0', value: plan / node, aim: 4 },
      { name: 'the same with credentials / without', value: planAndSecrets / plan, aim: 1.1 },
      { name: 'the same with a settings file / node -e 0', value: planAndSettings / node, aim: 4 },
    ];
  });
}

/** A repository with one small plan. */
async function repository(parent: string, name: string): Promise<string> {
  const folder = join(parent, name);
  await mkdir(join(folder, '.git'), { recursive: true });
  await copyFile(join('plans', PLAN), join(folder, PLAN));
  return folder;
}
