import { known } from '../../privacy/quoted.js';
import type { Found } from './found.js';

/** How many are looked at: a binary file has millions. */
const MAX_LOOKED_AT = 1000;

/**
 * What YAML does not allow, and what would make others see another text than is read here: line ends of other YAML readers and old
 * systems, halves of characters, marks that reorder text, and a byte order mark elsewhere than at the beginning.
 */
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\r(?!\n)|(?<!^)\ufeff|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The first few such characters, each kind once a file. The YAML library would let them pass. */
export function findControlCharacters(text: string): Found<'control-character'>[] {
  const found = new Map<string, Found<'control-character'>>();
  let lookedAt = 0;
  for (const { 0: character, index: start } of text.matchAll(CONTROL)) {
    if (!found.has(character))
      found.set(character, {
        code: 'control-character',
        args: { character: known(character) },
        range: [start, start + 1],
      });
    if (++lookedAt === MAX_LOOKED_AT) break;
  }
  return [...found.values()];
}
