/** RFC 9110's preferred date, as in `Sun, 06 Nov 1994 08:49:37 GMT`: Date.parse alone would take a bare minus sign for one. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * A Retry-After header in milliseconds from `now`; undefined when there is none to wait for, or it cannot be read.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const value = header?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(value)
    ? Number(value) * 1000
    : HTTP_DATE.test(value)
      ? Date.parse(value) - now
      : Number.NaN;
  return ms > 0 ? ms : undefined;
}
