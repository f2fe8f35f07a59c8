import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { canonicalPath } from '../../src/io/files.js';
import { spec } from '../harness/spec.js';

spec('files', (it) => {
  it('takes no file for a broken link that another process makes just then', async ({ folder }) => {
    const home = await folder();
    for (let number = 0; number < 200; number++) {
      const path = join(home, String(number));
      const [canonical] = await Promise.all([canonicalPath(path), writeFile(path, '')]);
      assert.is(canonical, path);
    }
  });

  it('refuses a link that leads nowhere', async ({ folder }) => {
    const link = join(await folder(), 'link');
    await symlink('nowhere', link);
    const problem = await canonicalPath(link).catch((error: unknown) => String(error));
    assert.match(problem ?? '', 'a link that leads nowhere');
  });
});
