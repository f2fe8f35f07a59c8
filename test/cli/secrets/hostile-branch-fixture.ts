import { execFile } from 'node:child_process';
import { link, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import type { Scope } from '../../harness/spec.js';
import { checkJunit } from '../../report/junit-xml.js';
import { checkMarkdown } from '../../report/markdown-check.js';
import { gitFixture, type GitFixture } from '../../git/git-fixture.js';
import { planText } from '../command-fixture.js';

/** What no output may hold: it stands in files outside the repository alone. */
export const CANARY = 'canary-of-another-folder';

/** What a terminal, a pipeline, Markdown, HTML or XML would act upon. */
export const WORDS = [
  '::set-output name=x::y',
  '::add-mask::e',
  '::stop-commands::x',
  '##[group]x',
  '\u001b]8;;https://evil.example.com\u0007x\u001b]8;;\u0007',
  '\u001b[2J\u001b[31m',
  '\u009b31m',
  '\u202egnp.exe',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '@everyone',
  '[x](javascript:alert(1))',
  '![x](https://evil.example.com/x.png)',
  'a | b `c` ``` d',
  ']]><!--<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '%0A::error::x',
];

/** A stranger's branch on top of a repository with a plan of ours, and what lies around it. */
export interface Branch extends GitFixture {
  /** A folder outside the repository. */
  readonly outside: string;
  /** The file that any code of the branch would write. */
  readonly ran: string;
  /** An address at which nobody must be heard. */
  readonly origin: string;
  readonly connections: () => number;
}

export async function branch(scope: Scope): Promise<Branch> {
  const made = await gitFixture(scope, {
    'plans/ours.yaml': planText(['"+14155550101"']).replace('name: case', 'name: ours'),
  });
  const outside = await scope.folder();
  await writeFile(join(outside, 'secret.yaml'), `token: ${CANARY}\n`);
  await writeFile(join(outside, 'secret.csv'), `to,id\n+14155550199,${CANARY}\n`);
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.defer(() => server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...made, outside, ran: join(outside, 'ran'), origin, connections: () => connections };
}

type Trap = (branch: Branch) => Promise<unknown>;

const code = ({ ran }: Branch): string =>
  `require('node:fs').writeFileSync(${JSON.stringify(ran)}, 'x'); module.exports = {};\n`;

const hostilePlan = (origin: string): string =>
  planText(
    WORDS.flatMap((words, i) => [
      `{ id: ${JSON.stringify(words)}, to: "+1415555${String(1000 + i)}", vars: { x: ${JSON.stringify(words)} } }`,
      `{ ${JSON.stringify(words)}: ${JSON.stringify(words)}, to: ${JSON.stringify(words)}, digits: ${JSON.stringify(words)} }`,
    ]),
    `callbacks: { answer: "${origin}/x?{{x}}" }\noptions: { caller_name: ${JSON.stringify(WORDS.join(''))} }`,
  );

const link_ =
  (target: (b: Branch) => string, place: string): Trap =>
  async (b) => {
    await mkdir(dirname(join(b.folder, place)), { recursive: true });
    await symlink(target(b), join(b.folder, place));
  };

const settings =
  (text: (b: Branch) => string, file = '.callplanrc.yaml'): Trap =>
  (b) =>
    b.write({ [file]: text(b) });

/** What a stranger may put into a branch, and what may be put into a checkout by one. */
export const TRAPS: Readonly<Record<string, Trap>> = {
  ...Object.fromEntries(
    [
      '.callplanrc.js',
      '.callplanrc.cjs',
      '.callplanrc.ts',
      'callplan.config.js',
      'callplan.config.mjs',
      '.config/config.js',
    ].map((file): [string, Trap] => [`settings in ${file}`, settings(code, file)]),
  ),
  'settings that import code': (b) =>
    b.write({ '.callplanrc.json': '{"$import": "./x.cjs", "extends": "./x.cjs"}', 'x.cjs': code(b) }),
  'package.json that names code': (b) =>
    b.write({
      'package.json': JSON.stringify({ callplan: './x.cjs', scripts: { prepare: 'node x.cjs' } }),
      'x.cjs': code(b),
    }),
  'an address of the API': settings(({ origin }) => `api_url: ${origin}\napiUrl: ${origin}\n`),
  'settings behind a link': link_(({ outside }) => join(outside, 'secret.yaml'), '.callplanrc.yaml'),
  'plans outside': settings(({ outside }) => `plans: ${outside}\n`),
  'a plan behind a link': link_(({ outside }) => join(outside, 'secret.yaml'), 'plans/x.yaml'),
  'a folder behind a link': link_(({ outside }) => outside, 'plans/x'),
  'a lockfile behind a link': link_(({ outside }) => join(outside, 'secret.yaml'), 'plans/ours.lock.jsonl'),
  'a record of rehearsals behind a link': link_(({ outside }) => outside, '.callplan'),
  'reports behind links': async (b) => {
    for (const name of ['out.json', 'out.md', 'out.xml', 'out.sarif', 'steps.json', 'out.sh'])
      await symlink(join(b.outside, 'written'), join(b.folder, name));
  },
  'lists outside': (b) =>
    b.write({
      'plans/x.yaml': planText(
        [
          '../../etc/passwd',
          '/etc/passwd',
          '../../../../../../etc/passwd',
          `${b.outside}/secret.csv`,
          'file:///etc/passwd',
          `${b.origin}/x.csv`,
        ].map((file) => `file: ${file}`),
      ),
    }),
  'a list behind a link': async (b) => {
    await b.write({ 'plans/x.yaml': planText(['file: x.csv']) });
    await symlink(join(b.outside, 'secret.csv'), join(b.folder, 'plans/x.csv'));
  },
  'words of all kinds': (b) =>
    b.write({
      'plans/x.yaml': hostilePlan(b.origin),
      'plans/y.yaml': planText(
        ['file: y.csv', 'file: z.jsonl'],
        `callbacks: { answer: "${b.origin}/{{x}}" }`,
      ).replace('name: case', 'name: y'),
      'plans/y.csv': `to,id,x\n${WORDS.map((words, i) => `+1415555${String(2000 + i)},"${words.replaceAll('"', '""')}","${words.replaceAll('"', '""')}"`).join('\n')}\n`,
      'plans/z.jsonl': WORDS.map(
        (words, i) =>
          `${JSON.stringify({ to: `+1415555${String(3000 + i)}`, id: `z${words}`, x: words, [words]: words })}\n`,
      ).join(''),
      '.callplanrc.yaml': `${JSON.stringify(WORDS.join(''))}: ${JSON.stringify(WORDS.join(''))}\n`,
    }),
  'words in a lockfile': (b) =>
    b.write({
      'plans/ours.lock.jsonl': WORDS.map(
        (words) => `{"lockfile":1,"plan":${JSON.stringify(words)}}${words}\n`,
      ).join(''),
    }),
  'words in names of files': async (b) => {
    for (const words of [...WORDS, 'a\n::error::x\nb', 'a\r\n##[error]x'])
      await b.write({ [`plans/${words.replaceAll('/', '_').slice(0, 60)}.yaml`]: 'nothing: x\n' });
  },
  'keys of prototypes': (b) =>
    b.write({
      'plans/x.yaml': planText(
        ['{ to: "+14155550107", __proto__: { to: x }, constructor: x, vars: { __proto__: y, toString: z } }'],
        '__proto__: { from: x }',
      ),
      'plans/y.yaml': planText(['file: y.csv']).replace('name: case', 'name: y'),
      'plans/y.csv': 'to,__proto__,constructor\n+14155550108,x,y\n',
      '.callplanrc.json': '{"__proto__": {"plans": "/etc"}, "constructor": {"prototype": {"plans": "/etc"}}}',
    }),
  'a pipe and devices': async (b) => {
    await promisify(execFile)('mkfifo', [join(b.folder, 'plans/x.yaml')]);
    await symlink('/dev/zero', join(b.folder, 'plans/y.yaml'));
    await symlink('/dev/stdin', join(b.folder, 'plans/z.yaml'));
    await b.write({ 'plans/v.yaml': planText(['file: v.csv']) });
    await symlink('/dev/zero', join(b.folder, 'plans/v.csv'));
  },
  'a plan of 100 MB': async (b) => {
    await b.write({ 'plans/x.yaml': 'name: ' });
    await truncate(join(b.folder, 'plans/x.yaml'), 100 * 1024 * 1024);
  },
  'a bomb of aliases': (b) =>
    b.write({
      'plans/x.yaml': `a0: &a0 x\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]\n`).join('')}`,
    }),
  'traps for git': async (b) => {
    const command = `node ${join(b.folder, 'x.cjs')}`;
    await b.write({
      'x.cjs': code(b),
      '.gitattributes': '* filter=x diff=x merge=x\n',
      '.gitmodules': `[submodule "x"]\n\tpath = x\n\turl = ${b.origin}/x\n\tupdate = !${command}\n`,
      '.githooks/post-checkout': `#!/bin/sh\n${command}\n`,
    });
    await b.commit({});
    await b.write({
      '.git/hooks/post-checkout': `#!/bin/sh\n${command}\n`,
      '.git/hooks/post-index-change': `#!/bin/sh\n${command}\n`,
    });
    for (const hook of ['post-checkout', 'post-index-change'])
      await promisify(execFile)('chmod', ['+x', join(b.folder, '.git/hooks', hook)]);
    await b.git('config', 'core.fsmonitor', command);
    await b.git('config', 'filter.x.smudge', command);
    await b.git('config', 'filter.x.clean', command);
    await b.git('config', 'diff.x.textconv', command);
    await b.git('config', 'diff.external', command);
  },
  'a hard link to a file of its own': (b) =>
    link(join(b.folder, 'plans/ours.yaml'), join(b.folder, 'plans/x.yaml')),
};

/** Every file and link of a folder with what it is, git's own left out. */
export async function inventory(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .map(
      (entry) =>
        `${join(entry.parentPath, entry.name)}${entry.isSymbolicLink() ? '@' : entry.isDirectory() ? '/' : ''}`,
    )
    .filter((name) => !name.startsWith(join(folder, '.git/')))
    .sort();
}

/** What a terminal or a pipeline reads: no control character, no command but our own annotations. */
export function checkHarmless(text: string, what: string): void {
  assert.not.match(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/, what);
  assert.not.match(text, /##\[/, what);
  assert.not.match(text, CANARY, what);
  for (const line of text.split('\n'))
    assert.ok(
      !/^\s*::/.test(line) || /^::(?:error|warning|notice) file=[^:]*::/.test(line),
      `${what}: ${line}`,
    );
}

/** No markup of a stranger's is active: Markdown has what the report itself says and no more, XML keeps to its schema. */
export function checkMarkup(text: string, what: string): void {
  if (what.endsWith('.md')) checkMarkdown(text);
  else checkJunit(text);
}

export async function readIfThere(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
