import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import * as assert from 'uvu/assert';
import type TypeScript from 'typescript';
import { spec } from '../harness/spec.js';
import { root } from '../harness/places.js';
import { doors, rooms } from './rooms.js';

// Imported, its nine megabytes would go through the loader of TypeScript first.
const ts = createRequire(import.meta.url)('typescript') as typeof TypeScript;

/** The rooms within a room, in the same order. Files beside them are on top and may import all of them. */
const roomsWithin: Readonly<Record<string, readonly string[]>> = {
  emulator: ['generated', 'core', 'http', 'calls', 'scenario', 'saved', 'callbacks', 'api', 'feed', 'page'],
};

/** How many files may lie side by side in a room before it needs rooms of its own. */
const MOST_FLAT = 16;

/** Rooms that are lists by nature. */
const lists = /\/(?:rules|catalog|examples|commands)$/;

/** The emulator must not agree with our own mistakes; a scenario and a saved call are forms of its own. */
const emulatorMayImport = /^src\/(?:emulator|diagnostics|schemas\/(?:scenario|saved-call)\.)/;

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const sources = (await readdir(join(root, 'src'), { recursive: true }))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('schemas/'))
  .map((file) => `src/${file}`)
  .sort();
const texts = new Map(
  await Promise.all(sources.map(async (file) => [file, await readFile(join(root, file), 'utf8')] as const)),
);
const imports = [...texts].flatMap(([file, text]) =>
  ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }): Import => ({ file, specifier: fileName })),
);
const relative = imports.filter(({ specifier }) => specifier.startsWith('.'));

function roomOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function targetOf({ file, specifier }: Import): string {
  return normalize(join(dirname(file), specifier));
}

spec('project: architecture', (it) => {
  it('imports go one way', () => {
    for (const edge of relative) {
      const from = rooms.indexOf(roomOf(edge.file));
      const to = rooms.indexOf(roomOf(targetOf(edge)));
      // bin.ts and index.ts stand at the top and may import all.
      if (from === -1 || to === -1) continue;
      assert.ok(to <= from, `${edge.file} imports ${targetOf(edge)}`);
    }
    const unknown = sources.filter((file) => file.split('/').length > 2 && !rooms.includes(roomOf(file)));
    assert.equal(unknown, []);
  });

  it('imports go one way within a room too', () => {
    for (const [room, order] of Object.entries(roomsWithin)) {
      const rank = (file: string): number => {
        const [, , within = '', ...rest] = file.split('/');
        return rest.length === 0 ? order.length : order.indexOf(within);
      };
      const files = sources.filter((file) => roomOf(file) === room);
      assert.equal(
        files.filter((file) => rank(file) === -1),
        [],
      );
      for (const within of order)
        assert.ok(
          files.some((file) => rank(file) === order.indexOf(within)),
          within,
        );
      for (const edge of relative.filter(({ file }) => roomOf(file) === room)) {
        const target = targetOf(edge);
        if (roomOf(target) === room)
          assert.ok(rank(target) <= rank(edge.file), `${edge.file} imports ${target}`);
      }
    }
  });

  it('no room is a heap: its files can be taken in at a glance', () => {
    const flat = new Map<string, string[]>();
    for (const file of sources) flat.set(dirname(file), [...(flat.get(dirname(file)) ?? []), file]);
    for (const [room, files] of flat)
      assert.ok(
        lists.test(room) || files.length <= MOST_FLAT,
        `${room} has ${files.length} files side by side`,
      );
  });

  it('the emulator shares nothing with what it is there to test', () => {
    for (const edge of relative.filter(({ file }) => roomOf(file) === 'emulator'))
      assert.match(targetOf(edge), emulatorMayImport, `${edge.file} imports ${targetOf(edge)}`);
  });

  it('nothing but the command line and the simulator imports the emulator', () => {
    const importers = relative.filter(
      (edge) => roomOf(targetOf(edge)) === 'emulator' && roomOf(edge.file) !== 'emulator',
    );
    assert.equal([...new Set(importers.map(({ file }) => file))].sort(), [
      'src/cli/commands/emulator.ts',
      'src/cli/emulator-messages.ts',
      'src/cli/emulator-options.ts',
      'src/index.ts',
      'src/targets/simulator-file.ts',
      'src/targets/simulator.ts',
    ]);
  });

  it('declares commands without loading them: help needs none of their code', () => {
    const declared = [...texts].filter(([file]) => file.startsWith('src/cli/program/'));
    assert.ok(declared.some(([, text]) => text.includes("await import('../commands/")));
    // Of commands/ there are two: what is declared lies in program/, what is loaded beside it.
    for (const [file, text] of declared) assert.not.match(text, /from '(?:\.\.\/)+commands\//, file);
  });

  it('no import runs in a circle', () => {
    const edges = groupByFile(relative);
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      assert.not.ok(path.includes(file), `circle: ${[...path, file].join(' -> ')}`);
      if (done.has(file)) return;
      for (const edge of edges.get(file) ?? [])
        visit(targetOf(edge).replace(/\.js$/, '.ts'), [...path, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
  });

  it('each package has one door', () => {
    for (const { file, specifier } of imports) {
      const door = Object.entries(doors).find(
        ([name]) => specifier === name || specifier.startsWith(`${name}/`),
      )?.[1];
      if (door !== undefined) assert.ok(file.startsWith(door), `${file} imports ${specifier}`);
    }
    for (const [name, door] of Object.entries(doors))
      assert.ok(
        imports.some(({ file, specifier }) => file.startsWith(door) && specifier.startsWith(name)),
        `nothing in ${door} imports ${name}`,
      );
  });

  it('the world is handed in: no process, no clock, no randomness below the command line', () => {
    const worldly = /\bprocess\.(?!versions)|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b|\bconsole\./;
    /** What Node starts, and what that loads first. */
    const entries = ['src/bin.ts', 'src/command.ts'];
    /** Where the default of an argument names the real thing. */
    const defaults = ['src/io/clock.ts', 'src/io/lock/holder.ts'];
    for (const [file, text] of texts) {
      if (roomOf(file) === 'cli' || entries.includes(file) || defaults.includes(file)) continue;
      const code = text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
      assert.not.match(code, worldly, file);
    }
  });

  it('everything has a name: no default export, no barrel but index.ts, no class but Fault', () => {
    for (const [file, text] of texts) {
      assert.not.match(text, /^export default/m, file);
      if (file !== 'src/index.ts') assert.not.match(text, /^export (type )?(\*|\{[^}]*\}).* from /m, file);
      if (file !== 'src/diagnostics/fault.ts') assert.not.match(text, /^(export )?(abstract )?class /m, file);
    }
  });

  it('a file holds one idea: none has more than 350 lines', () => {
    for (const [file, text] of texts) assert.ok(text.split('\n').length <= 350, file);
  });

  it('tests meet uvu through spec alone', async () => {
    const tests = (await readdir(join(root, 'test'), { recursive: true })).filter((file) =>
      file.endsWith('.ts'),
    );
    for (const file of tests) {
      if (file === 'harness/spec.ts') continue;
      const text = await readFile(join(root, 'test', file), 'utf8');
      assert.not.ok(
        ts.preProcessFile(text).importedFiles.some(({ fileName }) => fileName === 'uvu'),
        file,
      );
    }
  });
});

function groupByFile(edges: readonly Import[]): Map<string, Import[]> {
  const groups = new Map<string, Import[]>();
  for (const edge of edges) groups.set(edge.file, [...(groups.get(edge.file) ?? []), edge]);
  return groups;
}
