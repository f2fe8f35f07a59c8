/** Who or what ended a call, in Plivo's words. */
export const HANGUP_SOURCES = [
  'Caller',
  'Callee',
  'Carrier',
  'Plivo',
  'API Request',
  'Answer XML',
  'Error',
  'Unknown',
] as const;

export type HangupSource = (typeof HANGUP_SOURCES)[number];

export interface HangupCause {
  readonly code: number;
  readonly name: string;
  readonly source: HangupSource;
}

/** Every documented code, with its name as call records write it and the source that usually goes with it. */
const documented: Readonly<Record<number, readonly [name: string, source: HangupSource]>> = {
  0: ['Unknown', 'Unknown'],
  1000: ['Canceled', 'API Request'],
  1010: ['Canceled (Out Of Credits)', 'Plivo'],
  1020: ['Canceled (Simultaneous Dial Limit)', 'Plivo'],
  2000: ['Invalid Destination Address', 'Error'],
  2010: ['Destination Out Of Service', 'Carrier'],
  2020: ['Endpoint Not Registered', 'Error'],
  2030: ['Destination Country Barred', 'Plivo'],
  2040: ['Destination Number Barred', 'Plivo'],
  2050: ['Destination Prefix Barred', 'Plivo'],
  2060: ['Loop Detected', 'Error'],
  2070: ['Violates Media Anchoring', 'Error'],
  3000: ['No Answer', 'Carrier'],
  3010: ['Busy Line', 'Carrier'],
  3020: ['Rejected', 'Carrier'],
  3030: ['Unknown Caller ID', 'Carrier'],
  3040: ['Forbidden', 'Carrier'],
  3050: ['Unallocated Number', 'Carrier'],
  3070: ['Request Timeout', 'Carrier'],
  3080: ['Carrier Internal Error', 'Carrier'],
  3090: ['Carrier Congestion', 'Carrier'],
  3100: ['Busy Everywhere', 'Carrier'],
  3110: ['Declined', 'Callee'],
  3120: ['User Does Not Exist Anywhere', 'Carrier'],
  3130: ['Spam Block', 'Carrier'],
  3140: ['DNO Caller ID', 'Carrier'],
  4000: ['Normal Hangup', 'Callee'],
  4010: ['End Of XML Instructions', 'Answer XML'],
  4020: ['Multiparty Call Ended', 'Plivo'],
  4030: ['Kicked Out Of Multiparty Call', 'API Request'],
  5000: ['Network Error', 'Error'],
  5010: ['Internal Error', 'Error'],
  5020: ['Routing Error', 'Error'],
  5030: ['Concurrency Limit Breached', 'Plivo'],
  6000: ['Scheduled Hangup', 'Plivo'],
  6010: ['Ring Timeout Reached', 'Plivo'],
  6020: ['Media Timeout', 'Plivo'],
  7011: ['Error Reaching Answer URL', 'Error'],
  7012: ['Error Reaching Action URL', 'Error'],
  7013: ['Error Reaching Transfer URL', 'Error'],
  7014: ['Error Reaching Redirect URL', 'Error'],
  7022: ['Invalid Action URL', 'Error'],
  7023: ['Invalid Transfer URL', 'Error'],
  7024: ['Invalid Redirect URL', 'Error'],
  7032: ['Invalid Method For Action URL', 'Error'],
  7033: ['Invalid Method For Transfer URL', 'Error'],
  7034: ['Invalid Method For Redirect URL', 'Error'],
  8011: ['Invalid Answer XML', 'Error'],
  8012: ['Invalid Action XML', 'Error'],
  8013: ['Invalid Transfer XML', 'Error'],
  8014: ['Invalid Redirect XML', 'Error'],
  9000: ['Lost Race', 'Plivo'],
  9100: ['Machine Detected', 'Plivo'],
  9110: ['Confirm Key Failed', 'Plivo'],
};

/** The causes with their usual sources, one object each for all calls. */
const usual = new Map(
  Object.entries(documented).map(([code, [name, source]]) => [
    Number(code),
    { code: Number(code), name, source },
  ]),
);

/** A code's cause, from its usual source unless one is given. A code that is not documented is unknown. */
export function hangupCause(code: number, source?: HangupSource): HangupCause {
  const cause = usual.get(code) ?? { code, name: 'Unknown', source: 'Unknown' };
  return source === undefined || source === cause.source ? cause : { ...cause, source };
}
