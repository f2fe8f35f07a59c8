import { resolve } from 'node:path';
import { parseScenario } from '../workspace/settings/scenario.js';
import { orThrow } from '../diagnostics/fatal.js';
import { Fault } from '../diagnostics/fault.js';
import { findingsText } from '../report/findings/text.js';
import type { Scenario } from '../schemas/scenario.js';
import { decodeText, readBytes } from '../source/files/text.js';
import { errColors, type Io } from '../io/io.js';

/** More rules than a scenario may have fit into this, in bytes. */
const MAX_SCENARIO_BYTES = 4 * 1024 * 1024;

/** Reads the emulator's scenario. What is wrong with it is said on stderr. Throws Faults `file-unreadable`, `scenario-refused`. */
export function readScenario(io: Io, file: string): Scenario {
  const bytes = orThrow(readBytes(resolve(io.cwd, file), file, MAX_SCENARIO_BYTES));
  if (bytes.length > MAX_SCENARIO_BYTES)
    throw new Fault('scenario-refused', { file, problem: `it has more than ${MAX_SCENARIO_BYTES} bytes` });
  const source = decodeText(bytes, file);
  const { scenario, diagnostics } =
    'code' in source ? { scenario: undefined, diagnostics: [source] } : parseScenario(source);
  if (diagnostics.length > 0)
    io.stderr.write(
      findingsText(
        { diagnostics, files: [file], sources: 'code' in source ? [] : [source] },
        { colors: errColors(io) },
      ),
    );
  if (!scenario) throw new Fault('scenario-refused', { file, problem: 'it has errors, see above' });
  return scenario;
}
