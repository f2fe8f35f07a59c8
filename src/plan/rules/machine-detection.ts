import { known } from '../../privacy/quoted.js';
import type { CallRule } from './call-rule.js';

const TUNING = [
  'machine_detection_time',
  'machine_detection_maximum_speech_length',
  'machine_detection_initial_silence',
  'machine_detection_maximum_words',
  'machine_detection_initial_greeting',
] as const;

/** What tunes or reports machine detection means nothing without it. */
export const machineDetectionOff: CallRule<'callbacks' | 'options'> = ({ callbacks, options }) => {
  if (options.machine_detection) return [];
  const switched = ['options', 'machine_detection'];
  const tuning = TUNING.filter((name) => typeof options[name] === 'number').map((name) => ['options', name]);
  const callback = callbacks.machine_detection ? [['callbacks', 'machine_detection']] : [];
  return [...tuning, ...callback].map((path) => ({
    code: 'machine-detection-off',
    args: { setting: known(path.join('.')) },
    settings: [path, switched],
    part: 'key',
  }));
};
