/** Dates as Plivo writes and reads them: to the second, in UTC. All times are ms since 1970. */

/** `2022-10-12 16:27:47+00:00` */
export function encodeDate(ms: number): string {
  return `${iso(ms).slice(0, 19)}+00:00`;
}

/** `2022-10-12 16:27:47`, as callbacks have it. */
export function encodePlainDate(ms: number): string {
  return iso(ms).slice(0, 19);
}

/** `2022-10-12 16:27:47.050872`, as the start of a live call is written. */
export function encodeMicroseconds(ms: number): string {
  const micros = Math.floor((ms % 1) * 1000);
  return iso(ms).slice(0, 23) + String(micros).padStart(3, '0');
}

/** The seconds since 1970 of `YYYY-MM-DD HH:MM[:ss]`; undefined when it is no such date. */
export function decodeDate(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?$/.test(text)) return undefined;
  const full = text.length === 16 ? `${text}:00` : text;
  const ms = Date.parse(`${full.replace(' ', 'T')}Z`);
  // Date.parse takes the 31st of June for the 1st of July.
  return !Number.isNaN(ms) && iso(ms).startsWith(full) ? ms / 1000 : undefined;
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ');
}
