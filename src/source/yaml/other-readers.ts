/**
 * What other YAML readers make of an unquoted text, such as `the number 42` or `false`; undefined when it is a text to them as well.
 * Others means YAML 1.2's core schema, as the YAML language server has it, and YAML 1.1, as many parsers still do.
 */
export function seenByOthers(text: string): string | undefined {
  if (/^[-+.0-9]/.test(text)) return numeric(text);
  if (/^(~|null|Null|NULL)$/.test(text)) return 'nothing (null)';
  if (/^(true|True|TRUE|yes|Yes|YES|on|On|ON)$/.test(text)) return 'the value true';
  return /^(false|False|FALSE|no|No|NO|off|Off|OFF)$/.test(text) ? 'the value false' : undefined;
}

const DATE = /^\d{4}-\d\d?-\d\d?(([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?)?$/;

function numeric(text: string): string | undefined {
  // YAML 1.1 lets underscores group digits, but not begin with one.
  const [sign = '', bare = ''] = /^([-+]?)(?!_)(.*)$/.exec(text)?.slice(1) ?? [];
  const digits = bare.replaceAll('_', '');
  const seen = (value: number): string => `the number ${sign === '-' ? -value : value}`;
  if (/^0[0-7]*[1-7][0-7]+$/.test(digits))
    return `${seen(Number(digits))} or ${sign === '-' ? '-' : ''}${parseInt(digits, 8)}`;
  if (/^(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$|^0x[0-9a-fA-F]+$|^0o[0-7]+$|^0b[01]+$/.test(digits))
    return seen(Number(digits));
  if (/^\d+(:[0-5]?\d)+(\.\d*)?$/.test(digits)) return seen(sexagesimal(digits));
  if (/^\.(inf|Inf|INF)$/.test(bare)) return 'infinity';
  if (/^\.(nan|NaN|NAN)$/.test(text)) return 'no number (NaN)';
  return DATE.test(text) ? 'a date' : undefined;
}

/** `1:30` is 90. */
function sexagesimal(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
