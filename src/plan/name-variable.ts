import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { brokenVariable, hasVariables } from './template.js';

/** The schema takes variables where they may stand, and calls a text that has one elsewhere badly formed. */
export function nameVariable(found: Diagnostic): Diagnostic {
  if (found.code !== 'bad-form' || !hasVariables(found.args.value)) return found;
  const { value, expected } = found.args;
  const text = brokenVariable(value);
  if (text !== undefined) return { code: 'variable-syntax', args: { text }, span: found.span };
  if (!expected.startsWith('a URL')) {
    if (!/^(a phone number|a name of 1|an edition|an id|a wait|a tone|a call_uuid|the path)/.test(expected))
      return found;
    return misplaced(value, 'elsewhere', found);
  }
  const [, outside = ''] = /^([^/]*\/\/[^/?#]*)/.exec(value) ?? [];
  const fragment = /#.*$/.exec(value)?.[0] ?? '';
  const wrong = [outside, fragment].find(hasVariables);
  return wrong === undefined ? found : misplaced(wrong, 'url', found);
}

function misplaced(text: string, where: 'url' | 'elsewhere', { span }: Diagnostic): Diagnostic {
  const [variable = ''] = /\{\{[^}]*\}\}/.exec(text) ?? [];
  return { code: 'variable-misplaced', args: { variable, where }, span };
}
