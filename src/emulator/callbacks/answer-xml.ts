import { SaxesParser } from 'saxes';

/** The elements of SSML. */
const SSML = ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w'];
const ssmlWithout = (...names: readonly string[]): readonly string[] =>
  SSML.filter((name) => !names.includes(name));
const PROMPTS = ['Speak', 'Play', 'Wait'];

/** Which elements may be inside which. Names are case-sensitive; an element that is not listed takes none. */
const children: Readonly<Record<string, readonly string[]>> = {
  Response: [
    ...PROMPTS,
    'GetDigits',
    'GetInput',
    'Record',
    'Dial',
    'Conference',
    'MultiPartyCall',
    'Message',
    'Redirect',
    'Hangup',
    'PreAnswer',
    'DTMF',
    'Stream',
  ],
  Dial: ['Number', 'User'],
  GetDigits: PROMPTS,
  GetInput: PROMPTS,
  PreAnswer: [...PROMPTS, 'GetDigits', 'Redirect', 'Message', 'DTMF'],
  Speak: SSML,
  emphasis: ssmlWithout('p', 's'),
  lang: SSML,
  p: ssmlWithout('p', 'phoneme'),
  prosody: SSML,
  s: ssmlWithout('p', 's'),
  w: ssmlWithout('lang', 'p', 's', 'w'),
};

const KNOWN = new Set(['Response', ...Object.values(children).flat()]);

/** What is wrong with an answer that should be a call's instructions; undefined when it is Plivo XML. */
export function xmlProblem(contentType: string | undefined, body: Buffer): string | undefined {
  if (!/^(?:text|application)\/xml\s*(?:;|$)/i.test(contentType ?? ''))
    return `the content type is ${contentType?.slice(0, 80) ?? 'missing'}, not text/xml or application/xml`;
  try {
    checkElements(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return undefined;
  } catch (error) {
    return error instanceof TypeError ? 'the XML is not in UTF-8' : (error as Error).message.slice(0, 200);
  }
}

/** Throws an Error at the first problem. A document type is refused, so that a document cannot define entities. */
function checkElements(text: string): void {
  const open: string[] = [];
  const parser = new SaxesParser({ position: true });
  const refuse = (problem: string): never => {
    throw new Error(`invalid XML at line ${parser.line}, column ${parser.column}: ${problem}`);
  };
  parser.on('error', ({ message }) => refuse(message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => refuse('a document type is not allowed'));
  parser.on('opentagstart', ({ name }) => {
    const parent = open.at(-1);
    if (parent === undefined ? name !== 'Response' : !children[parent]?.includes(name))
      refuse(misplaced(name, parent));
    open.push(name);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
}

function misplaced(name: string, parent: string | undefined): string {
  const shown = `<${name.slice(0, 40)}>`;
  if (parent === undefined) return `the root is ${shown}, not <Response>`;
  return KNOWN.has(name) ? `${shown} must not stand in <${parent}>` : `Plivo knows no element ${shown}`;
}
