import { Fault } from '../../../diagnostics/fault.js';
import type { SourceText } from '../../../source/files/text.js';
import { parametersOf, readBody } from '../body.js';
import { isMakeCall, nameRequest } from '../endpoint.js';
import { parseJson } from '../json.js';
import { addressOf, headerOf, isRecord, recordsOf, textOf, type JsonRecord } from './postman-parts.js';
import { secretsOf } from './postman-secrets.js';
import { fill, noVariables, variablesOf, type Variables } from './postman-variables.js';
import {
  leftOut,
  listed,
  refuseMany,
  type FoundCall,
  type Parameters,
  type Reading,
  type Remark,
} from '../reading.js';

/** A reading that grows while the folders are walked. */
interface Walk {
  readonly file: string;
  readonly calls: FoundCall[];
  readonly remarks: Remark[];
  readonly secrets: string[];
}

/** The requests of a Postman collection, folder or item (v2.1 or v2.0). Saved responses are none. Throws Fault `form-unreadable`. */
export function readPostman({ file, text }: SourceText): Reading {
  const root = rootOf(text, file);
  const walk: Walk = { file, calls: [], remarks: [], secrets: [] };
  const name = textOf(isRecord(root['info']) ? root['info']['name'] : root['name']);
  read(root, noVariables(), [], walk);
  return { ...(name !== undefined && { name }), ...walk };
}

function rootOf(text: string, file: string): JsonRecord {
  const parsed = parseJson(text);
  if ('refused' in parsed) throw new Fault('form-unreadable', { file, problem: `it ${parsed.refused}` });
  const { value } = parsed;
  // Postman's API has the collection within an object of its own.
  const root = isRecord(value) && isRecord(value['collection']) ? value['collection'] : value;
  if (isRecord(root) && ('item' in root || 'request' in root)) return root;
  const old = isRecord(root) && 'requests' in root;
  const problem = old
    ? 'it is a Postman collection of version 1; export it as version 2.1'
    : 'it is neither a Postman collection nor an item';
  throw new Fault('form-unreadable', { file, problem });
}

function read(item: JsonRecord, around: Variables, path: readonly string[], walk: Walk): void {
  const variables = variablesOf(item, around);
  for (const secret of secretsOf(item, variables)) walk.secrets.push(secret);
  for (const [index, inner] of recordsOf(item['item']).entries())
    read(inner, variables, [...path, textOf(inner['name']) ?? `item ${index + 1}`], walk);
  if (!('request' in item)) return;
  const place = [walk.file, ...path].map((part) => part.slice(0, 80)).join(' / ');
  const found = readRequest(item['request'], variables, place);
  if ('text' in found) walk.remarks.push(found);
  else walk.calls.push(found);
  refuseMany(walk.calls.length + walk.remarks.length, walk.file);
}

function readRequest(request: unknown, variables: Variables, place: string): FoundCall | Remark {
  const { method = 'GET', url, header, body } = isRecord(request) ? request : { url: request };
  const verb = fill(textOf(method) ?? '', variables).text;
  const address = fill(addressOf(url), variables);
  if (!isMakeCall(verb, address.text))
    return address.unknown.length > 0 && !/api\.plivo\.com/i.test(address.text)
      ? leftOut(place, `its address holds ${listed(address.unknown)}, which has no value here`)
      : leftOut(place, `${nameRequest(verb, address.text)} is no make-call request`, false);
  const type = headerOf(header, 'content-type');
  const parameters = readBodyOf(isRecord(body) ? body : {}, type, variables);
  return 'refused' in parameters ? leftOut(place, parameters.refused) : { place, parameters };
}

function readBodyOf(body: JsonRecord, type: string | undefined, variables: Variables): Parameters {
  const mode = textOf(body['mode']) ?? (body['disabled'] === true ? undefined : 'raw');
  if (mode === 'urlencoded') return readUrlencoded(body['urlencoded'], variables);
  if (mode !== 'raw')
    return {
      refused: `its body is of the kind ${mode?.slice(0, 20) ?? 'none'}, which make-call does not take`,
    };
  const filled = fill(textOf(body['raw']) ?? '', variables);
  return filled.unknown.length > 0 ? withoutValue(filled.unknown) : readBody(filled.text, type);
}

function readUrlencoded(list: unknown, variables: Variables): Parameters {
  const fields = recordsOf(list).filter(({ disabled }) => disabled !== true);
  const texts = fields.map(({ key, value }) =>
    [key, value].map((text) => fill(textOf(text) ?? '', variables)),
  );
  const unknown = texts.flatMap((field) => field.flatMap((filled) => filled.unknown));
  if (unknown.length > 0) return withoutValue(unknown);
  return parametersOf(texts.map(([name, value]) => [name?.text ?? '', value?.text ?? '']));
}

function withoutValue(unknown: readonly string[]): Parameters {
  return { refused: `its body holds ${listed(unknown)}, which has no value here` };
}
