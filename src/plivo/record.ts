import type { Entry } from '../ledger/entry.js';
import type { Ending } from '../ledger/states.js';
import { endingOf } from './ending.js';
import { isUuid, oneLine, property } from './reply-text.js';

/** Plivo's record of a call, as an entry of the lockfile keeps it. */
export type CallRecord = NonNullable<Entry['call']>;

/** A call of the account, as Plivo tells of it. */
export interface FoundCall {
  readonly record: CallRecord;
  /** Told while the call is queued or live, and not afterwards. */
  readonly requestUuid?: string;
  readonly from: string;
  readonly to: string;
  /** When it began, as far as it is told. */
  readonly began?: Date;
  readonly standing: 'queued' | 'live' | Ending;
}

/** A page of ended calls, from `GET /Call/`. Incoming calls are left out of `calls`; `size` counts them. */
export interface Page {
  readonly calls: readonly FoundCall[];
  readonly size: number;
  /** How many calls the whole list has. */
  readonly total: number;
}

/** The ids in `GET /Call/?status=queued` or `live`; undefined for what is no such list. */
export function decodeUuids(body: unknown): readonly string[] | undefined {
  const calls = property(body, 'calls');
  return Array.isArray(calls) && calls.every(isUuid) ? calls : undefined;
}

/** A call from `GET /Call/{uuid}/?status=queued` or `live`; undefined for what is none. */
export function decodeOngoing(
  body: unknown,
  standing: 'queued' | 'live',
): FoundCall | 'incoming' | undefined {
  const [uuid, from, to] = ['call_uuid', 'from', 'to'].map((name) => property(body, name));
  if (!isUuid(uuid) || !isAddress(from) || !isAddress(to)) return undefined;
  if (isIncoming(property(body, 'direction'))) return 'incoming';
  const requestUuid = property(body, 'request_uuid');
  const began = timeOf(property(body, 'session_start'));
  return {
    record: { call_uuid: uuid },
    ...(isUuid(requestUuid) && { requestUuid }),
    from: address(from),
    to: address(to),
    ...(began && { began }),
    standing,
  };
}

/** A page of `GET /Call/`; undefined for what is none. One object that cannot be understood spoils it, for it may be the call in question. */
export function decodePage(body: unknown): Page | undefined {
  const objects = property(body, 'objects');
  const total = property(property(body, 'meta'), 'total_count');
  if (!Array.isArray(objects) || !isCount(total)) return undefined;
  const outgoing = objects.filter((object) => !isIncoming(property(object, 'call_direction')));
  const calls = outgoing.map(decodeEnded).filter((call) => call !== undefined);
  return calls.length === outgoing.length ? { calls, size: objects.length, total } : undefined;
}

function decodeEnded(object: unknown): FoundCall | undefined {
  const [uuid, from, to] = ['call_uuid', 'from_number', 'to_number'].map((name) => property(object, name));
  if (!isUuid(uuid) || !isAddress(from) || !isAddress(to)) return undefined;
  const record = recordOf(uuid, object);
  const { initiation_time } = record;
  return {
    record,
    from: address(from),
    to: address(to),
    ...(initiation_time !== undefined && { began: new Date(initiation_time) }),
    standing: endingOf(record),
  };
}

/** What can be made nothing of is left out: it adds to the record, and decides nothing but how the call ended. */
function recordOf(call_uuid: string, object: unknown): CallRecord {
  const pick = (name: keyof CallRecord, read: (value: unknown) => unknown): object => {
    const value = read(property(object, name));
    return value === undefined ? {} : { [name]: value };
  };
  const time = (value: unknown): string | undefined => timeOf(value)?.toISOString();
  return {
    call_uuid,
    ...pick('initiation_time', time),
    ...pick('answer_time', time),
    ...pick('end_time', time),
    ...pick('call_duration', countOf),
    ...pick('bill_duration', countOf),
    ...pick('total_amount', decimalOf),
    ...pick('total_rate', decimalOf),
    ...pick('hangup_cause_code', countOf),
    ...pick('hangup_cause_name', textOf),
    ...pick('hangup_source', textOf),
  };
}

/** `2022-10-12 21:57:47+05:30`; without an offset it is UTC. */
function timeOf(value: unknown): Date | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(String(value));
  if (!parts) return undefined;
  const [, day = '', clock = '', zone = 'Z'] = parts;
  const time = new Date(`${day}T${clock}${zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** A whole number, or the digits of one. */
function countOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return isCount(number) ? number : undefined;
}

/** Decimals stay text: as numbers they would lose their last digits, or gain some. */
function decimalOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,20}(\.\d{1,20})?$/.test(text) ? text : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? oneLine(value).slice(0, 200) : undefined;
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A SIP address may come without its scheme. */
function address(text: string): string {
  return text.includes('@') && !/^sips?:/i.test(text) ? `sip:${text}` : text;
}

function isIncoming(direction: unknown): boolean {
  return typeof direction === 'string' && /^inbound$/i.test(direction);
}
