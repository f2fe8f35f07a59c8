/** What calls to numbers that begin with one of the prefixes cost. */
export interface Rate {
  readonly prefixes: readonly string[];
  /** Beginnings of the caller's number; none means any caller. */
  readonly origins: readonly string[];
  /** Dollars a minute. */
  readonly rate: number;
}

export interface CountryPrices {
  readonly iso: string;
  readonly country: string;
  readonly code: number;
  readonly rates: readonly Rate[];
}

const rate = (prefixes: readonly string[], dollars: number, origins: readonly string[] = []): Rate => ({
  prefixes,
  origins,
  rate: dollars,
});

/** Invented, so that there is something to add up. Plivo's own prices differ. */
export const PRICES: readonly CountryPrices[] = [
  {
    iso: 'US',
    country: 'United States',
    code: 1,
    rates: [
      rate(['1'], 0.01),
      rate(['1800', '1833', '1844', '1855', '1866', '1877', '1888'], 0.003),
      rate(['1907'], 0.08),
    ],
  },
  { iso: 'CA', country: 'Canada', code: 1, rates: [rate(['1'], 0.01), rate(['1867'], 0.12)] },
  {
    iso: 'GB',
    country: 'United Kingdom',
    code: 44,
    rates: [rate(['44'], 0.015), rate(['447'], 0.035), rate(['447'], 0.025, ['44'])],
  },
  {
    iso: 'DE',
    country: 'Germany',
    code: 49,
    rates: [rate(['49'], 0.014), rate(['4915', '4916', '4917'], 0.045)],
  },
  { iso: 'FR', country: 'France', code: 33, rates: [rate(['33'], 0.016), rate(['336', '337'], 0.05)] },
  { iso: 'IN', country: 'India', code: 91, rates: [rate(['91'], 0.02), rate(['91'], 0.008, ['91'])] },
  { iso: 'AU', country: 'Australia', code: 61, rates: [rate(['61'], 0.025), rate(['614'], 0.06)] },
];

/** For numbers outside of the table. */
export const RATE_ELSEWHERE = 0.1;

/** For SIP endpoints. */
export const RATE_SIP = 0.003;
