/** Amounts are kept in hundred-thousandths of a dollar, as whole numbers: no fraction is ever lost. */
const UNITS = 100_000;

/** Dollars, with up to five decimals, as units. */
export function toUnits(dollars: number): number {
  return Math.round(dollars * UNITS);
}

/** `0.00850` */
export function encodeMoney(units: number): string {
  const size = Math.abs(units);
  const fraction = String(size % UNITS).padStart(5, '0');
  return `${units < 0 ? '-' : ''}${Math.floor(size / UNITS)}.${fraction}`;
}
