import { isError, type Diagnostic } from '../../diagnostics/diagnostic.js';
import { Fault } from '../../diagnostics/fault.js';
import { checkPlan } from '../../plan/check.js';
import type { SourceText } from '../../source/files/text.js';
import { buildOutline, type Outline } from './outline.js';
import { destinationsOf, searchableSecrets } from './destinations.js';
import { readCsv } from './csv.js';
import { readCurl } from './curl/curl.js';
import { checkDestinations } from './check-destinations.js';
import { planText } from './plan-text.js';
import { readPostman } from './postman/postman.js';
import type { FoundRequests, Remark } from './found-requests.js';

/** What can be imported. */
export type ImportFormat = 'curl' | 'postman' | 'csv';

export interface ImportOptions {
  readonly format: ImportFormat;
  /** The plan's name; by default what the form calls itself, else `fallbackName`. */
  readonly name?: string;
  readonly fallbackName: string;
  readonly duplicates?: Outline['duplicates'];
  /** Credentials that are known beside those of the form. */
  readonly secrets?: readonly string[];
  /** The name of the plan's file in findings. */
  readonly planFile: (name: string) => string;
}

/** The plan that was made of a form. */
export interface Imported {
  readonly plan: SourceText;
  readonly calls: number;
  /** What is wrong with the plan, or only lacks: see {@link lacksOnlyParameters}. */
  readonly diagnostics: readonly Diagnostic[];
  readonly remarks: readonly Remark[];
}

/** Each is searched for in each value. */
const MAX_SECRETS = 100;

const readers: Readonly<Record<ImportFormat, (source: SourceText) => FoundRequests>> = {
  curl: readCurl,
  postman: readPostman,
  csv: readCsv,
};

/** The format of a text, judged by its file's name and its beginning; undefined when neither shows it. */
export function detectFormat({ file, text }: SourceText): ImportFormat | undefined {
  const ending = /\.(csv|tsv|json|sh|bash|zsh)$/i.exec(file)?.[1]?.toLowerCase();
  if (ending === 'csv' || ending === 'tsv') return 'csv';
  if (ending === 'json') return 'postman';
  if (ending !== undefined) return 'curl';
  const start = text.slice(0, 100_000).trimStart();
  if (start.startsWith('{')) return 'postman';
  if (/^([^\n]*[,;\t])?["']?to["']?\s*([,;\t]|\r?\n|$)/.test(start)) return 'csv';
  return /(^|[\s;(`/])curl\s/.test(start) ? 'curl' : undefined;
}

/** Makes a plan of a form. Neither the plan nor a remark holds credentials of the form or of `secrets`. Throws Fault `form-unreadable`. */
export function importForm(source: SourceText, options: ImportOptions): Imported {
  const found = readers[options.format](source);
  const secrets = searchableSecrets([...found.secrets, ...(options.secrets ?? [])]);
  if (secrets.length > MAX_SECRETS)
    refuse(source.file, `it holds more than ${MAX_SECRETS} different credentials`);
  const { destinations, remarks } = destinationsOf(found.requests, secrets);
  const { accepted, remarks: refused } = checkDestinations(destinations);
  const name = options.name ?? nameOf(found.name, secrets) ?? options.fallbackName;
  const { outline, remarks: repeated } = buildOutline(name, accepted, options.duplicates ?? 'refuse');
  const plan = { file: options.planFile(name), text: planText(outline) };
  const checked = outline.destinations.length === 0 ? { diagnostics: [] } : checkPlan(plan);
  refuseSecrets(plan.text, secrets, source.file);
  return {
    plan,
    calls: outline.destinations.length,
    diagnostics: checked.diagnostics,
    remarks: [...found.remarks, ...remarks, ...refused, ...repeated].map((remark) => hide(remark, secrets)),
  };
}

/** Whether all errors of a plan are missing parameters, which a person can fill in. */
export function lacksOnlyParameters(diagnostics: readonly Diagnostic[]): boolean {
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
  const hidden = (shown: string): string =>
    secrets.reduce((left, secret) => left.replaceAll(secret, '***'), shown);
  return { ...rest, text: hidden(text), place: hidden(place) };
}

/** Every value was searched before; this is a second guard. */
function refuseSecrets(text: string, secrets: readonly string[], file: string): void {
  if (secrets.some((secret) => text.includes(secret)))
    refuse(file, 'its credentials would come into the plan');
}

function refuse(file: string, problem: string): never {
  throw new Fault('form-unreadable', { file, problem });
}
