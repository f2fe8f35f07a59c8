import { clean } from '../privacy/clean.js';
import type { RowOptions } from './tasks.js';
import { errColors, isUnattended, type Io } from '../io/io.js';

/** Rows on stderr, drawn over on a terminal, whose texts are clean and without secrets before they are broken into lines. */
export function rowOptions(io: Io): RowOptions {
  return {
    stderr: io.stderr,
    live: !isUnattended(io),
    colored: errColors(io).isColorSupported,
    hide: (text) => io.hide(clean(text)),
  };
}
