import { clean } from './clean.js';

/** What would be HTML, a mention of somebody, or a link or picture with a text of its own. */
const ACTIVE = /<(?=[a-z/!?])|&(?=#?\w+;)|(?<!\w)@(?=\w)|(?<=\])[([]/gi;

/**
 * A text for a place that may show Markdown, such as a comment on a pull request: no HTML, no mention, no link, no picture. It reads
 * the same where Markdown is not understood.
 */
export function inMarkdown(text: string): string {
  return clean(text).replace(ACTIVE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
