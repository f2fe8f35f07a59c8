import pc from 'picocolors';

/** Colour functions that do nothing when colour is off. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Colours for a stream: off when NO_COLOR is set or the stream is no terminal, on whatever the stream when FORCE_COLOR is set. */
export function colorsFor(
  isTerminal: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Colors {
  const wanted = env['FORCE_COLOR'] ? env['FORCE_COLOR'] !== '0' : isTerminal && env['TERM'] !== 'dumb';
  return pc.createColors(Boolean(wanted) && !env['NO_COLOR']);
}
