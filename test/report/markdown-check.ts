import * as assert from 'uvu/assert';
import { OBEYED } from './findings/findings-fixture.js';

/** Checks the structure, and that nothing stands outside of code that Markdown could act upon but what the report itself says. */
export function checkMarkdown(text: string): void {
  assert.not.match(text, OBEYED);
  let columns: number | undefined;
  let folded = 0;
  for (const line of text.split('\n')) {
    const plain = line.replace(/`[^`]*`/g, 'code').replace(/<code>[^<]*<\/code>/g, 'code');
    assert.not.match(plain, /[`@[\]\\$]|:\/\//, line);
    assert.not.match(plain.replace(/^<(details|\/details)>$|^<summary>|<\/summary>$/g, ''), /[<>&]/, line);
    if (line === '<details>') assert.is(++folded, 1);
    if (line === '</details>') assert.is(--folded, 0);
    if (!line.startsWith('|')) columns = undefined;
    else {
      const found = line.split('|').length;
      columns ??= found;
      assert.is(found, columns, line);
      assert.ok(line.endsWith(' |'));
    }
  }
  assert.is(folded, 0);
}
