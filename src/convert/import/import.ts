import { isError, type Diagnostic } from '../../diagnostics/diagnostic.js';
import { Fault } from '../../diagnostics/fault.js';
import { checkPlan } from '../../plan/check.js';
import type { SourceText } from '../../source/files/text.js';
import { outlineOf, type Outline } from './assemble.js';
import { candidatesOf, tellable } from './candidate.js';
import { readCsv } from './csv.js';
import { readCurl } from './curl/curl.js';
import { acceptable } from './draft.js';
import { planText } from './plan-text.js';
import { readPostman } from './postman/postman.js';
import type { Reading, Remark } from './reading.js';
import type { ImportKind } from './recognise.js';

export interface ImportOptions {
  readonly kind: ImportKind;
  /** The plan's name; by default what the form calls itself, else `fallbackName`. */
  readonly name?: string;
  readonly fallbackName: string;
  readonly duplicates?: Outline['duplicates'];
  /** Credentials that are known beside those of the form. */
  readonly secrets?: readonly string[];
  /** The name under which findings speak of the plan. */
  readonly planFile: (name: string) => string;
}

/** What became of a form. */
export interface Imported {
  readonly plan: SourceText;
  readonly calls: number;
  /** What is wrong with the plan, or only lacks: see {@link isWanting}. */
  readonly diagnostics: readonly Diagnostic[];
  readonly remarks: readonly Remark[];
}

/** Each is looked for in each value. */
const MAX_SECRETS = 100;

const readers: Readonly<Record<ImportKind, (source: SourceText) => Reading>> = {
  curl: readCurl,
  postman: readPostman,
  csv: readCsv,
};

/** Makes a plan of a form. Nothing it says, and nothing of the plan, holds credentials of the form or of `secrets`. Throws Fault `form-unreadable`. */
export function importForm(source: SourceText, options: ImportOptions): Imported {
  const reading = readers[options.kind](source);
  const secrets = tellable([...reading.secrets, ...(options.secrets ?? [])]);
  if (secrets.length > MAX_SECRETS)
    refuse(source.file, `it holds more than ${MAX_SECRETS} different credentials`);
  const { candidates, remarks } = candidatesOf(reading.calls, secrets);
  const { accepted, remarks: refused } = acceptable(candidates);
  const name = options.name ?? nameOf(reading.name, secrets) ?? options.fallbackName;
  const { outline, remarks: repeated } = outlineOf(name, accepted, options.duplicates ?? 'refuse');
  const plan = { file: options.planFile(name), text: planText(outline) };
  const checked = outline.destinations.length === 0 ? { diagnostics: [] } : checkPlan(plan);
  refuseSecrets(plan.text, secrets, source.file);
  return {
    plan,
    calls: outline.destinations.length,
    diagnostics: checked.diagnostics,
    remarks: [...reading.remarks, ...remarks, ...refused, ...repeated].map((remark) => hide(remark, secrets)),
  };
}

/** Whether a plan has no other errors than that it lacks parameters, which a person can fill in. */
export function isWanting(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every((diagnostic) => !isError(diagnostic) || diagnostic.code === 'missing-parameter');
}

/** What a form calls itself as the name of a plan. */
function nameOf(text: string | undefined, secrets: readonly string[]): string | undefined {
  if (text === undefined || secrets.some((secret) => text.includes(secret))) return undefined;
  return planName(text);
}

/** The letters and digits of a text, joined by hyphens; undefined when there are none. */
export function planName(text: string): string | undefined {
  const words = text
    .slice(0, 1000)
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join('-').slice(0, 64).replace(/-$/, '');
}

function hide({ text, place, ...rest }: Remark, secrets: readonly string[]): Remark {
  const hidden = (said: string): string =>
    secrets.reduce((left, secret) => left.replaceAll(secret, '***'), said);
  return { ...rest, text: hidden(text), place: hidden(place) };
}

/** Every value was looked at before; this holds whatever way one could take past that. */
function refuseSecrets(text: string, secrets: readonly string[], file: string): void {
  if (secrets.some((secret) => text.includes(secret)))
    refuse(file, 'its credentials would come into the plan');
}

function refuse(file: string, problem: string): never {
  throw new Fault('form-unreadable', { file, problem });
}
