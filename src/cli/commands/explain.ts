import { catalog, type Code } from '../../diagnostics/catalog.js';
import { Exit } from '../../diagnostics/exit.js';
import { Fault } from '../../diagnostics/fault.js';
import { faults, type FaultCode } from '../../diagnostics/faults.js';
import { nearest } from '../../diagnostics/nearest.js';
import { codesText, explainFault, explainFinding } from '../../report/explain.js';
import type { Io } from '../../io/io.js';

/** `callplan explain`: what a code means. */
export function explain(io: Io, code: string | undefined): Promise<Exit> {
  io.stdout.write(code === undefined ? codesText() : textOf(code));
  return Promise.resolve(Exit.fine);
}

function textOf(code: string): string {
  if (Object.hasOwn(catalog, code)) return explainFinding(code as Code);
  if (Object.hasOwn(faults, code)) return explainFault(code as FaultCode);
  const similar = nearest(code, [...Object.keys(catalog), ...Object.keys(faults)]);
  throw new Fault('usage', {
    problem: `there is no code ${code}`,
    hint: similar === undefined ? 'callplan explain lists them all.' : `Did you mean ${similar}?`,
  });
}
