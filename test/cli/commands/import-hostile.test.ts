import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { address, body, token } from '../../convert/import/import-fixture.js';
import { curlCall as call } from '../curl-call.js';
import { commandFixture } from '../command-fixture.js';

spec(
  'cli: import of hostile forms',
  (it) => {
    it('says no credentials, wherever they stand and whatever is wrong', async (scope) => {
      const { callplan, write } = await commandFixture(scope);
      const json = JSON.stringify(body);
      const forms: Record<string, string> = {
        'a.sh': call({ caller_name: token }),
        'b.sh': `curl --user=MAID:${token} -d '{"to": ${token}' ${address}`,
        'c.sh': `curl -d '${json}' -H 'Authorization: Basic ${btoa(`MAID:${token}`)}' -H 'X-Auth-Token: ${token}' https://x:${token}@example.com/${token}`,
        'd.sh': `curl --mystery ${token} -uMAID:${token} -d '${json}' ${address}`,
        'e.sh': `curl -u MAID:${token} '${token}`,
        'f.sh': `curl -u MAID:${token} ${token} ${token}`,
        'g.json': `{"auth": ${token}}`,
        'h.json': JSON.stringify({
          info: { name: token },
          auth: { basic: [{ key: 'password', value: token }] },
          item: [
            {
              name: token,
              request: { method: 'POST', url: `${address}?k=${token}`, body: { mode: 'raw', raw: json } },
            },
            { name: 'b', request: { method: 'POST', url: address, body: { mode: 'raw', raw: json } } },
          ],
        }),
        'i.csv': `to,id\n"${token}`,
      };
      await write(forms);
      for (const file of Object.keys(forms)) {
        const { stdout, stderr } = await callplan(`import ${file}`);
        assert.not.match(stdout + stderr, token, file);
        assert.not.match(stdout + stderr, btoa(`MAID:${token}`), file);
      }
    });

    it('lets nothing reach the terminal that is not text', async (scope) => {
      const { callplan, write } = await commandFixture(scope);
      const evil = '\u001b[2J\u202e\u0007';
      await write({
        'a.json': JSON.stringify({
          info: { name: evil },
          item: [
            { name: `${evil}\n::error::x`, request: { method: evil, url: `https://${evil}/` } },
            {
              name: 'x',
              request: {
                method: 'POST',
                url: address,
                body: { mode: 'raw', raw: JSON.stringify({ ...body, caller_name: evil, [evil]: 1 }) },
              },
            },
          ],
        }),
        'b.csv': `to,${evil}\n+14155550100,1\n`,
        'c.sh': `curl --${evil} x\n`,
      });
      for (const file of ['a.json', 'b.csv', 'c.sh']) {
        const { stdout, stderr } = await callplan(`import ${file}`);
        assert.not.match(stdout + stderr, /[\u0007\u001b\u202e]|^::/m, file);
      }
    });

    it('takes no name for more than a name', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'a.json': `{"__proto__":{"item":[]},"constructor":1,"item":[{"name":"__proto__","request":{"method":"POST","url":"${address}","body":{"mode":"raw","raw":"{\\"__proto__\\":{\\"to\\":1},\\"to\\":\\"+14155550100\\"}"}}}]}`,
        'b.csv': '__proto__,to,constructor\n1,+14155550100,2\n',
      });
      const { stderr } = await callplan('import a.json');
      assert.match(stderr, 'a.json / __proto__: left out: __proto__ is an object');
      assert.match((await callplan('import b.csv')).stderr, 'the column __proto__ is left out');
    });

    const unreadable: readonly [title: string, name: string, bytes: Uint8Array, message: string][] = [
      ['what is not UTF-8', 'a.sh', Buffer.from('curl\n\xff', 'latin1'), 'a.sh:2: the file cannot be read: '],
      [
        'a quote that is not closed',
        'a.sh',
        Buffer.from("curl\n\ncurl 'x"),
        "a.sh:3 cannot be imported: the ' that opens here is never closed",
      ],
      [
        'deep nesting',
        'a.json',
        Buffer.from('{"item":'.repeat(100_000)),
        'is nested more than 200 levels deep',
      ],
      [
        'credentials without number',
        'a.sh',
        Buffer.from(Array.from({ length: 200 }, (_, n) => `curl -u a:secret-${n} x\n`).join('')),
        'it holds more than 100 different credentials',
      ],
    ];
    for (const [title, name, bytes, message] of unreadable)
      it(`refuses ${title}`, async (scope) => {
        const { callplan, folder } = await commandFixture(scope);
        await writeFile(join(folder, name), bytes);
        const { exit, stdout, stderr } = await callplan(`import ${name}`);
        assert.is(exit, 3);
        assert.is(stdout, '');
        assert.match(stderr, message);
      });

    it('refuses a NUL in a value', async (scope) => {
      const { callplan } = await commandFixture(scope, {
        'a.sh': `curl -d 'to=%2B14155550100&from=%00' ${address}\n\0`,
      });
      const { exit, stdout } = await callplan('import a.sh');
      assert.is(exit, 3);
      assert.is(stdout, '');
    });

    it('reads no more than 32 MB, of a file or a stream', async (scope) => {
      const { callplan, folder } = await commandFixture(scope);
      await writeFile(join(folder, 'a.json'), '{');
      await truncate(join(folder, 'a.json'), 2 ** 40);
      const { exit, stderr } = await callplan('import a.json');
      assert.is(exit, 3);
      assert.match(stderr, 'a.json:1: the file cannot be read: the file is larger than');
    });

    it('opens neither a folder, a device nor a link that leads out', async (scope) => {
      const { callplan, folder } = await commandFixture(scope);
      const outside = await scope.folder();
      await writeFile(join(outside, 'a.sh'), call());
      await symlink(join(outside, 'a.sh'), join(folder, 'a.sh'));
      await mkdir(join(folder, 'b'));
      for (const file of ['a.sh', 'b', '/dev/zero', 'none']) {
        const { exit, stdout } = await callplan(`import ${file}`);
        assert.is(exit, 3, file);
        assert.is(stdout, '');
      }
    });
  },
  { concurrency: 2 },
);
