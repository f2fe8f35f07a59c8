import { encodeForUrl, fill, variablesIn, type Vars } from '../template.js';
import { isCleanName, LONGEST_NAME } from './caller-name.js';
import type { Template } from './templates.js';

const LONGEST_URL = 2048;
const LONGEST_DIGITS = 1000;
const LONGEST_HEADER = 500;

/** A text with values that its place does not allow, and the variable that most likely is to blame. */
export interface BadValue {
  readonly variable: string;
  readonly text: string;
  /** Completes "which …". */
  readonly problem: string;
}

/** What is wrong with a template once its variables, all of them among `vars`, have their values. */
export function findBadValue({ kind, text: template }: Template, vars: Vars): BadValue | undefined {
  const text = fill(template, vars, kind === 'url' ? encodeForUrl : String);
  const { allows, problem } = places[kind];
  const names = variablesIn(template);
  const alone = names.find((name) => !allows(vars[name] ?? ''));
  const found = problem(text) ?? (kind === 'sip_headers' && alone !== undefined ? NOT_PLAIN : undefined);
  return found === undefined ? undefined : { variable: alone ?? names[0] ?? '', text, problem: found };
}

const NOT_PLAIN = 'is not of letters and digits only';

interface Place {
  /** Whether a value may be a part of the text. */
  readonly allows: (value: string) => boolean;
  readonly problem: (text: string) => string | undefined;
}

function wellFormed(pattern: RegExp, longest: number, problem: string): Pick<Place, 'problem'> {
  return {
    problem: (text) => {
      if (!pattern.test(text)) return problem;
      return text.length > longest ? `is longer than ${longest} characters` : undefined;
    },
  };
}

const places: Readonly<Record<Template['kind'], Place>> = {
  url: {
    allows: (value) => !/(^|[/\\])\.{1,2}([/\\]|$)/.test(value),
    problem: (text) => {
      if (text.length > LONGEST_URL) return `is longer than ${LONGEST_URL} characters`;
      // Whoever reads the URL takes these for the folder itself and the one above it, encoded or not.
      return /(\/|%2f|%5c)(\.|%2e){1,2}(\/|%2f|%5c|$)/i.test(text.replace(/[?#].*$/s, ''))
        ? 'has a . or .. for a part of its path'
        : undefined;
    },
  },
  digits: {
    allows: (value) => /^[0-9*#wW]*$/.test(value),
    ...wellFormed(/^[0-9*#wW]+(@[1-9][0-9]{0,4})?$/, LONGEST_DIGITS, 'is not a sequence of 0-9 * # w W'),
  },
  press: {
    allows: (value) => /^[0-9*#]*$/.test(value),
    ...wellFormed(/^[0-9*#]+$/, LONGEST_DIGITS, 'is not a sequence of the keys 0-9 * #'),
  },
  caller_name: {
    allows: isCleanName,
    problem: (text) => {
      if (text === '') return 'is empty';
      if (Array.from(text).length > LONGEST_NAME) return `is longer than ${LONGEST_NAME} characters`;
      return isCleanName(text) ? undefined : 'has invisible characters, or space at an end';
    },
  },
  sip_headers: {
    // A comma in a value would add a header.
    allows: (value) => /^[A-Za-z0-9]*$/.test(value),
    problem: (text) => {
      const values = text.split(',').map((pair) => pair.slice(pair.indexOf('=') + 1));
      if (!values.every((value) => /^[A-Za-z0-9]+$/.test(value))) return NOT_PLAIN;
      return values.some((value) => value.length > LONGEST_HEADER)
        ? `is longer than ${LONGEST_HEADER} characters`
        : undefined;
    },
  },
};
