import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { loadConfig, searchConfig } from '../../../src/workspace/settings/search.js';
import { spec } from '../../harness/spec.js';
import { faultOf, put, refused } from './search-fixture.js';

spec('config/search: where settings are found', (it) => {
  it('finds the file under each of its names, with its text as written', async ({ folder }) => {
    const text = 'edition: 2026-10 # ä\ncps: 0x10\n';
    for (const name of ['.callplanrc.yaml', '.callplanrc.yml', '.callplanrc.json', 'callplan.config.yaml']) {
      const root = await folder();
      const file = await put(join(root, name), text);
      assert.equal(await searchConfig(root, root), { file, text });
    }
  });

  it('finds the settings of a package.json and names their key', async ({ folder }) => {
    const root = await folder();
    for (const text of ['{ "name": "x", "callplan": { "cps": 0.10e1 } }', '\uFEFF{"callplan":null}']) {
      const file = await put(join(root, 'package.json'), text);
      assert.equal(await searchConfig(root, root), { file, text, key: 'callplan' });
    }
  });

  it('does not open what a package.json names as its settings', async ({ folder }) => {
    const root = await folder();
    const text = '{ "callplan": "./.hidden.js" }';
    const file = await put(join(root, 'package.json'), text);
    assert.equal(await searchConfig(root, root), { file, text, key: 'callplan' });
  });

  it('takes the nearest folder, and searches on through folders without settings', async ({ folder }) => {
    const root = await folder();
    const top = await put(join(root, '.callplanrc.yaml'), 'cps: 1\n');
    const near = await put(join(root, 'a/b/callplan.config.yaml'), 'cps: 2\n');
    await put(join(root, 'a/package.json'), '{ "name": "a" }');
    await mkdir(join(root, 'a/b/c/d'), { recursive: true });
    assert.is((await searchConfig(join(root, 'a/b/c/d'), root))?.file, near);
    assert.is((await searchConfig(join(root, 'a/b'), root))?.file, near);
    assert.is((await searchConfig(join(root, 'a'), root))?.file, top);
  });

  it('reads the folder of a file afresh each time', async ({ folder }) => {
    const root = await folder();
    assert.is(await searchConfig(root, root), undefined);
    const file = await put(join(root, '.callplanrc.yaml'), 'cps: 1\n');
    assert.is((await searchConfig(root, root))?.text, 'cps: 1\n');
    await put(file, 'cps: 2\n');
    assert.is((await searchConfig(root, root))?.text, 'cps: 2\n');
  });

  it('stops at an empty file instead of passing it over', async ({ folder }) => {
    const root = await folder();
    await put(join(root, '.callplanrc.yaml'));
    const file = await put(join(root, 'a/.callplanrc.yaml'), ' \n');
    assert.equal(await searchConfig(join(root, 'a'), root), { file, text: '' });
  });

  it('never looks above the root', async ({ folder }) => {
    const above = await folder();
    await put(join(above, '.callplanrc.yaml'));
    await put(join(above, '.callplanrc.js'));
    const root = join(above, 'repository');
    await mkdir(join(root, 'a'), { recursive: true });
    assert.is(await searchConfig(join(root, 'a'), root), undefined);
    await refused(searchConfig(above, root), above);
  });

  it('passes over a package.json that is broken or has no settings of ours', async ({ folder }) => {
    const root = await folder();
    const file = await put(join(root, '.callplanrc.yaml'));
    for (const text of [
      '{ "name": ',
      '',
      'null',
      '"callplan"',
      '["callplan"]',
      '{"x": {"callplan": {}}}',
      '[['.repeat(200_000),
    ]) {
      await put(join(root, 'a/package.json'), text);
      await put(join(root, 'package.json'), text);
      assert.is((await searchConfig(join(root, 'a'), root))?.file, file, text.slice(0, 30));
    }
  });

  it('follows a link that stays inside the repository', async ({ folder }) => {
    const root = await folder();
    await put(join(root, 'ops/settings.yaml'), 'cps: 9\n');
    await symlink('ops/settings.yaml', join(root, '.callplanrc.yaml'));
    assert.equal(await searchConfig(root, root), { file: join(root, '.callplanrc.yaml'), text: 'cps: 9\n' });
  });

  it('works when the root itself is reached through a link', async ({ folder }) => {
    const [real, other] = [await folder(), await folder()];
    const file = await put(join(real, '.callplanrc.yaml'));
    await mkdir(join(real, 'a'));
    const root = join(other, 'link');
    await symlink(real, root);
    assert.is((await searchConfig(join(root, 'a'), root))?.file, file);
    assert.is((await loadConfig(join(root, '.callplanrc.yaml'), root)).text, 'cps: 3\n');
  });
});

spec('config/search: one explicit file', (it) => {
  it('loads a file of any name that ends like YAML or JSON', async ({ folder }) => {
    const root = await folder();
    for (const name of ['ops/staging.yaml', 'x.yml', 'y.json', 'package.yaml', '..dots/z.yaml']) {
      const file = await put(join(root, name));
      assert.equal(await loadConfig(file, root), { file, text: 'cps: 3\n' });
    }
  });

  it('wants the key in a package.json', async ({ folder }) => {
    const root = await folder();
    const file = await put(join(root, 'package.json'), '{"callplan":{}}');
    assert.equal(await loadConfig(file, root), { file, text: '{"callplan":{}}', key: 'callplan' });
    for (const text of ['{}', '{ broken'])
      assert.match(await refused(loadConfig(await put(file, text), root), file), 'no top-level key callplan');
  });

  it('says that a file does not exist', async ({ folder }) => {
    const root = await folder();
    const file = join(root, 'none.yaml');
    assert.match(await faultOf(loadConfig(file, root), 'file-unreadable', file), 'it does not exist');
    await faultOf(searchConfig(join(root, 'gone'), root), 'file-unreadable', join(root, 'gone'));
    await faultOf(searchConfig(root, join(root, 'gone')), 'file-unreadable', join(root, 'gone'));
  });

  it('refuses what lies outside the root', async ({ folder }) => {
    const [root, outside] = [await folder(), await folder()];
    const file = await put(join(outside, 'x.yaml'));
    assert.match(await refused(loadConfig(file, root), file), 'outside the repository');
    const twin = await put(join(outside, 'repository-twin/x.yaml'));
    await mkdir(join(outside, 'repository'));
    await refused(loadConfig(twin, join(outside, 'repository')), twin);
  });

  it('refuses a name that is neither YAML nor JSON', async ({ folder }) => {
    const root = await folder();
    for (const name of ['settings', 'x.toml', '.yaml', 'x.YAML', 'x.yaml.bak']) {
      const file = await put(join(root, name));
      assert.match(await refused(loadConfig(file, root), file), 'its name ends in neither');
    }
  });
});
