import type { Guard } from './guard.js';

/** A policy may want every plan to name its edition. */
export const guardEdition: Guard = ({ plan, policy }) => {
  if (policy.require_edition !== true || plan.edition !== undefined) return [];
  const refusal = { code: 'policy-edition', args: {} } as const;
  return [{ refusal, setting: 'require_edition', subject: 'edition' }];
};
