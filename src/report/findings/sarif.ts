import { catalog } from '../../diagnostics/catalog.js';
import type { Code } from '../../diagnostics/catalog.js';
import type { Span } from '../../diagnostics/diagnostic.js';
import { examples } from '../../diagnostics/examples.js';
import { explainFinding, explainMarkdown } from '../explain.js';
import { fromTop, fullMessage, worded, type Findings, type Worded } from './findings.js';
import { jsonText } from '../../text/json-text.js';
import { inMarkdown } from '../../text/markdown.js';

/**
 * Findings as a SARIF 2.1.0 log, for code scanning. Files are named from the repository's top and no path is absolute.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function findingsSarif(findings: Findings): string {
  const found = worded(findings);
  const codes = [...new Set(found.map(({ code }) => code))].sort();
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'callplan', version: findings.version, rules: codes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: "The repository's top." } } },
        results: found.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code), findings)),
      },
    ],
  });
}

function rule(code: Code): unknown {
  const { severity, summary } = catalog[code];
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: examples[code].why },
    defaultConfiguration: { level: severity },
    help: { text: explainFinding(code), markdown: explainMarkdown(code) },
  };
}

function result({ code, words, span, related }: Worded, ruleIndex: number, findings: Findings): unknown {
  const second =
    related && words.relatedMessage !== undefined
      ? [{ id: 1, ...location(related, findings), message: { text: words.relatedMessage } }]
      : [];
  return {
    ruleId: code,
    ruleIndex,
    level: words.severity,
    message: { text: inMarkdown(fullMessage(words)) },
    locations: [location(span, findings)],
    ...(second.length > 0 ? { relatedLocations: second } : {}),
  };
}

function location({ file, start, end }: Span, findings: Findings): { physicalLocation: unknown } {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(fromTop(file, findings)), uriBaseId: '%SRCROOT%' },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  };
}

/** A path as a relative reference. Half of a character, which no URI can say, becomes a replacement character. */
function uriOf(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd')))
    .join('/');
}
