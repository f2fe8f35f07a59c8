import { isError, type Diagnostic, type Position, type Span } from '../../diagnostics/diagnostic.js';

/**
 * What was found in reading a document and what its schema says of it, one finding for each place: where reading went wrong the
 * schema can only repeat it, there or right behind it, and where the schema names the error a warning about the spelling adds nothing.
 */
export function joinFindings(reading: readonly Diagnostic[], schema: readonly Diagnostic[]): Diagnostic[] {
  const misread = new Set(reading.filter(isError).flatMap(({ span }) => [key(span), key(span, span.end)]));
  const kept = schema.filter(({ span }) => !misread.has(key(span)));
  const wrong = new Set(kept.filter(isError).map(({ span }) => key(span)));
  return [...reading.filter((d) => isError(d) || !wrong.has(key(d.span))), ...kept];
}

function key({ file, start }: Span, { line, column }: Position = start): string {
  return `${file}:${line}:${column}`;
}
