import { PRICES, RATE_SIP, type CountryPrices, type Rate } from '../calls/price-table.js';
import { withoutPlus } from '../core/destination.js';
import { encodeMoney, toUnits } from '../core/money.js';
import { refused, type Reply } from '../http/reply.js';

/** The account itself; `credits` in money units. */
export function describeAccount(authId: string, accountPath: string, credits: number): Reply {
  return {
    status: 200,
    body: {
      account_type: 'standard',
      address: '',
      auth_id: authId,
      auto_recharge: false,
      billing_mode: 'prepaid',
      cash_credits: encodeMoney(credits),
      city: '',
      name: 'Emulated account',
      resource_uri: accountPath,
      state: '',
      timezone: 'UTC',
    },
  };
}

/** A rented number. */
export function describeNumber(asked: string, rented: ReadonlySet<string>, accountPath: string): Reply {
  const number = withoutPlus(asked);
  if (!rented.has(number)) return refused(404, 'This number is not rented by the account.');
  return {
    status: 200,
    body: {
      active: true,
      added_on: '2026-01-01',
      alias: null,
      application: null,
      carrier: 'Plivo',
      city: null,
      country: PRICES.find(({ code }) => number.startsWith(String(code)))?.country ?? null,
      mms_enabled: false,
      mms_rate: money(0),
      monthly_rental_rate: money(0.8),
      number,
      number_type: 'local',
      region: null,
      renewal_date: '2027-01-01',
      resource_uri: `${accountPath}Number/${number}/`,
      sms_enabled: false,
      sms_rate: money(0),
      sub_account: null,
      voice_enabled: true,
      voice_rate: money(0.0085),
    },
  };
}

/** A country's prices, from the emulator's own made-up table. */
export function describePricing(query: URLSearchParams): Reply {
  const iso = query.get('country_iso')?.toUpperCase();
  if (iso === undefined || !/^[A-Z]{2}$/.test(iso))
    return refused(400, 'country_iso parameter must be a country code of two letters');
  const country = PRICES.find((prices) => prices.iso === iso);
  return country === undefined
    ? refused(404, `The emulator's table has no prices for ${iso}.`)
    : { status: 200, body: pricingOf(country) };
}

function pricingOf({ iso, country, code, rates }: CountryPrices): NonNullable<Reply['body']> {
  return {
    country,
    country_code: code,
    country_iso: iso,
    message: { inbound: { rate: money(0) }, outbound: { rate: money(0.005) }, outbound_networks_list: [] },
    phone_numbers: { local: { rate: money(0.8) }, tollfree: { rate: money(1) } },
    voice: {
      inbound: {
        ip: { rate: money(RATE_SIP) },
        local: { rate: money(0.0085) },
        tollfree: { rate: money(0.021) },
      },
      outbound: {
        ip: { rate: money(RATE_SIP) },
        local: { rate: money(rates[0]?.rate ?? 0) },
        rates: rates.map(encodeRate),
        tollfree: { rate: money(0.003) },
      },
    },
  };
}

function encodeRate({ prefixes, origins, rate }: Rate): object {
  return { origination_prefix: origins, prefix: prefixes, rate: money(rate) };
}

function money(dollars: number): string {
  return encodeMoney(toUnits(dollars));
}
