import type { Finding } from '../diagnostics/diagnostic.js';
import { quote, type Quoted } from '../privacy/quoted.js';
import type { NameForm } from '../source/schema/explain.js';
import { isEmergency } from './emergency.js';
import { lookUp } from './phone.js';
import { brokenVariable, hasVariables } from './template.js';

/** The forms that a phone number may have. */
const NUMBERS: readonly (string | undefined)[] = ['phone', 'address'];

/** Forms in which no variable may be. */
const FIXED: readonly (string | undefined)[] = [
  ...NUMBERS,
  ...['name', 'edition', 'id', 'path', 'wait', 'tone', 'uuid'],
];

/** What people put between digits: spaces of all widths, brackets, dots, slashes, hyphens and dashes. */
const SEPARATORS = /[\s().\-/\u2010-\u2015]/gu;

/** Finds better words for what a plan's schema calls badly formed. */
export const nameForm: NameForm = (finding, text, form) =>
  hasVariables(text) ? nameVariable(finding, text, form) : nameNumber(finding, text, form);

/**
 * The schema takes numbers of seven digits and more and calls the rest badly formed. Of these the short ones get a finding of
 * their own, as there is nothing to correct in the form of 112; of the others, what was meant is said where the tables know it.
 */
export const nameNumber: NameForm = (finding, text, form) => {
  if (!NUMBERS.includes(form)) return finding;
  const digits = text.replace(/^tel:/i, '').replace('(0)', '').replace(SEPARATORS, '');
  if (/^\+?[0-9]{1,6}$/.test(digits)) {
    const code = isEmergency(digits) ? 'emergency-number' : 'short-number';
    return { code, args: { number: quote(text) } };
  }
  return { ...finding, args: { ...finding.args, ...numberMeant(digits) } };
};

/** A plus, and 00 in most of the world, say that a country code follows; of other digits that is a guess, which may ring a stranger. */
function numberMeant(digits: string): { meant?: Quoted; guessed?: Quoted } {
  const certain = /^(\+|00)/.test(digits);
  const number = `+${digits.replace(/^(\+|00|011)/, '')}`;
  if (!/^\+[1-9][0-9]{6,14}$/.test(number)) return {};
  const phone = lookUp(number);
  const meant = phone?.withoutPrefix ?? (phone?.length === 'right' ? number : undefined);
  if (!phone || meant === undefined) return {};
  const { countryCode, country } = phone;
  if (certain) return { meant: quote(meant) };
  const guessed = country === undefined ? countryCode : `${countryCode} (${country})`;
  return { meant: quote(meant), guessed: quote(guessed) };
}

/** The schema takes variables where they are allowed, and calls a text that has one elsewhere badly formed. */
const nameVariable: NameForm = (finding, text, form) => {
  const broken = brokenVariable(text);
  if (broken !== undefined) return { code: 'variable-syntax', args: { text: quote(broken) } };
  if (FIXED.includes(form)) return misplaced(text, 'elsewhere');
  if (form !== 'url') return finding;
  const [, outside = ''] = /^([^/]*\/\/[^/?#]*)/.exec(text) ?? [];
  const fragment = /#.*$/.exec(text)?.[0] ?? '';
  const wrong = [outside, fragment].find(hasVariables);
  return wrong === undefined ? finding : misplaced(wrong, 'url');
};

function misplaced(text: string, where: 'url' | 'elsewhere'): Finding {
  const [variable = ''] = /\{\{[^}]*\}\}/.exec(text) ?? [];
  return { code: 'variable-misplaced', args: { variable: quote(variable), where } };
}
