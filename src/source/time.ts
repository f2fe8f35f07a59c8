const UNITS = { s: 1, m: 60, h: 3600 } as const;

/** The seconds of a duration such as `90s`, `50m` or `1h30m`; undefined when it is not one. */
export function secondsOf(text: string): number | undefined {
  if (!/^([1-9][0-9]{0,5}[smh])+$/.test(text)) return undefined;
  return Array.from(text.matchAll(/([0-9]+)([smh])/g)).reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS],
    0,
  );
}
