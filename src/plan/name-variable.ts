import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { brokenVariable, hasVariables } from './template.js';

/** Forms in which no variable may be. */
const FIXED: ReadonlySet<string | undefined> = new Set([
  ...['phone', 'address', 'name', 'edition', 'id', 'path', 'wait', 'tone', 'uuid'],
]);

/** The schema takes variables where they may stand, and calls a text that has one elsewhere badly formed. */
export function nameVariable(found: Diagnostic): Diagnostic {
  if (found.code !== 'bad-form' || !hasVariables(found.args.value)) return found;
  const { value, form } = found.args;
  const text = brokenVariable(value);
  if (text !== undefined) return { code: 'variable-syntax', args: { text }, span: found.span };
  if (FIXED.has(form)) return misplaced(value, 'elsewhere', found);
  if (form !== 'url') return found;
  const [, outside = ''] = /^([^/]*\/\/[^/?#]*)/.exec(value) ?? [];
  const fragment = /#.*$/.exec(value)?.[0] ?? '';
  const wrong = [outside, fragment].find(hasVariables);
  return wrong === undefined ? found : misplaced(wrong, 'url', found);
}

function misplaced(text: string, where: 'url' | 'elsewhere', { span }: Diagnostic): Diagnostic {
  const [variable = ''] = /\{\{[^}]*\}\}/.exec(text) ?? [];
  return { code: 'variable-misplaced', args: { variable, where }, span };
}
