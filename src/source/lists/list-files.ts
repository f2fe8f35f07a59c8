import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { nearest } from '../../diagnostics/nearest.js';
import { quote, type Quoted } from '../../privacy/quoted.js';
import { LIST_LIMITS, type List, type NoList } from './list.js';
import { entriesOf } from '../files/listing.js';
import { parseList } from './parse-list.js';
import { display, isInside, isOfRepository, LINK_OUT } from '../files/paths.js';
import { readBytes } from '../files/text.js';

/** Where a list is named. All absolute; `root` is the repository's top. */
export interface ListPlace {
  readonly plan: string;
  readonly root: string;
  readonly cwd: string;
}

/** Reads a list file by the name that a plan gives it. What lies outside the repository, by its path or by links, is not opened. */
export function openList(named: string, { plan, root, cwd }: ListPlace): List | NoList {
  const path = resolve(dirname(plan), named);
  const top = realpathSync.native(root);
  const unreadable = (problem: Quoted): NoList => ({
    code: 'list-unreadable',
    args: { file: quote(named), problem },
  });
  // Asked first: whether there is such a file elsewhere on the machine is nobody's business.
  if (!isInside(path, top)) return unreadable(quote('it lies outside the repository'));
  const real = realPathOf(path);
  if (real === undefined) return missing(named, path, top);
  if (!isOfRepository(real, top)) return unreadable(quote(LINK_OUT));
  const bytes = readBytes(real, named, LIST_LIMITS.file);
  if ('code' in bytes) return unreadable(bytes.args.problem);
  return parseList({ file: display(path, cwd), bytes });
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function missing(named: string, path: string, top: string): NoList {
  const file = quote(named);
  const folder = realPathOf(dirname(path));
  if (folder === undefined || !isOfRepository(folder, top)) return { code: 'list-missing', args: { file } };
  const lists = entriesOf(folder, () => []).map(({ name }) => name);
  const similar = nearest(
    basename(path),
    lists.filter((name) => /\.(csv|jsonl)$/.test(name) && !name.endsWith('.lock.jsonl')),
  );
  if (similar === undefined) return { code: 'list-missing', args: { file } };
  const meant = join(dirname(named), similar).split('\\').join('/');
  return { code: 'list-missing', args: { file, similar: quote(meant) } };
}
