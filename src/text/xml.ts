import { clean } from '../privacy/clean.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** An element of XML. Its children are elements and texts. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Element | string)[];
}

/** An element with its parts in the order in which they are written. */
export function element(
  name: string,
  attributes: Element['attributes'],
  children: Element['children'],
): Element {
  return { name, attributes, children };
}

/** An XML 1.0 document, one element a line. */
export function xmlText(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, '')}`;
}

function elementText({ name, attributes, children }: Element, indent: string): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  const open = `${indent}<${name}${list.join('')}`;
  if (children.length === 0) return `${open}/>\n`;
  const texts = children.filter((child) => typeof child === 'string');
  if (texts.length > 0) return `${open}>${texts.map(escape).join('')}</${name}>\n`;
  const elements = children.filter((child) => typeof child !== 'string');
  return `${open}>\n${elements.map((child) => elementText(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

/** XML 1.0 has no way at all to say most control characters, so they are shown as {@link clean} shows them. Line ends stay. */
function escape(text: string): string {
  const lines = text.split('\n').map((line) => clean(line).replace(/[\ufffe\uffff]/g, '\ufffd'));
  return lines.join('\n').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
