import type { Scalar } from 'yaml';
import { quote } from '../../privacy/quoted.js';
import type { Shape } from '../schema/shape.js';
import type { Found } from './found.js';
import { commentAt } from './lines.js';
import { seenByOthers } from './other-readers.js';

/** A plain scalar that is probably not what its author takes it for. */
export type Misreading = Found<'unquoted-text' | 'swallowed-text' | 'swallowed-value' | 'anchor-alone'>;

/** What is odd about a plain scalar that was read as a text, or as nothing, from `text`. */
export function findMisreading(
  node: Scalar<string>,
  { pattern, kinds }: Shape,
  text: string,
): Misreading | undefined {
  const [start, end] = node.range ?? [0, 0];
  if (node.value === '' && node.anchor !== undefined) return findAnchor(node.anchor, start, text);
  if (!kinds.has('string')) return undefined;
  const comment = commentAt(text, end);
  if (comment && isLikeText(comment.text, node.value, pattern))
    return findSwallowed(node.value, comment, start, pattern);
  const seen = seenByOthers(node.value);
  if (seen === undefined) return undefined;
  return { code: 'unquoted-text', args: { text: quote(node.value), seen: quote(seen) }, range: [start, end] };
}

/** `&1` and nothing: the anchor of a value that is not there. */
function findAnchor(anchor: string, start: number, text: string): Misreading {
  const from = text.lastIndexOf(`&${anchor}`, start);
  return { code: 'anchor-alone', args: { name: quote(anchor) }, range: [from, start] };
}

/**
 * Whether what YAML takes for a comment could be a part of the value: `#2`; where keys are pressed also `#`, `#*` and `#w1`; and
 * whatever has no space behind its # where else there is no value.
 */
function isLikeText(comment: string, value: string, pattern: RegExp | undefined): boolean {
  if (takesKeys(pattern) && /^#(?:[0-9*#wW]+(?!\S)|$)/.test(comment)) return true;
  return value === '' ? /^#[^\s#]/.test(comment) : /^#\+?\d/.test(comment);
}

function takesKeys(pattern: RegExp | undefined): boolean {
  return pattern?.test('1#') === true;
}

function findSwallowed(
  value: string,
  comment: { start: number; text: string },
  start: number,
  pattern: RegExp | undefined,
): Misreading {
  const word = /^\S+/.exec(comment.text)?.[0] ?? '';
  const wholes = takesKeys(pattern) ? [value + word] : pattern ? [] : [`${value} ${comment.text}`.trim()];
  const [whole] = wholes.filter((text) => pattern?.test(text) !== false);
  const args = { comment: quote(word), ...(whole === undefined ? {} : { whole: quote(whole) }) };
  const range: [number, number] = [comment.start, comment.start + comment.text.length];
  return value === ''
    ? { code: 'swallowed-value', args, range: [start, range[1]] }
    : { code: 'swallowed-text', args, range };
}
