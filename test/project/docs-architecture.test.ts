import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { root } from '../harness/places.js';
import { spec } from '../harness/spec.js';
import { doors, rooms } from './rooms.js';

const pages = [
  'CONTRIBUTING.md',
  'docs/architecture.md',
  ...(await readdir(join(root, 'docs/decisions'))).map((name) => `docs/decisions/${name}`),
];
const texts = new Map(
  await Promise.all(pages.map(async (page) => [page, await readFile(join(root, page), 'utf8')] as const)),
);
const architecture = texts.get('docs/architecture.md') ?? '';

/** The first cells of the table below a heading. */
function firstCells(heading: string): string[] {
  const section = architecture.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => /^\| `([^`]+)`/.exec(row)?.[1] ?? '');
}

/** What was removed, and is named where a page tells the history of a decision. */
const gone = ['src/load.ts'];

spec('project: pages for contributors', (it) => {
  for (const [page, text] of texts)
    it(`${page} names files that exist`, () => {
      const named = [...text.matchAll(/`((?:src|test|schemas|docs|\.ci)\/[\w./-]*)`/g)].map(
        ([, path = '']) => path,
      );
      const linked = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path = '']) =>
        join(dirname(page), path),
      );
      const missing = [...named, ...linked].filter(
        (path) => !gone.includes(path) && !/\/NAME\./.test(path) && !existsSync(join(root, path)),
      );
      assert.equal(missing, []);
    });

  it('the rooms are told in their order, each with a line', () => {
    assert.equal(firstCells('Rooms'), rooms);
  });

  it('the doors that are told are those that are guarded', () => {
    for (const name of firstCells('Doors')) assert.ok(Object.hasOwn(doors, name), name);
  });

  it('every page of a decision says what else was thought of, and what would change it', () => {
    for (const [page, text] of texts) {
      if (!page.startsWith('docs/decisions/') || /(?:loader|node-floor)\.md$/.test(page)) continue;
      for (const heading of ['Context', 'Decision', 'What was considered', 'What would change it'])
        assert.match(text, `\n## ${heading}\n`, page);
    }
  });
});
