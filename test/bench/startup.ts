import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from './figure.js';
import { alternate, BIN, runNode, withFolder } from './measure.js';

const ROUNDS = 25;
const PLAN = 'on-call-drill.yaml';

/** Whole processes against `node -e 0`: what somebody waits for who starts the command. */
export function startup(): Promise<Figure[]> {
  return withFolder(async (folder) => {
    const bare = await repository(folder, 'bare');
    const withSettings = await repository(folder, 'with-settings');
    await writeFile(join(withSettings, '.callplanrc.yaml'), 'cps: 5\nconcurrency: 20\n');
    const processes = {
      node: () => runNode(['-e', '0'], bare).ms,
      help: () => runNode([BIN, '--help'], bare).ms,
      plan: () => runNode([BIN, 'validate', PLAN], bare).ms,
      planAndSettings: () => runNode([BIN, 'validate', PLAN], withSettings).ms,
    };
    alternate(processes, 3);
    const { node, help, plan, planAndSettings } = alternate(processes, ROUNDS);
    return [
      { name: 'node -e 0', value: node, unit: 'ms' },
      { name: 'callplan --help / node -e 0', value: help / node, aim: 1.25 },
      { name: 'callplan validate, a small plan / node -e 0', value: plan / node, aim: 1.6 },
      { name: 'the same with a settings file / node -e 0', value: planAndSettings / node },
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
