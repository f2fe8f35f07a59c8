/** `hostile.js print`: checks one large or deep plan after the other in one process, and prints what was found as JSON lines. */
import { checkPlan } from '../../../src/plan/check.js';

const MIB = 1024 * 1024;

function fill(text: string, size = 4 * MIB): string {
  return text.repeat(Math.floor(size / text.length));
}

/** Just below the most that is read of a file. */
function huge(text: string): string {
  return fill(text, 31 * MIB);
}

/** 10 kB that once ended the process beyond any catch, when another file of the kind had been read before it. */
function deep(open: string): string {
  return fill(open, 10_000);
}

/** Each value is nested nearly as deep as it may be, around the one before it. */
function aliases(): string {
  const line = (i: number): string => `a${i + 1}: &a${i + 1} ${'['.repeat(55)}*a${i}${']'.repeat(55)}\n`;
  return `a0: &a0 x\n${Array.from({ length: 200 }, (_, i) => line(i)).join('')}`;
}

export interface Hostile {
  readonly text: () => string;
  /** What it must be refused for. */
  readonly code: string;
}

export const hostile: Readonly<Record<string, Hostile>> = {
  'a huge line': { text: () => `name: ${huge('x')}`, code: 'too-large' },
  'a huge quoted line without end': { text: () => `name: "${huge('\\')}`, code: 'too-large' },
  'huge brackets': { text: () => huge('['), code: 'too-deep' },
  'huge hyphens': { text: () => huge('- '), code: 'too-deep' },
  'huge question marks': { text: () => huge('? '), code: 'too-deep' },
  'huge anchors': { text: () => huge('a: &a '), code: 'too-deep' },
  'huge lines with an anchor': { text: () => huge('a: &a\n'), code: 'too-large' },
  'huge single quotes': { text: () => huge("'"), code: 'too-large' },
  'a huge comment': { text: () => huge('#'), code: 'too-large' },
  'huge comments': { text: () => huge('#\n'), code: 'too-large' },
  'huge directives': { text: () => huge('%TAG ! tag:x,2000:\n'), code: 'too-large' },
  'huge space': { text: () => huge(' '), code: 'too-large' },
  'huge blank lines': { text: () => huge('\n'), code: 'too-large' },
  'closing brackets': { text: () => fill(']'), code: 'yaml-syntax' },
  'pairs of brackets': { text: () => fill('[]'), code: 'yaml-syntax' },
  commas: { text: () => `[${fill(',', MIB / 4)}`, code: 'yaml-syntax' },
  braces: { text: () => fill('{'), code: 'too-deep' },
  colons: { text: () => fill(': '), code: 'too-deep' },
  aliases: { text: () => fill('*a '), code: 'too-many-anchors' },
  tags: { text: () => fill('!a '), code: 'explicit-tag' },
  documents: { text: () => fill('---\n'), code: 'too-large' },
  'fewer documents': { text: () => fill('---\n', MIB), code: 'several-documents' },
  'control characters': { text: () => fill('\0'), code: 'control-character' },
  'old line ends': { text: () => fill('\r'), code: 'control-character' },
  'a block text': { text: () => `name: |\n${fill(' x\n', MIB)}`, code: 'too-large' },
  'comments below blank lines': {
    text: () => `a: |\n  x\n${'\n'.repeat(30_000)}${' #c\n'.repeat(30_000)}`,
    code: 'too-large',
  },
  'deep brackets': { text: () => deep('['), code: 'too-deep' },
  'deep braces': { text: () => deep('{a: '), code: 'too-deep' },
  'deep hyphens': { text: () => deep('- '), code: 'too-deep' },
  'deep keys': {
    text: () => Array.from({ length: 140 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
    code: 'too-deep',
  },
  'deep aliases': { text: aliases, code: 'too-deep' },
};

if (process.argv[2] === 'print')
  for (const [name, { text }] of Object.entries(hostile)) {
    const { diagnostics } = checkPlan({ file: 'hostile.yaml', text: text() });
    const codes = diagnostics.map(({ code }) => code).join();
    process.stdout.write(`${JSON.stringify({ name, codes })}\n`);
  }
