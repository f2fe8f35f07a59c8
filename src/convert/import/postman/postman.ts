import { Fault } from '../../../diagnostics/fault.js';
import type { SourceText } from '../../../source/files/text.js';
import { parametersOf, readBody } from '../body.js';
import { isMakeCall, nameRequest } from '../endpoint.js';
import { parseJson } from '../json.js';
import { addressOf, headerOf, isJsonObject, jsonObjectsIn, textOf, type JsonObject } from './postman-json.js';
import { secretsOf } from './postman-secrets.js';
import { fill, noVariables, variablesOf, type Variables } from './postman-variables.js';
import {
  leftOut,
  joinNames,
  refuseTooMany,
  type FoundRequest,
  type Parameters,
  type FoundRequests,
  type Remark,
} from '../found-requests.js';

/** What has been found so far while the folders are walked. */
interface Walk {
  readonly file: string;
  readonly requests: FoundRequest[];
  readonly remarks: Remark[];
  readonly secrets: string[];
}

/** The requests of a Postman collection, folder or item (v2.1 or v2.0). Saved responses are none. Throws Fault `form-unreadable`. */
export function readPostman({ file, text }: SourceText): FoundRequests {
  const root = rootOf(text, file);
  const walk: Walk = { file, requests: [], remarks: [], secrets: [] };
  const name = textOf(isJsonObject(root['info']) ? root['info']['name'] : root['name']);
  read(root, noVariables(), [], walk);
  return { ...(name !== undefined && { name }), ...walk };
}

function rootOf(text: string, file: string): JsonObject {
  const parsed = parseJson(text);
  if ('refused' in parsed) throw new Fault('form-unreadable', { file, problem: `it ${parsed.refused}` });
  const { value } = parsed;
  // Postman's API has the collection within an object of its own.
  const root = isJsonObject(value) && isJsonObject(value['collection']) ? value['collection'] : value;
  if (isJsonObject(root) && ('item' in root || 'request' in root)) return root;
  const old = isJsonObject(root) && 'requests' in root;
  const problem = old
    ? 'it is a Postman collection of version 1; export it as version 2.1'
    : 'it is neither a Postman collection nor an item';
  throw new Fault('form-unreadable', { file, problem });
}

function read(item: JsonObject, around: Variables, path: readonly string[], walk: Walk): void {
  const variables = variablesOf(item, around);
  for (const secret of secretsOf(item, variables)) walk.secrets.push(secret);
  for (const [index, inner] of jsonObjectsIn(item['item']).entries())
    read(inner, variables, [...path, textOf(inner['name']) ?? `item ${index + 1}`], walk);
  if (!('request' in item)) return;
  const place = [walk.file, ...path].map((part) => part.slice(0, 80)).join(' / ');
  const found = readRequest(item['request'], variables, place);
  if ('text' in found) walk.remarks.push(found);
  else walk.requests.push(found);
  refuseTooMany(walk.requests.length + walk.remarks.length, walk.file);
}

function readRequest(request: unknown, variables: Variables, place: string): FoundRequest | Remark {
  const { method = 'GET', url, header, body } = isJsonObject(request) ? request : { url: request };
  const verb = fill(textOf(method) ?? '', variables).text;
  const address = fill(addressOf(url), variables);
  if (!isMakeCall(verb, address.text))
    return address.unknown.length > 0 && !/api\.plivo\.com/i.test(address.text)
      ? leftOut(place, `its address holds ${joinNames(address.unknown)}, which has no value here`)
      : leftOut(place, `${nameRequest(verb, address.text)} is no make-call request`, false);
  const type = headerOf(header, 'content-type');
  const parameters = readBodyOf(isJsonObject(body) ? body : {}, type, variables);
  return 'refused' in parameters ? leftOut(place, parameters.refused) : { place, parameters };
}

function readBodyOf(body: JsonObject, type: string | undefined, variables: Variables): Parameters {
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
  const fields = jsonObjectsIn(list).filter(({ disabled }) => disabled !== true);
  const texts = fields.map(({ key, value }) =>
    [key, value].map((text) => fill(textOf(text) ?? '', variables)),
  );
  const unknown = texts.flatMap((field) => field.flatMap((filled) => filled.unknown));
  if (unknown.length > 0) return withoutValue(unknown);
  return parametersOf(texts.map(([name, value]) => [name?.text ?? '', value?.text ?? '']));
}

function withoutValue(unknown: readonly string[]): Parameters {
  return { refused: `its body holds ${joinNames(unknown)}, which has no value here` };
}
