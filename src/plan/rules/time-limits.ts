import type { CallRule } from './call-rule.js';

/** Seconds: a day. */
const LONGEST_CALL = 86400;

export const timeLimitCut: CallRule<'options'> = ({ options: { time_limit: limit } }) =>
  typeof limit === 'number' && limit > LONGEST_CALL
    ? [
        {
          code: 'time-limit-cut',
          args: { limit, longest: LONGEST_CALL },
          settings: [['options', 'time_limit']],
        },
      ]
    : [];

/** The call is hung up before it has rung as long as it may. */
export const ringTimeoutTooLong: CallRule<'options'> = ({
  options: { ring_timeout: ring, hangup_on_ring: hangup },
}) =>
  typeof ring === 'number' && typeof hangup === 'number' && ring > hangup
    ? [
        {
          code: 'ring-timeout-too-long',
          args: { ring, hangup },
          settings: [
            ['options', 'ring_timeout'],
            ['options', 'hangup_on_ring'],
          ],
        },
      ]
    : [];
