import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import configSchema from '../../../schemas/config.schema.json' with { type: 'json' };
import { POLICY_PATHS, type PlacedPolicy } from '../../guards/policy.js';
import { isError, type Diagnostic } from '../../diagnostics/diagnostic.js';
import { Fault } from '../../diagnostics/fault.js';
import { nameNumber } from '../../plan/name-form.js';
import type { Config } from '../../schemas/config.js';
import { validateConfig } from '../../schemas/config.validators.cjs';
import { readDocument, type SourceDocument } from '../../source/yaml/document.js';
import { explain } from '../../source/schema/explain.js';
import { joinFindings } from '../../source/schema/join-findings.js';
import { isInside } from '../../source/files/paths.js';
import { compileShape } from '../../source/schema/shape.js';
import type { SourceText } from '../../source/files/text.js';
import { loadConfig, searchConfig, type FoundConfig } from './search.js';

/** The settings that a flag, an environment variable and the settings file may each give. The policy is the file's alone. */
export type SettingName = Exclude<keyof Config, '$schema' | 'policy'>;

/** A setting as commander names its flag: `maxFailures` for `max_failures`. */
export type FlagName<N extends string = SettingName> = N extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<FlagName<Tail>>}`
  : N;

/** Where a value comes from. */
export type Origin = 'flag' | 'environment' | 'file' | 'default';

/** A value and where it comes from; `where` names the flag, the variable or the file. */
export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
  readonly where: string;
}

/** What has no default. */
type Optional = 'edition' | 'max_failures';

export type Settings = {
  readonly [N in SettingName]: Setting<N extends Optional ? Config[N] : NonNullable<Config[N]>>;
};

/** What the command line and the environment say, as text. */
export interface Given {
  readonly flags: Readonly<Partial<Record<FlagName, string>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the working folder. */
  readonly cwd: string;
  /** A folder of the repository whose settings are wanted, absolute; by default the working folder. */
  readonly start?: string;
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
  /** Its text. */
  readonly source?: SourceText;
  /** What the settings file forbids. */
  readonly policy?: PlacedPolicy;
  /** What is wrong with the settings file. */
  readonly diagnostics: readonly Diagnostic[];
}

const shape = compileShape(configSchema);
const names = Object.keys(configSchema.properties).filter(
  (name) => name !== '$schema' && name !== 'policy',
) as SettingName[];

/** Finds, reads and merges the settings: flag over environment over file over default. Throws Faults. */
export async function loadSettings(given: Given): Promise<LoadedSettings> {
  const root = topFor(given.cwd, given.start);
  // At the top alone: if the folder that a command is run from decided the edition, everybody could be called again.
  const found = await (given.file === undefined
    ? searchConfig(root, root)
    : loadConfig(resolve(given.cwd, given.file), root));
  const parsed: ParsedConfig = found ? parse(found, given.cwd) : { config: {}, diagnostics: [] };
  const entries = names.map((name) => [name, choose(name, given, parsed.config, parsed.source?.file)]);
  return {
    settings: Object.fromEntries(entries) as Settings,
    root,
    base: found ? dirname(found.file) : root,
    ...(parsed.source && { file: parsed.source.file, source: parsed.source }),
    ...(parsed.policy && { policy: parsed.policy }),
    diagnostics: parsed.diagnostics,
  };
}

/** The top of the repository that `start`, an absolute path, is in, or `cwd` outside of one. What a link in the working folder's repository leads to must not choose another one. */
export function topFor(cwd: string, start: string = cwd): string {
  const own = repositoryTop(cwd);
  const real = attempt(() => realpathSync.native(start)) ?? cwd;
  if (isInside(start, own) && !isInside(real, realpathSync.native(own))) return own;
  return repositoryTop(real);
}

/** The nearest folder upwards that holds `.git`, or `cwd` itself. */
export function repositoryTop(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const git = join(folder, '.git');
    if (attempt(() => lstatSync(git))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}

/** What the disk says, or nothing where it refuses. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

interface ParsedConfig extends Pick<LoadedSettings, 'source' | 'policy' | 'diagnostics'> {
  readonly config: Config;
}

function parse(found: FoundConfig, cwd: string): ParsedConfig {
  const source = { file: relative(cwd, found.file) || found.file, text: found.text };
  const document = readDocument(source, shape, found.key);
  const diagnostics = joinFindings(
    document.diagnostics,
    document.lacks === 'nothing' ? checkSchema(document) : [],
  );
  if (diagnostics.some(isError)) return { config: {}, diagnostics, source };
  const config = document.value as Config;
  const policy = placePolicy(config, document);
  return { config, diagnostics, source, ...(policy && { policy }) };
}

function checkSchema(document: SourceDocument): readonly Diagnostic[] {
  if (validateConfig(document.value)) return [];
  return explain(
    validateConfig.errors ?? [],
    { document, base: [], shape, value: document.value },
    nameNumber,
  );
}

function placePolicy({ policy }: Config, { locate }: SourceDocument): PlacedPolicy | undefined {
  if (policy === undefined) return undefined;
  const places = Object.entries(POLICY_PATHS).map(([setting, path]) => [
    setting,
    locate(['policy', ...path], 'key'),
  ]);
  return { policy, places: Object.fromEntries(places) as PlacedPolicy['places'] };
}

function choose(
  name: SettingName,
  { flags, env }: Given,
  config: Config,
  file: string | undefined,
): Setting<unknown> {
  const flag = flags[flagName(name)];
  if (flag !== undefined) {
    const where = `--${name.replaceAll('_', '-')}`;
    return { value: typed(name, flag, where), origin: 'flag', where };
  }
  const variable = `CALLPLAN_${name.toUpperCase()}`;
  const fromEnv = env[variable];
  if (fromEnv !== undefined && fromEnv !== '')
    return { value: typed(name, fromEnv, variable), origin: 'environment', where: variable };
  const fromFile = config[name];
  if (fromFile !== undefined) return { value: fromFile, origin: 'file', where: file ?? '' };
  return { value: propertyOf(name).default, origin: 'default', where: 'default' };
}

function flagName(name: SettingName): FlagName {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) as FlagName;
}

/** A text from outside the file, held to the same schema as the file. */
function typed(name: SettingName, text: string, where: string): unknown {
  const property = propertyOf(name);
  const value = property.type.includes('integer') && /^[0-9]{1,9}$/.test(text) ? Number(text) : text;
  if (validateConfig({ [name]: value })) return value;
  const expected =
    property.type === 'integer'
      ? `a whole number from ${property.minimum ?? 0} to ${property.maximum ?? Infinity}`
      : (property.patternErrorMessage ?? 'a text that is not empty');
  throw new Fault('setting-invalid', { where, value: text, expected });
}

interface Property {
  readonly type: string | readonly string[];
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
