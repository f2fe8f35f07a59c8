import { catalog, type Code } from '../../diagnostics/catalog.js';
import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import { faults, type FaultCode } from '../../diagnostics/faults.js';
import { nearest } from '../../diagnostics/nearest.js';
import { codesText, explainFault, explainFinding } from '../../report/explain.js';
import type { Io } from '../../io/io.js';

/** `callplan explain`: what a code means. A finding and a fault may share one. */
export function explain(io: Io, code: string | undefined): Promise<Exit> {
  io.stdout.write(code === undefined ? codesText() : textOf(code));
  return Promise.resolve(Exit.fine);
}

function textOf(code: string): string {
  const texts = [
    ...(Object.hasOwn(catalog, code) ? [explainFinding(code as Code)] : []),
    ...(Object.hasOwn(faults, code) ? [explainFault(code as FaultCode)] : []),
  ];
  if (texts.length > 0) return texts.join('\n');
  const similar = nearest(code, [...Object.keys(catalog), ...Object.keys(faults)]);
  throw new Fault('usage', {
    problem: `there is no code ${code}`,
    hint: similar === undefined ? 'callplan explain lists them all.' : `Did you mean ${similar}?`,
  });
}
