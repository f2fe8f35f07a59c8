import * as assert from 'uvu/assert';

/** Characters that a document of XML 1.0 may have. */
const XML_CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Element names in their order, when everything is well-formed: tags that match, attributes quoted, no stray & or <. */
export function elements(xml: string): string[] {
  assert.match(xml, XML_CHARACTERS);
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const open: string[] = [];
  const names: string[] = [];
  const token =
    /<(\/?)([a-z-]+)((?: [a-z]+="(?:[^<>&"]|&(?:amp|lt|gt|quot|apos);)*")*)(\/?)>|((?:[^<>&]|&(?:amp|lt|gt|quot|apos);)+)/gy;
  let end = 0;
  for (const [all, closing, name = '', , empty] of body.matchAll(token)) {
    end += all.length;
    if (name === '') continue;
    if (closing) assert.is(open.pop(), name);
    else names.push(name);
    if (!closing && !empty) open.push(name);
  }
  assert.is(end, body.length, `not well-formed at ${JSON.stringify(body.slice(end, end + 80))}`);
  assert.equal(open, []);
  return names;
}

/** What the common schema of JUnit (junit-10.xsd of the Jenkins plugin) lets stand in each element: its attributes, its children in order. */
const SCHEMA: Readonly<Record<string, { readonly attributes: string; readonly children: string }>> = {
  testsuites: { attributes: 'name time tests failures disabled errors', children: 'testsuite' },
  testsuite: {
    attributes: 'name tests failures errors time disabled skipped timestamp hostname id package',
    children: 'properties testcase system-out system-err',
  },
  testcase: {
    attributes: 'name assertions time classname status',
    children: 'skipped error failure system-out system-err',
  },
  skipped: { attributes: 'message type', children: '' },
  failure: { attributes: 'message type', children: '' },
  error: { attributes: 'message type', children: '' },
  'system-out': { attributes: '', children: '' },
};

interface Open {
  readonly name: string;
  /** Children so far. */
  readonly counts: Record<string, number>;
  readonly attributes: Readonly<Record<string, string>>;
  last: number;
}

/** Checks that a text is well-formed and keeps to the schema, and that every count in it is true. */
export function checkJunit(xml: string): void {
  elements(xml);
  const open: Open[] = [];
  for (const [, closing, name = '', list = '', empty] of xml.matchAll(
    /<(\/?)([a-z-]+)((?: [a-z]+="[^"]*")*)(\/?)>/g,
  )) {
    if (closing) {
      checkCounts(open.pop());
      continue;
    }
    const attributes = Object.fromEntries(
      Array.from(list.matchAll(/ ([a-z]+)="([^"]*)"/g), ([, key = '', value = '']) => [key, value]),
    );
    const allowed = SCHEMA[name]?.attributes.split(' ');
    for (const key of Object.keys(attributes)) assert.ok(allowed?.includes(key), `${name} has no ${key}`);
    const parent = open.at(-1);
    if (parent) {
      const order = SCHEMA[parent.name]?.children.split(' ') ?? [];
      assert.ok(order.indexOf(name) >= parent.last, `${name} in ${parent.name}`);
      parent.last = order.indexOf(name);
    } else assert.is(name, 'testsuites');
    for (const { counts } of open) counts[name] = (counts[name] ?? 0) + 1;
    const one = { name, counts: {}, attributes, last: 0 };
    if (empty) checkCounts(one);
    else open.push(one);
  }
}

function checkCounts(element: Open | undefined): void {
  if (!element?.name.startsWith('testsuite')) return;
  const { attributes, counts } = element;
  assert.ok(attributes['name']);
  for (const [attribute, child] of [
    ['tests', 'testcase'],
    ['failures', 'failure'],
    ['errors', 'error'],
    ['skipped', 'skipped'],
  ] as const)
    if (attribute in attributes || attribute !== 'skipped')
      assert.is(attributes[attribute], String(counts[child] ?? 0), `${element.name}: ${attribute}`);
  if (attributes['timestamp'] !== undefined)
    assert.match(attributes['timestamp'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  if (attributes['time'] !== undefined) assert.match(attributes['time'], /^\d+(\.\d{1,3})?$/);
}
