import type { CallRule } from './call-rule.js';

const PARENT = ['options', 'parent_call_uuid'];

/** Plivo joins single calls to a conference, never several of one request. */
export const parentInBulk: CallRule<'options'> = ({ options: { parent_call_uuid: parent, bulk } }) =>
  parent && bulk && bulk > 1
    ? [{ code: 'parent-in-bulk', args: { bulk }, settings: [PARENT, ['options', 'bulk']], part: 'key' }]
    : [];

export const parentMissing: CallRule<'options'> = ({ options }) =>
  options.error_if_parent_not_found && !options.parent_call_uuid
    ? [
        {
          code: 'parent-missing',
          args: {},
          settings: [['options', 'error_if_parent_not_found'], PARENT],
          part: 'key',
        },
      ]
    : [];
