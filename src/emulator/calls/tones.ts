/** One tone of `send_digits`. */
export interface Tone {
  readonly digit: string;
  /** From the first character's turn, in ms. */
  readonly after: number;
  readonly lengthMs: number;
}

/** Plivo names no length: this is a usual one. */
const TONE_MS = 100;
const WAITS: Readonly<Record<string, number>> = { w: 500, W: 1000 };

/** The tones of a `send_digits`, one after the other without a gap; `w` and `W` wait, and `@` sets the length of all. */
export function layOutTones(sendDigits: string): readonly Tone[] {
  const [keys = '', length] = sendDigits.split('@');
  const lengthMs = length === undefined ? TONE_MS : Number(length);
  const tones: Tone[] = [];
  let after = 0;
  for (const key of keys) {
    const wait = WAITS[key];
    if (wait === undefined) tones.push({ digit: key, after, lengthMs });
    after += wait ?? lengthMs;
  }
  return tones;
}
