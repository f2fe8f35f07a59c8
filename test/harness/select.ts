import { dirname } from 'node:path';
import { library } from './suite.js';

/** What a test file imports, itself and through others. */
export type Reach = ReadonlySet<string>;

/** What can start a process or open a connection. */
const outside =
  /^(?:node:(?:child_process|cluster|dgram|http|http2|https|net|tls|worker_threads)|(?:cross-fetch|esbuild|playwright-core)(?:\/.*)?)$/;

/** Who imports one of these can use any of src: in the built command or library, or in a program that is bundled where it is needed. */
const usesAll = new Set(['node:child_process', 'esbuild', library]);

/** What `npm run generate` makes, and of what. */
const generated = [
  { from: 'schemas/', to: 'src/schemas/' },
  { from: 'src/emulator/page/', to: 'src/emulator/generated/' },
];

/** Whether nothing in a test file can leave its process. */
export function isUnit(reach: Reach): boolean {
  return ![...reach].some((name) => outside.test(name));
}

/**
 * The test files for which it may make a difference that other files have changed. A file of the tests that nobody imports is data of
 * all that lies in its folder or above.
 */
export function affected(tests: ReadonlyMap<string, Reach>, changed: readonly string[]): string[] {
  const imported = new Set([...tests.values()].flatMap((reach) => [...reach]));
  return [...tests]
    .filter(([, reach]) => changed.some((file) => dependsOn(reach, file, imported.has(file))))
    .map(([test]) => test);
}

function dependsOn(reach: Reach, file: string, isImported: boolean): boolean {
  if (reach.has(file) || file === 'package-lock.json') return true;
  for (const { from, to } of generated)
    if (file.startsWith(from) && [...reach].some((other) => other.startsWith(to))) return true;
  if (file.startsWith('src/')) return [...usesAll].some((name) => reach.has(name));
  if (file.startsWith('test/')) return !isImported && liesBelow(file, reach);
  // A file that knows the top of the repository can read anything there.
  return reach.has('test/harness/places.ts');
}

function liesBelow(data: string, reach: Reach): boolean {
  return [...reach].some((file) => file.startsWith('test/') && data.startsWith(`${dirname(file)}/`));
}
