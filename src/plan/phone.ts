import metadata from 'libphonenumber-js/max/metadata';

/** What the tables of libphonenumber say of a number with its country code. */
export interface Phone {
  /** Without its plus. */
  readonly countryCode: string;
  /** ISO 3166 code; absent when the number belongs to no one country. */
  readonly country?: string;
  /** Whether as many digits stand behind the country code as its numbers have. */
  readonly length: 'right' | 'short' | 'long' | 'between';
  /** How many digits may stand there, from the fewest. */
  readonly lengths: readonly number[];
  /** Whether the number lies in a range that has been given out. */
  readonly valid: boolean;
  /** The valid number that is left without a prefix that is dialled only within the country, such as the 0 in +44 0 20 …. */
  readonly withoutPrefix?: string;
}

/** The numbers of a country, or of a country code that is no country's. */
interface NumberingPlan {
  readonly country: string | undefined;
  readonly lengths: readonly number[];
  readonly prefix: string | undefined;
  readonly includes: (national: string) => boolean;
  readonly isValid: (national: string) => boolean;
}

/**
 * libphonenumber's own functions compile these expressions anew for each number and take 28 µs for it, and to load them takes five
 * times as long as the tables alone. A row's columns are those that its Metadata class reads.
 */
type Row = readonly unknown[];
const [PATTERN, LENGTHS, PREFIX, LEADING_DIGITS, TYPES] = [2, 3, 5, 10, 11] as const;

const countriesOf: Readonly<Record<string, readonly string[]>> = metadata.country_calling_codes;
const countries: Readonly<Record<string, Row>> = metadata.countries;
const international: Readonly<Record<string, Row>> = metadata.nonGeographic;

/** Compiled when a number first needs it; there are 230 country codes. */
const plans = new Map<string, readonly NumberingPlan[]>();

/** Looks a number up, in about a microsecond; undefined when it starts with no country code. `number` is a plus and digits. */
export function lookUp(number: string): Phone | undefined {
  const countryCode = countryCodeOf(number.slice(1));
  if (countryCode === undefined) return undefined;
  const national = number.slice(1 + countryCode.length);
  const all = plansOf(countryCode);
  const own = all.length === 1 ? all[0] : all.find((plan) => plan.includes(national));
  const plan = own ?? all[0];
  if (!plan) return undefined;
  const valid = own?.isValid(national) ?? false;
  const withoutPrefix = valid ? undefined : dropPrefix(countryCode, plan.prefix, national);
  return {
    countryCode,
    ...(own?.country === undefined ? {} : { country: own.country }),
    length: compare(national.length, plan.lengths),
    lengths: plan.lengths,
    valid,
    ...(withoutPrefix === undefined ? {} : { withoutPrefix }),
  };
}

/** The country of a number with its country code, as its ISO 3166 code; undefined when it belongs to no one country. */
export function countryOf(number: string): string | undefined {
  return lookUp(number)?.country;
}

/** The country code that digits start with. None is the beginning of another. */
export function countryCodeOf(digits: string): string | undefined {
  return [1, 2, 3]
    .map((n) => digits.slice(0, n))
    .find((code) => Object.hasOwn(countriesOf, code) || Object.hasOwn(international, code));
}

function compare(length: number, lengths: readonly number[]): Phone['length'] {
  if (lengths.includes(length)) return 'right';
  if (length < (lengths[0] ?? 0)) return 'short';
  return length > (lengths.at(-1) ?? 0) ? 'long' : 'between';
}

function dropPrefix(countryCode: string, prefix: string | undefined, national: string): string | undefined {
  if (prefix === undefined || !national.startsWith(prefix)) return undefined;
  const shorter = `+${countryCode}${national.slice(prefix.length)}`;
  return lookUp(shorter)?.valid ? shorter : undefined;
}

function plansOf(countryCode: string): readonly NumberingPlan[] {
  const known = plans.get(countryCode);
  if (known) return known;
  const compiled = (countriesOf[countryCode] ?? []).flatMap((country) => {
    const row = countries[country];
    return row ? [compile(row, country)] : [];
  });
  const row = international[countryCode];
  const all = row ? [compile(row, undefined)] : compiled;
  plans.set(countryCode, all);
  return all;
}

function compile(row: Row, country: string | undefined): NumberingPlan {
  const lengths = row[LENGTHS] as readonly number[];
  const general = whole(row[PATTERN] as string);
  const types = ((row[TYPES] || []) as readonly (Row | 0)[]).flatMap((type) =>
    type && type[0]
      ? [{ lengths: (type[1] || lengths) as readonly number[], pattern: whole(type[0] as string) }]
      : [],
  );
  const isValid = (national: string): boolean =>
    general.test(national) &&
    types.some((type) => type.lengths.includes(national.length) && type.pattern.test(national));
  const digits = row[LEADING_DIGITS] as string | 0 | undefined;
  const leading = digits ? new RegExp(`^(?:${digits})`) : undefined;
  const prefix = (row[PREFIX] || undefined) as string | undefined;
  const includes = leading ? (national: string) => leading.test(national) : isValid;
  return { country, lengths, prefix, includes, isValid };
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}
