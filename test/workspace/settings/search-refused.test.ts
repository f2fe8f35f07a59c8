import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { loadConfig, searchConfig } from '../../../src/workspace/settings/search.js';
import { spec } from '../../harness/spec.js';
import { faultOf, put, refused } from './search-fixture.js';

spec('config/search: what is refused', (it) => {
  /** The search and the explicit load must refuse a file in the same words. */
  const bothRefuse = async (root: string, name: string): Promise<string> => {
    const file = join(root, name);
    const message = await refused(searchConfig(root, root), file);
    assert.is(await refused(loadConfig(file, root), file), message);
    return message;
  };

  it('two settings files in one folder, naming both', async ({ folder }) => {
    for (const other of ['.callplanrc.json', 'callplan.config.yaml', 'package.json']) {
      const root = await folder();
      await put(join(root, '.callplanrc.yaml'));
      await put(join(root, other), '{"callplan":{}}');
      assert.match(await refused(searchConfig(root, root), join(root, '.callplanrc.yaml')), other);
    }
  });

  it('a name that looks like settings and is not looked for', async ({ folder }) => {
    for (const name of [
      '.callplanrc',
      '.callplanrc.toml',
      '.callplanrc.YAML',
      '.CallplanRC.yaml',
      'callplan.config.json',
      'callplan.config',
    ]) {
      const root = await folder();
      await put(join(root, name));
      const message = await refused(searchConfig(root, root), join(root, name));
      assert.match(message, 'rename it to .callplanrc.yaml');
    }
  });

  it('but not a name that only resembles such a one', async ({ folder }) => {
    const root = await folder();
    for (const name of [
      '.callplanrc.yaml.orig',
      '.callplanrc.yaml~',
      'my.callplanrc.js',
      'callplan.configs.js',
      '.config/callplanrc.js',
    ])
      await put(join(root, name));
    assert.is(await searchConfig(root, root), undefined);
  });

  it('a link that leads out of the repository, also through a folder', async ({ folder }) => {
    const [root, outside] = [await folder(), await folder()];
    const target = await put(join(outside, '.callplanrc.yaml'));
    await symlink(target, join(root, '.callplanrc.yaml'));
    assert.match(await bothRefuse(root, '.callplanrc.yaml'), 'outside the repository');
    const linked = join(root, 'linked');
    await symlink(outside, linked);
    await refused(searchConfig(linked, root), linked);
    await refused(loadConfig(join(linked, '.callplanrc.yaml'), root), join(linked, '.callplanrc.yaml'));
  });

  it("a link into git's folder, where a token may be kept", async ({ folder }) => {
    const root = await folder();
    await put(join(root, '.git/config'), '[http]\n\textraheader = AUTHORIZATION: basic c2VjcmV0\n');
    await symlink('.git/config', join(root, '.callplanrc.yaml'));
    assert.match(await bothRefuse(root, '.callplanrc.yaml'), "git's own folder");
  });

  it('a link that leads nowhere', async ({ folder }) => {
    const root = await folder();
    const file = join(root, '.callplanrc.yaml');
    await symlink('gone.yaml', file);
    await faultOf(searchConfig(root, root), 'file-unreadable', file);
    await faultOf(loadConfig(file, root), 'file-unreadable', file);
  });

  it('a folder, a FIFO or a link to a FIFO in the place of the file', async ({ folder }) => {
    const [asFolder, asFifo, asLink] = [await folder(), await folder(), await folder()];
    await mkdir(join(asFolder, '.callplanrc.yaml'));
    execFileSync('mkfifo', [join(asFifo, 'package.json'), join(asLink, 'pipe')]);
    await symlink('pipe', join(asLink, '.callplanrc.json'));
    assert.match(await bothRefuse(asFolder, '.callplanrc.yaml'), 'not a regular file');
    assert.match(await bothRefuse(asFifo, 'package.json'), 'not a regular file');
    assert.match(await bothRefuse(asLink, '.callplanrc.json'), 'not a regular file');
  });

  it('more than 1 MB', async ({ folder }) => {
    const root = await folder();
    await put(join(root, '.callplanrc.yaml'), '#'.repeat(1_000_000));
    assert.is((await searchConfig(root, root))?.text.length, 1_000_000);
    for (const bytes of [1_000_001, 2_000_000]) {
      await put(join(root, '.callplanrc.yaml'), '#'.repeat(bytes));
      assert.match(await bothRefuse(root, '.callplanrc.yaml'), `${bytes} bytes`);
    }
  });

  it('invalid UTF-8, but not the character that stands for it', async ({ folder }) => {
    const root = await folder();
    await put(join(root, '.callplanrc.yaml'), 'edition: \uFFFD\n');
    assert.is((await searchConfig(root, root))?.text, 'edition: \uFFFD\n');
    await put(join(root, '.callplanrc.yaml'), Uint8Array.of(0x63, 0x70, 0x73, 0x3a, 0x20, 0xe4, 0x0a));
    assert.match(await bothRefuse(root, '.callplanrc.yaml'), 'UTF-8');
  });

  it('a broken package.json that mentions the settings, rather than run on others', async ({ folder }) => {
    const root = await folder();
    await put(join(root, 'package.json'), '{\n<<<<<<< ours\n  "callplan": { "edition": "b" }\n');
    assert.match(await bothRefuse(root, 'package.json'), 'not valid JSON');
  });
});
