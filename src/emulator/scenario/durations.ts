const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A scenario's duration, such as `500ms`, `4s`, `1.5m` or `1h`, in ms; undefined for undefined. */
export function parseDuration(duration: string | undefined): number | undefined {
  const [, count, unit = ''] = /^([0-9.]+)([a-z]+)$/.exec(duration ?? '') ?? [];
  return count === undefined ? undefined : Math.round(Number(count) * (UNITS[unit] ?? 1));
}
