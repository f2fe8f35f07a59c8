import { maskNumbers } from '../../src/privacy/masks.js';
import type { RenderOptions } from '../../src/report/report.js';
import { colorsFor } from '../../src/text/colors.js';

export const plain = colorsFor(false, {});

/** As a report is written for those who must not see phone numbers, to a new file. */
export const masked: RenderOptions = { colors: plain, taken: 0, mask: maskNumbers };

/** As it is written for those who may. */
export const shown: RenderOptions = { colors: plain, taken: 0, mask: (text) => text };
