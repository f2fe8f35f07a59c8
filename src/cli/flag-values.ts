import { Fault } from '../diagnostics/fault.js';

/** A flag's whole number. Throws Fault `setting-invalid`; `expected` completes "which is not …". */
export function wholeNumber(flag: string, text: string, expected = 'a whole number'): number {
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  throw new Fault('setting-invalid', { where: flag, value: text, expected });
}

const UNITS = { s: 1, m: 60, h: 3600 } as const;

/** A flag's duration, such as `90s`, `50m` or `1h30m`, in seconds. Throws Fault `setting-invalid`. */
export function seconds(flag: string, text: string): number {
  if (!/^([1-9][0-9]{0,5}[smh])+$/.test(text))
    throw new Fault('setting-invalid', {
      where: flag,
      value: text,
      expected: 'a duration such as 90s, 50m or 1h30m',
    });
  return Array.from(text.matchAll(/([0-9]+)([smh])/g)).reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS],
    0,
  );
}
