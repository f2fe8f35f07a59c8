import type { SourceText } from '../../../source/files/text.js';
import { readBody } from '../body.js';
import { readArguments, type Argument } from './curl-arguments.js';
import { addressSecrets, headerSecrets, isMakeCall, nameRequest, pairSecrets } from '../endpoint.js';
import {
  leftOut,
  joinNames,
  refuseTooMany,
  type FoundRequest,
  type FoundRequests,
  type Remark,
} from '../found-requests.js';
import { readCommands, type Command } from './shell-commands.js';
import type { Word } from './shell-words.js';

/** What may stand before `curl` in its command. */
const BEFORE =
  /^(\$|[!{]|do|then|else|if|elif|while|until|time|sudo|exec|command|env|nohup|[A-Za-z_]\w*=[^]*)$/;

const DATA = ['data', 'data-raw', 'data-urlencode', 'json'] as const;

/** A plan with both would call twice where a shell calls once. */
const NOT_BOTH = 'it runs only where another command fails or is not chosen, and a plan knows no such choice';

/** The requests of the curl commands in a shell script. Throws Fault `form-unreadable`. */
export function readCurl(source: SourceText): FoundRequests {
  const requests: FoundRequest[] = [];
  const remarks: Remark[] = [];
  const secrets: string[] = [];
  const onCommand = ({ line, isAlternative, words }: Command): void => {
    const curl = curlIn(words);
    if (curl === -1) return;
    for (const request of requestsOf(words.slice(curl + 1))) {
      const args = readArguments(request);
      secrets.push(...('refused' in args ? request.flatMap(anySecret) : args.flatMap(argumentSecrets)));
      const place = `${source.file}:${line}`;
      const read = 'refused' in args ? leftOut(place, args.refused) : readRequest(args, place);
      if ('text' in read) remarks.push(read);
      else if (isAlternative) remarks.push(leftOut(place, NOT_BOTH));
      else requests.push(read);
    }
    refuseTooMany(requests.length + remarks.length, source.file);
  };
  readCommands(source, { continues, onCommand });
  return { requests, remarks, secrets };
}

/** Documentation breaks long commands before an option or the address, without a backslash; no command begins so. */
function continues(words: readonly Word[], next: string): boolean {
  return curlIn(words) !== -1 && /^(--?[A-Za-z]|["']?https?:\/\/)/.test(next);
}

function curlIn(words: readonly Word[]): number {
  const first = words.findIndex(({ text }) => !BEFORE.test(text));
  return /^(.*[\\/])?curl(\.exe)?$/.test(words[first]?.text ?? '') ? first : -1;
}

/** One command makes several requests with `--next` between them. */
function requestsOf(words: readonly Word[]): Word[][] {
  const requests: Word[][] = [[]];
  for (const word of words) {
    if (word.text === '--next' || word.text === '-:') requests.push([]);
    else requests.at(-1)?.push(word);
  }
  return requests;
}

function readRequest(args: readonly Argument[], place: string): FoundRequest | Remark {
  const having = (...meanings: Argument['meaning'][]): Argument[] =>
    args.filter(({ meaning }) => meanings.includes(meaning));
  const data = having(...DATA);
  const addresses = having('url').map(({ value }) => value);
  const [address = { text: '', unknown: [] }, ...others] = addresses;
  const method = methodOf(having('method'), having('get', 'head'), having('multipart', ...DATA).length > 0);
  if (others.length > 0) return leftOut(place, `it has ${addresses.length} addresses`);
  if (!isMakeCall(method, address.text)) {
    const unknown = [...address.unknown, ...(having('method').at(-1)?.value.unknown ?? [])];
    return /api\.plivo\.com/i.test(address.text) || unknown.length === 0
      ? leftOut(place, `${nameRequest(method, address.text)} is no make-call request`, false)
      : leftOut(place, `its address holds ${joinNames(unknown)}, which only a shell could fill in`);
  }
  const refused = args.find(({ reason }) => reason !== undefined);
  if (refused?.reason !== undefined) return leftOut(place, refused.reason);
  const body = bodyOf(data);
  if (typeof body !== 'string') return leftOut(place, body.refused);
  const parameters = readBody(body, contentType(args));
  return 'refused' in parameters ? leftOut(place, parameters.refused) : { place, parameters };
}

function methodOf(options: readonly Argument[], flags: readonly Argument[], hasData: boolean): string {
  const method = options.at(-1)?.value.text;
  if (method !== undefined) return method;
  const flag = flags.at(-1)?.meaning;
  return flag === 'head' ? 'HEAD' : flag === 'get' || !hasData ? 'GET' : 'POST';
}

/** The parts of a body as curl joins them. */
function bodyOf(data: readonly Argument[]): string | { readonly refused: string } {
  let body = '';
  for (const { meaning, option, value } of data) {
    if (value.unknown.length > 0)
      return { refused: `its body holds ${joinNames(value.unknown)}, which only a shell could fill in` };
    const part = meaning === 'data-urlencode' ? urlencoded(value.text) : value.text;
    if (part === undefined || (part.startsWith('@') && meaning !== 'data-raw'))
      return { refused: `${option} reads another file, and none is opened` };
    body += body === '' || meaning === 'json' ? part : `&${part}`;
  }
  return body;
}

/** `name=content` or `content`, encoded; undefined for what names a file. */
function urlencoded(text: string): string | undefined {
  const [, name = '', sign = '', content = ''] = /^([^=@]*)([=@]?)([^]*)$/.exec(text) ?? [];
  if (sign === '@') return undefined;
  if (sign === '') return encodeURIComponent(name);
  return `${name === '' ? '' : `${name}=`}${encodeURIComponent(content)}`;
}

function contentType(args: readonly Argument[]): string {
  if (args.some(({ meaning }) => meaning === 'json')) return 'application/json';
  const types = args.flatMap(({ meaning, value }) =>
    meaning === 'header' ? (/^content-type\s*:\s*(.*)$/i.exec(value.text)?.[1] ?? []) : [],
  );
  return types.at(-1) ?? '';
}

function argumentSecrets({ meaning, value: { text } }: Argument): string[] {
  if (meaning === 'secret') return [text, ...pairSecrets(text)];
  if (meaning === 'url') return addressSecrets(text);
  const header =
    meaning === 'header' ? /^([\w-]*(?:auth|token|key|cookie)[\w-]*)\s*:(.*)$/is.exec(text) : null;
  return header?.[2] === undefined ? [] : headerSecrets(header[2]);
}

/** Of a command that is not understood, whatever could be one. */
function anySecret({ text }: Word): string[] {
  const pair = /[\s{]|\/\//.test(text) ? [] : pairSecrets(text.replace(/^(-u|--user=)/, ''));
  return [...addressSecrets(text), ...pair];
}
