import { readdir } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import configSchema from '../../schemas/config.schema.json' with { type: 'json' };
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { Fault } from '../diagnostics/fault.js';
import type { Config } from '../schemas/config.js';
import { validateConfig } from '../schemas/config.validators.cjs';
import { readDocument } from '../source/document.js';
import { explain } from '../source/explain.js';
import { isInside } from '../source/find.js';
import { compileShape } from '../source/shape.js';
import { loadConfig, searchConfig, type FoundConfig } from './search.js';

/** The settings that a flag, an environment variable and the settings file may each give. */
export type SettingName = Exclude<keyof Config, '$schema'>;

/** Where a value comes from. */
export type Origin = 'flag' | 'environment' | 'file' | 'default';

/** A value and where it comes from; `where` names the flag, the variable or the file. */
export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
  readonly where: string;
}

export type Settings = {
  readonly [N in SettingName]: Setting<N extends 'edition' ? Config[N] : NonNullable<Config[N]>>;
};

/** What the command line and the environment say, as text. */
export interface Given {
  readonly flags: Readonly<Partial<Record<SettingName, string>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the working folder. */
  readonly cwd: string;
  /** --config: a settings file, relative to the working folder. */
  readonly file?: string;
}

export interface LoadedSettings {
  readonly settings: Settings;
  /** The repository's top, or the working folder outside of one. Absolute. */
  readonly root: string;
  /** The folder that paths in the settings are relative to. Absolute. */
  readonly base: string;
  /** The settings file, relative to the working folder. */
  readonly file?: string;
  /** What is wrong with the settings file. */
  readonly diagnostics: readonly Diagnostic[];
}

const shape = compileShape(configSchema);
const names = Object.keys(configSchema.properties).filter((name) => name !== '$schema') as SettingName[];

/** Finds, reads and merges the settings: flag over environment over file over default. Throws Faults. */
export async function loadSettings(given: Given): Promise<LoadedSettings> {
  const root = await repositoryTop(given.cwd);
  const found = await (given.file === undefined
    ? searchConfig(given.cwd, root)
    : loadConfig(resolve(given.cwd, given.file), root));
  const { config, diagnostics, file } = found
    ? parse(found, given.cwd)
    : { config: {}, diagnostics: [], file: undefined };
  const entries = names.map((name) => [name, choose(name, given, config, file)]);
  return {
    settings: Object.fromEntries(entries) as Settings,
    root,
    base: found ? dirname(found.file) : root,
    ...(file === undefined ? {} : { file }),
    diagnostics,
  };
}

/** The nearest folder upwards that holds `.git`, or `cwd` itself. */
async function repositoryTop(cwd: string): Promise<string> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const entries = await readdir(folder).catch((): string[] => []);
    if (entries.includes('.git')) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}

function parse(
  found: FoundConfig,
  cwd: string,
): { config: Config; diagnostics: readonly Diagnostic[]; file: string } {
  const file = relative(cwd, found.file) || found.file;
  const document = readDocument({ file, text: found.text }, shape, found.key);
  if (document.diagnostics.length > 0) return { config: {}, diagnostics: document.diagnostics, file };
  const diagnostics = validateConfig(document.value)
    ? []
    : explain(validateConfig.errors ?? [], document, [], shape, document.value);
  return { config: diagnostics.length > 0 ? {} : (document.value as Config), diagnostics, file };
}

function choose(
  name: SettingName,
  { flags, env }: Given,
  config: Config,
  file: string | undefined,
): Setting<unknown> {
  const flag = flags[name];
  if (flag !== undefined)
    return { value: typed(name, flag, `--${name}`), origin: 'flag', where: `--${name}` };
  const variable = `CALLPLAN_${name.toUpperCase()}`;
  const fromEnv = env[variable];
  if (fromEnv !== undefined && fromEnv !== '')
    return { value: typed(name, fromEnv, variable), origin: 'environment', where: variable };
  const fromFile = config[name];
  if (fromFile !== undefined) return { value: fromFile, origin: 'file', where: file ?? '' };
  return { value: propertyOf(name).default, origin: 'default', where: 'default' };
}

/** A text from outside the file, held to the same schema as the file. */
function typed(name: SettingName, text: string, where: string): unknown {
  const property = propertyOf(name);
  const value = property.type === 'integer' && /^[0-9]{1,9}$/.test(text) ? Number(text) : text;
  if (validateConfig({ [name]: value })) return value;
  const expected =
    property.type === 'integer'
      ? `a whole number from ${property.minimum ?? 0} to ${property.maximum ?? Infinity}`
      : (property.patternErrorMessage ?? 'a text that is not empty');
  throw new Fault('setting-invalid', { where, value: text, expected });
}

interface Property {
  readonly type: string;
  readonly default?: string | number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly patternErrorMessage?: string;
}

function propertyOf(name: SettingName): Property {
  return configSchema.properties[name];
}

/**
 * The folder of the plans, absolute: relative to the settings file where that names it, else to the repository's top. Throws Fault
 * `config-refused` when a settings file names a folder outside the repository.
 */
export function plansFolder({ settings: { plans }, base, root, file = '' }: LoadedSettings): string {
  if (plans.origin !== 'file') return resolve(root, plans.value);
  const folder = resolve(base, plans.value);
  if (isInside(folder, root)) return folder;
  throw new Fault('config-refused', {
    file,
    problem: `plans names ${plans.value}, which is outside the repository`,
  });
}
