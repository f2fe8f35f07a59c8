import { describe } from '../../diagnostics/diagnostic.js';
import { Exit } from '../../diagnostics/exit.js';
import { loadSettings } from '../../config/settings.js';
import { clean } from '../../report/clean.js';
import { diagnosticsText } from '../../report/diagnostics.js';
import { errColors, outColors, printJson, type Io } from '../io.js';
import type { FormatFlag, SettingFlags } from '../options.js';

/** `callplan config`: the settings in force, where each comes from, and whether credentials are set, but never what they are. */
export async function config(
  io: Io,
  { format, config: file, ...flags }: SettingFlags & FormatFlag,
): Promise<Exit> {
  const loaded = await loadSettings({
    flags,
    env: io.env,
    cwd: io.cwd,
    ...(file === undefined ? {} : { file }),
  });
  io.stderr.write(diagnosticsText(loaded.diagnostics, errColors(io)));
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
      credentials: Object.fromEntries(credentials.map(([name, set]) => [name, set ? 'set' : 'missing'])),
    });
  } else {
    const { bold, dim } = outColors(io);
    const rows = settings.map(
      ([name, { value, where }]) =>
        `${bold(name.padEnd(18))}${clean(String(value ?? '-')).padEnd(12)}${dim(clean(where))}\n`,
    );
    const secrets = credentials.map(
      ([name, set]) =>
        `${bold(name.padEnd(18))}${(set ? 'set' : 'missing').padEnd(12)}${dim('environment')}\n`,
    );
    io.stdout.write(
      `${dim(`settings file: ${clean(loaded.file ?? 'none')}`)}\n${rows.join('')}${secrets.join('')}`,
    );
  }
  return loaded.diagnostics.some((d) => describe(d).severity === 'error') ? Exit.findings : Exit.fine;
}
