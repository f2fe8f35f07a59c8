/** One measured figure. A ratio has no unit. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit?: 'ms' | 'MB' | 'calls';
  /** The most that it should be. */
  readonly aim?: number;
}

/** Figures as lines: name, figure, aim, and whether the figure is within it. */
export function renderFigures(figures: readonly Figure[]): string {
  return figures.map(renderFigure).join('');
}

function renderFigure({ name, value, unit, aim }: Figure): string {
  const line = `  ${name.padEnd(62)} ${`${value.toPrecision(3)} ${unit ?? 'x'}`.padStart(9)}`;
  if (aim === undefined) return `${line}\n`;
  return `${line}   aim ${String(aim).padStart(4)}  ${value <= aim ? 'within' : 'ABOVE'}\n`;
}
