import { badSipUri } from './bad-sip-uri.js';
import { eachCall } from './call-rule.js';
import { noHangup } from './callback-hangup.js';
import { callbackUrls, fallbackSame } from './callback-urls.js';
import { callerName } from './caller-name.js';
import { callsItself } from './calls-itself.js';
import { digitsOutlastCall, digitsPressNothing } from './digits.js';
import { duplicateDestination } from './duplicate-destination.js';
import { duplicateId } from './duplicate-id.js';
import { emergencyUser } from './emergency-user.js';
import { machineDetectionOff } from './machine-detection.js';
import { missingParameter } from './missing-parameter.js';
import { numberFrom, numberTo } from './number.js';
import { parentInBulk, parentMissing } from './parent-call.js';
import type { Rule } from './rule.js';
import { sipHeaderRepeated, sipHeaderReserved } from './sip-headers.js';
import { ringTimeoutTooLong, timeLimitCut } from './time-limits.js';
import { toneRepeated } from './tone-repeated.js';
import { variables } from './variables.js';

/** Rules of what a plan says: they hold of a part of it as well. In no particular order: findings are sorted by place. */
export const rulesOfParts: readonly Rule[] = [
  duplicateId,
  duplicateDestination,
  callsItself,
  toneRepeated,
  numberTo,
  emergencyUser,
  badSipUri,
  variables,
  eachCall(['from'], [numberFrom]),
  eachCall(['callbacks'], [callbackUrls, fallbackSame]),
  eachCall(['digits'], [digitsPressNothing]),
  eachCall(
    ['options'],
    [callerName, sipHeaderReserved, sipHeaderRepeated, timeLimitCut, ringTimeoutTooLong, parentInBulk],
  ),
];

/** Every rule: those too that are about what a plan leaves unsaid. */
export const rules: readonly Rule[] = [
  ...rulesOfParts,
  missingParameter,
  noHangup,
  eachCall(['digits', 'options'], [digitsOutlastCall]),
  eachCall(['callbacks', 'options'], [machineDetectionOff]),
  eachCall(['options'], [parentMissing]),
];
