import { describe } from '../../diagnostics/diagnostic.js';
import { Exit } from '../../diagnostics/exit.js';
import { POLICY_PATHS, type PlacedPolicy } from '../../guards/policy.js';
import { loadSettings } from '../../workspace/settings/settings.js';
import { clean } from '../../privacy/clean.js';
import { diagnosticsText } from '../../report/findings/text.js';
import { errColors, outColors, printJson, type Io } from '../../io/io.js';
import type { ConfigFlags } from '../program/commands/config.js';

/** `callplan config`: the settings in force, where each comes from, and whether credentials are set, but never what they are. */
export async function config(io: Io, { format, config: file, ...flags }: ConfigFlags): Promise<Exit> {
  const loaded = await loadSettings({
    flags,
    env: io.env,
    cwd: io.cwd,
    ...(file === undefined ? {} : { file }),
  });
  io.stderr.write(diagnosticsText(loaded.diagnostics, errColors(io), loaded.source ? [loaded.source] : []));
  const settings = Object.entries(loaded.settings);
  const credentials = ['PLIVO_AUTH_ID', 'PLIVO_AUTH_TOKEN'].map(
    (name) => [name, Boolean(io.env[name])] as const,
  );
  if (format === 'json') {
    printJson(io, {
      file: loaded.file ?? null,
      settings: Object.fromEntries(
        settings.map(([name, { value, origin, where }]) => [name, { value: value ?? null, origin, where }]),
      ),
      policy: loaded.policy?.policy ?? null,
      credentials: Object.fromEntries(credentials.map(([name, set]) => [name, set ? 'set' : 'missing'])),
    });
  } else {
    const { bold, dim } = outColors(io);
    const rows = [
      ...settings.map(([name, { value, where }]) => [name, String(value ?? '-'), where] as const),
      ...(loaded.policy ? policyRows(loaded.policy) : []),
      ...credentials.map(([name, set]) => [name, set ? 'set' : 'missing', 'environment'] as const),
    ].map(
      ([name, value, where]) => `${bold(name.padEnd(22))}${clean(value).padEnd(12)} ${dim(clean(where))}\n`,
    );
    io.stdout.write(`${dim(`settings file: ${clean(loaded.file ?? 'none')}`)}\n${rows.join('')}`);
  }
  return loaded.diagnostics.some((d) => describe(d).severity === 'error') ? Exit.findings : Exit.fine;
}

type PolicyValue = string | number | boolean | readonly string[] | undefined;

/** Name, value and place of everything that the policy says. */
function policyRows({ policy, places }: PlacedPolicy): (readonly [string, string, string])[] {
  return Object.entries(POLICY_PATHS).flatMap(([setting, path]) => {
    const value = (path as readonly string[]).reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | undefined)?.[key],
      policy,
    ) as PolicyValue;
    if (value === undefined) return [];
    const { file, start } = places[setting as keyof typeof places];
    return [[`policy.${setting}`, [value].flat().join(', '), `${file}:${start.line}`] as const];
  });
}
