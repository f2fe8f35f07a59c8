import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { exportForm } from '../../../src/convert/export/export.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';
import { plansOf, requestOf } from './export-fixture.js';

/** Texts that a shell, an HTTP client or Postman would do something with. */
const hostile = fc.oneof(
  fc.constantFrom(
    "'",
    "'; touch pwned; '",
    '$(touch pwned)',
    '`touch pwned`',
    '!!',
    '@/etc/passwd',
    '-o',
    '\\',
    "\\'",
    '\n',
    '\r\n### x\nGET http://x',
    '{{auth_token}}',
    '{{{{x}}',
    '\u0000',
    '\u001b[2J',
    '\u202e',
    '\ud800',
    '😀',
    'é',
    '< ./file',
    '$PLIVO_AUTH_TOKEN',
    '%s',
  ),
  fc.array(fc.nat(0x10ffff), { maxLength: 6 }).map((points) => String.fromCodePoint(...points)),
  fc.stringMatching(/^['"$`\\!@#&|;<>(){}*? \n~-]{0,10}$/),
);
const texts = fc.array(hostile, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
/** Five texts in each request: a process costs more than a text. */
const samples = fc.sample(fc.tuple(texts, texts, texts, texts, texts), tries(60));
const requests = samples.map(([caller_name, to, from, answer_url, sip_headers]) =>
  requestOf({ caller_name, to, from, answer_url, sip_headers }),
);

const credentials = { PLIVO_AUTH_ID: 'MAXXXXXXXXXXXXXXXXXX', PLIVO_AUTH_TOKEN: "to'ken $(x)" };

spec('forms: export as curl', (it) => {
  it('is a script in which no value is anything but a value', async (scope) => {
    const folder = await scope.folder();
    const curl = `#!/bin/sh\n{ printf '%s\\0' "$@"; printf '\\0'; } >> '${folder}/argv'\n`;
    await writeFile(join(folder, 'curl'), curl);
    await chmod(join(folder, 'curl'), 0o755);
    for (const [shell, count] of [
      ['bash', samples.length],
      ['sh', 10],
    ] as const) {
      await writeFile(join(folder, 'calls.sh'), exportForm('curl', plansOf(...requests.slice(0, count))));
      await writeFile(join(folder, 'argv'), '');
      const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, ...credentials };
      await promisify(execFile)(shell, ['calls.sh'], { cwd: folder, env });
      const runs = (await readFile(join(folder, 'argv'), 'utf8')).split('\0\0').slice(0, -1);
      assert.is(runs.length, count, shell);
      for (const [index, run] of runs.entries()) {
        const argv = run.split('\0');
        assert.equal(argv.slice(0, -1), [
          '--fail-with-body',
          '-X',
          'POST',
          `https://api.plivo.com/v1/Account/${credentials.PLIVO_AUTH_ID}/Call/`,
          '-u',
          `${credentials.PLIVO_AUTH_ID}:${credentials.PLIVO_AUTH_TOKEN}`,
          '-H',
          'Content-Type: application/json',
          '--data-raw',
        ]);
        assert.equal(JSON.parse(argv.at(-1) ?? ''), requests[index]?.body);
      }
    }
    const { readdir } = await import('node:fs/promises');
    assert.equal((await readdir(folder)).sort(), ['argv', 'calls.sh', 'curl']);
  });

  it('calls nobody without credentials', async (scope) => {
    const folder = await scope.folder();
    await writeFile(join(folder, 'calls.sh'), exportForm('curl', plansOf(requestOf())));
    assert.throws(
      () => execFileSync('sh', ['calls.sh'], { cwd: folder, env: {}, stdio: 'pipe' }),
      /PLIVO_AUTH_ID/,
    );
  });

  it('keeps comments comments, whatever a file is called', () => {
    const [plan] = plansOf(requestOf());
    assert.ok(plan);
    const text = exportForm('curl', [{ ...plan, file: 'a\ntouch pwned\n.yaml' }]);
    assert.not.match(text, /^touch/m);
  });
});

spec('forms: export as .http', (it) => {
  it('has one request between two separators, and its body as it is', () => {
    const text = exportForm('http', plansOf(...requests));
    const blocks = text.split(/^###.*\n/m).slice(1);
    assert.is(blocks.length, samples.length);
    for (const [index, block] of blocks.entries()) {
      const [head = '', ...rest] = block.split('\n\n');
      assert.is(
        head,
        `POST https://api.plivo.com/v1/Account/{{PLIVO_AUTH_ID}}/Call/
Authorization: Basic {{PLIVO_AUTH_ID}} {{PLIVO_AUTH_TOKEN}}
Content-Type: application/json`,
      );
      const body = rest.join('\n\n');
      assert.not.match(body, '{{');
      assert.equal(JSON.parse(body), requests[index]?.body);
    }
  });
});

interface Collection {
  readonly variable: unknown;
  readonly item: readonly {
    readonly item: readonly { readonly request: { readonly body: { readonly raw: string } } }[];
  }[];
}

spec('forms: export as Postman', (it) => {
  it('has variables for nothing but the credentials, which have no value', () => {
    const collection = JSON.parse(exportForm('postman', plansOf(...requests))) as Collection;
    assert.equal(collection.variable, [
      { key: 'auth_id', value: '' },
      { key: 'auth_token', value: '', type: 'secret' },
    ]);
    const raws = collection.item.flatMap(({ item }) => item.map(({ request }) => request.body.raw));
    assert.is(raws.length, samples.length);
    for (const [index, raw] of raws.entries()) {
      assert.not.match(raw, '{{');
      assert.equal(JSON.parse(raw), requests[index]?.body);
    }
  });
});

spec('forms: export in every form', (it) => {
  for (const kind of ['curl', 'postman', 'http'] as const)
    it(`warns and hides nothing: ${kind}`, () => {
      const text = exportForm(kind, plansOf(...requests));
      assert.match(text, 'calls people past the lockfile');
      assert.not.match(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    });
});
