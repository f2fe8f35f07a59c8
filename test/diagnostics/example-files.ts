import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { filesOf, isText, wholeText, type ExampleFiles } from '../../src/diagnostics/example.js';
import type { Scope } from '../harness/spec.js';

/** A repository that has the files of an example alone. It is the working folder until the test ends, since lockfiles are named from there. */
export async function exampleFolder(
  { folder, defer }: Scope,
  files: ExampleFiles,
  encoding: BufferEncoding = 'utf8',
): Promise<string> {
  const cwd = await folder();
  await mkdir(join(cwd, '.git'));
  for (const [file, content] of Object.entries(filesOf(files))) {
    await mkdir(dirname(join(cwd, file)), { recursive: true });
    if (isText(content)) await writeFile(join(cwd, file), wholeText(content), encoding);
    else await symlink(content.linkTo, join(cwd, file));
  }
  const home = process.cwd();
  defer(() => {
    process.chdir(home);
  });
  process.chdir(cwd);
  return cwd;
}
