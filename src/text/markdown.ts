import { clean } from '../privacy/clean.js';

/** What would be HTML, a mention of somebody, or a link or picture with a text of its own. */
const ACTIVE = /<(?=[a-z/!?])|&(?=#?\w+;)|(?<!\w)@(?=\w)|(?<=\])[([]/gi;

/**
 * A text as code, for a place that is certain to show Markdown: GitHub looks for markup, mentions, issues and links everywhere but
 * there. It can stand in a row of a table, which is cut at every `|`, that in code too.
 */
export function asCode(text: string): string {
  const shown = clean(text).replaceAll('`', '\\u{60}').replaceAll('|', '\\u{7c}');
  return shown === '' ? '' : `\`${shown}\``;
}

/** The same where Markdown has been left for HTML, as in the heading of what is folded. */
export function asHtmlCode(text: string): string {
  const shown = clean(text).replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<code>${shown}</code>`;
}

/**
 * A text for a place that may show Markdown, such as a comment on a pull request: no HTML, no mention, no link, no picture. It reads
 * the same where Markdown is not understood.
 */
export function inMarkdown(text: string): string {
  return clean(text).replace(ACTIVE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
