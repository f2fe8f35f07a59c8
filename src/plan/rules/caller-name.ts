import { known, quote } from '../../privacy/quoted.js';
import { brokenVariable, hasVariables } from '../template.js';
import type { CallRule } from './call-rule.js';

/** Control characters and those that turn the direction of writing; joiners are left, for scripts that need them. */
const INVISIBLE = /[\p{Cc}\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Plivo's limit, in characters. The schema lets more pass, for the sake of variables. */
export const LONGEST_NAME = 50;

export const callerName: CallRule<'options'> = ({ options: { caller_name: name } }) => {
  if (typeof name !== 'string') return [];
  const settings = [['options', 'caller_name']] as const;
  // The schema knows no wrong characters here, unlike in the other places of variables.
  const broken = brokenVariable(name);
  if (broken !== undefined) return [{ code: 'variable-syntax', args: { text: quote(broken) }, settings }];
  if (hasVariables(name)) return [];
  if (Array.from(name).length > LONGEST_NAME) {
    const args = { name: known('caller_name'), keyword: known('maxLength'), limit: LONGEST_NAME };
    return [{ code: 'out-of-range', args, settings }];
  }
  if (isCleanName(name)) return [];
  const clean = cleanName(name);
  return [{ code: 'caller-name-unclean', args: clean === '' ? {} : { clean: quote(clean) }, settings }];
};

/** Whether nothing of a name is invisible. */
export function isCleanName(name: string): boolean {
  return cleanName(name) === name;
}

function cleanName(name: string): string {
  return name.replace(INVISIBLE, '').trim();
}
