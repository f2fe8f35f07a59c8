import type { CallRule } from './call-rule.js';

/** Control characters and those that turn the direction of writing; joiners are left, for scripts that need them. */
const INVISIBLE = /[\p{Cc}\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

export const callerName: CallRule<'options'> = ({ options: { caller_name: name } }) => {
  if (typeof name !== 'string') return [];
  const clean = name.replace(INVISIBLE, '').trim();
  if (clean === name) return [];
  return [{ code: 'caller-name-unclean', args: { name, clean }, settings: [['options', 'caller_name']] }];
};
