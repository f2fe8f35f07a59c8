import scenarioSchema from '../../../schemas/scenario.schema.json' with { type: 'json' };
import { isError, type Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Scenario } from '../../schemas/scenario.js';
import { validateScenario } from '../../schemas/scenario.validators.cjs';
import { readDocument } from '../../source/yaml/document.js';
import { explain } from '../../source/schema/explain.js';
import { joinFindings } from '../../source/schema/join-findings.js';
import { compileShape } from '../../source/schema/shape.js';
import type { SourceText } from '../../source/files/text.js';

const shape = compileShape(scenarioSchema);

/** A scenario's text, read and checked against schemas/scenario.schema.json. */
export interface ParsedScenario {
  /** Undefined when anything is wrong with it. */
  readonly scenario?: Scenario;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a scenario of the emulator's from YAML or JSON. Pure. */
export function parseScenario(source: SourceText): ParsedScenario {
  const document = readDocument(source, shape);
  const isValid = document.lacks === 'nothing' && validateScenario(document.value);
  const problems =
    document.lacks !== 'nothing' || isValid
      ? []
      : explain(validateScenario.errors ?? [], { document, base: [], shape, value: document.value });
  const diagnostics = joinFindings(document.diagnostics, problems);
  return isValid && !diagnostics.some(isError)
    ? { scenario: document.value as Scenario, diagnostics }
    : { diagnostics };
}
