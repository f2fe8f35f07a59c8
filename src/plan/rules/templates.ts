import type { Callback, DestinationEntry, Digits } from '../../schemas/plan.js';
import type { Path } from '../../source/yaml/document.js';
import type { Plan } from '../plan.js';
import { hasVariables } from '../template.js';

/** A text of a plan or a destination that has variables. */
export interface Template {
  readonly kind: 'url' | 'digits' | 'press' | 'caller_name' | 'sip_headers';
  readonly text: string;
  /** The setting that it belongs to, by which a destination replaces what the plan says. */
  readonly setting: readonly [section: 'callbacks' | 'digits' | 'options', key?: string];
  /** Where it stands within the plan or the destination. */
  readonly path: Path;
}

type Level = Pick<Plan | DestinationEntry, 'callbacks' | 'digits' | 'options'>;

/** The templates that a plan or a destination has of its own. */
export function templatesIn({ callbacks = {}, digits, options = {} }: Level): Template[] {
  const urls = (Object.entries(callbacks) as [string, Callback | undefined][]).map(([name, callback]) => {
    const url = typeof callback === 'object' ? callback?.url : callback;
    const path = ['callbacks', name, ...(typeof callback === 'string' ? [] : ['url'])];
    return template('url', url, ['callbacks', name], path);
  });
  const { caller_name: name, sip_headers: headers } = options;
  const sip =
    typeof headers === 'object' && headers !== null
      ? Object.entries(headers).map(([key, value]) =>
          template('sip_headers', value, ['options', 'sip_headers'], ['options', 'sip_headers', key]),
        )
      : [template('sip_headers', headers, ['options', 'sip_headers'])];
  return [
    ...urls,
    ...inDigits(digits, ['digits']),
    template('caller_name', name, ['options', 'caller_name']),
    ...sip,
  ].filter(({ text }) => hasVariables(text));
}

function inDigits(digits: Digits | undefined, path: Path): Template[] {
  if (digits === undefined || digits === null) return [];
  if (typeof digits === 'string') return [template('digits', digits, ['digits'], path)];
  if (!Array.isArray(digits)) return inDigits(digits.send, [...path, 'send']);
  return digits.map(({ press }, index) => template('press', press, ['digits'], [...path, index, 'press']));
}

function template(
  kind: Template['kind'],
  text: string | null | undefined,
  setting: Template['setting'],
  path: Path = setting as Path,
): Template {
  return { kind, text: text ?? '', setting, path };
}

/** Whether a destination sets a setting itself. */
export function isSetIn(entry: Level, [section, key = '']: Template['setting']): boolean {
  const own = entry[section] as Readonly<Record<string, unknown>> | undefined;
  return section === 'digits' ? own !== undefined : own?.[key] !== undefined;
}
