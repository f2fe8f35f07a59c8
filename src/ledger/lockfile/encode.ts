import type { Attempt, Entry, Header } from '../entry.js';

/** Every key of `T`, so that a new one in the schema cannot be forgotten here. */
type All<T> = { [K in keyof Required<T>]: T[K] | undefined };

type Settlement = NonNullable<Attempt['settled']>;
type CallRecord = NonNullable<Attempt['call']>;

/** The header's line. */
export function encodeHeader({ lockfile, plan, target, account }: Header): string {
  return encodeLine({ lockfile, plan, target, account } satisfies All<Header>);
}

/** One entry's line: its keys in the schema's order, those without a value left out. */
export function encodeEntry(entry: Entry): string {
  return encodeLine(fields(entry));
}

function fields(entry: Entry): object {
  const { edition, id, to, from, earlier } = entry;
  const line = { edition, id, to, from, ...outcome(entry), earlier: earlier?.map(attempt) };
  return line satisfies All<Omit<Entry, 'earlier'>> & { earlier: unknown };
}

/**
 * One line to be appended while a run goes on: its state comes first. So a line that broke off in the journal is told from one that was
 * cut from a finished file, where it may be the only record of a call.
 */
export function encodeJournalLine(entry: Entry): string {
  return encodeLine({ state: entry.state, ...fields(entry) });
}

/** A whole lockfile in its one canonical form: sorted by edition and id in UTF-16 code units, without what was never sent. */
export function encodeLockfile(header: Header, entries: Iterable<Entry>): string {
  const kept = [...entries].filter((entry) => entry.state !== 'not_sent').sort(byEditionAndId);
  return encodeHeader(header) + kept.map(encodeEntry).join('');
}

function attempt(entry: Attempt): All<Attempt> {
  return { to: entry.to, from: entry.from, ...outcome(entry) };
}

function outcome(entry: Attempt): Omit<All<Attempt>, 'to' | 'from'> {
  const { digest, state, at, status, message, request_uuid, call, error, settled, merged } = entry;
  return {
    digest,
    state,
    at,
    status,
    message,
    request_uuid,
    call: call && callRecord(call),
    error,
    settled: settled && settlement(settled),
    merged,
  };
}

function callRecord(call: CallRecord): CallRecord {
  const record: Omit<All<CallRecord>, 'call_uuid'> = {
    initiation_time: call.initiation_time,
    answer_time: call.answer_time,
    end_time: call.end_time,
    call_duration: call.call_duration,
    bill_duration: call.bill_duration,
    total_amount: call.total_amount,
    total_rate: call.total_rate,
    hangup_cause_code: call.hangup_cause_code,
    hangup_cause_name: call.hangup_cause_name,
    hangup_source: call.hangup_source,
  };
  return { call_uuid: call.call_uuid, ...(record as Omit<CallRecord, 'call_uuid'>) };
}

function settlement({ by, at, reason }: Settlement): Settlement {
  return { by, at, reason };
}

// JSON leaves these alone, and yet they end a line, drive a terminal or turn the order of a line's characters around.
const DECEPTIVE = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

function encodeLine(value: object): string {
  const escape = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(value).replace(DECEPTIVE, escape)}\n`;
}

function byEditionAndId(a: Entry, b: Entry): number {
  return compare(a.edition, b.edition) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
