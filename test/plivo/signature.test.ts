import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { sign } from '../../src/emulator/callbacks/sign.js';
import { verifySignature, type FormFields, type SignedRequest } from '../../src/plivo/signature.js';
import { tries } from '../harness/random.js';
import { spec } from '../harness/spec.js';

const authToken = 'tok3n+/=of40characters';
const nonce = '05429567804466091622';
const url = 'https://voice.example.com/answer';

type OfficialCheck = (
  method: string,
  uri: string,
  nonce: string,
  authToken: string,
  signature: string,
  params?: object,
) => boolean;
const require = createRequire(import.meta.url);
const { validateV3Signature: official } = require('plivo/dist/utils/v3Security.js') as {
  validateV3Signature: OfficialCheck;
};

interface Vector extends Pick<SignedRequest, 'method' | 'url' | 'params'> {
  readonly signature: string;
}

/** Made with openssl: `printf %s BASE.NONCE | openssl dgst -sha256 -hmac TOKEN -binary | base64`. */
const vectors: readonly Vector[] = [
  { method: 'GET', url, signature: 'hksynGpdTlOY1wIoO5iE0ro0bqutPbn6tsm807lHYHk=' },
  {
    method: 'GET',
    url: `${url}?b=2&a=1&a=0&name=M%C3%BCller+x`,
    signature: 'ttmXatLdc3oK4cUAbK9vhNyK52NTrstLRVCbjuUGiac=',
  },
  {
    method: 'GET',
    url: `${url}?b=2`,
    params: { a: '1' },
    signature: 'CrUM4QxPEWYD1+7irOuWYMiiVammjqtjQwQAEsNPOZ4=',
  },
  { method: 'GET', url: `${url}?#rt=40000`, signature: 'hksynGpdTlOY1wIoO5iE0ro0bqutPbn6tsm807lHYHk=' },
  { method: 'POST', url, signature: 'hksynGpdTlOY1wIoO5iE0ro0bqutPbn6tsm807lHYHk=' },
  { method: 'POST', url: `${url}?b=2&a=1`, signature: 'CrUM4QxPEWYD1+7irOuWYMiiVammjqtjQwQAEsNPOZ4=' },
  {
    method: 'POST',
    url: `${url}#rc=1`,
    params: { To: '14152223333', Twice: ['b', 'a'], Event: 'StartApp' },
    signature: 'RrZ8xQN41rP87RDCNGVUOStHXJ2D+XiwPkJtnzJCoT4=',
  },
  {
    method: 'POST',
    url: `${url}?b=%26&a=1`,
    params: { To: '1', From: '2' },
    signature: 'pPDPjIDHLdPu7erXD2ybnjqSwW0H+7QVKRuBD1JQnjM=',
  },
];

const verify = (request: Partial<SignedRequest>): boolean =>
  verifySignature({ method: 'GET', url, signature: undefined, nonce, authToken, ...request });

/** What a URL would be signed with, whatever it is. */
function signed(at: string): string {
  return sign({ method: 'GET', url: at, form: new URLSearchParams() }, nonce, authToken);
}

function formOf(fields: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, one] as [string, string]),
    ),
  );
}

spec('plivo: signature', (it) => {
  it('takes what was signed, and so does the official package', () => {
    for (const { method, url: at, params, signature } of vectors) {
      const said = JSON.stringify([method, at]);
      assert.ok(verify({ method, url: at, params, signature }), said);
      assert.ok(official(method, at, nonce, authToken, signature, params), said);
    }
  });

  it('takes none that differs in anything', () => {
    for (const vector of vectors) {
      assert.not.ok(verify({ ...vector, authToken: `${authToken}x` }));
      assert.not.ok(verify({ ...vector, nonce: `${nonce}0` }));
      assert.not.ok(
        verify({ ...vector, method: vector.method === 'GET' ? 'POST' : 'GET', params: { a: 'b' } }),
      );
      assert.not.ok(verify({ ...vector, url: vector.url.replace('answer', 'answers') }));
      assert.not.ok(verify({ ...vector, params: { ...(vector.params as object), More: '1' } }));
      assert.not.ok(verify({ ...vector, signature: vector.signature.toLowerCase() }));
      assert.not.ok(verify({ ...vector, signature: vector.signature.slice(0, -1) }));
    }
  });

  it('finds the right one of several signatures, wherever it stands, and in a header of several lines', () => {
    const [vector] = vectors;
    assert.ok(vector);
    const { signature } = vector;
    const wrong = 'A'.repeat(43) + '=';
    for (const header of [
      `${signature},${wrong}`,
      `${wrong}, ${signature}`,
      `${wrong},${signature},`,
      `${signature},${signature}`,
      [wrong, signature],
    ])
      assert.ok(verify({ ...vector, signature: header }), String(header));
    for (const header of [`${wrong},${wrong}`, `${signature}${wrong}`, `x${signature}`, ',', ' ', []])
      assert.not.ok(verify({ ...vector, signature: header }), String(header));
  });

  it('reads a form as URLSearchParams, as arrays, and a field that is undefined as none', () => {
    const signed = vectors.find(({ params }) => params !== undefined && 'Twice' in params);
    assert.ok(signed);
    const form = new URLSearchParams([
      ['Twice', 'b'],
      ['To', '14152223333'],
      ['Twice', 'a'],
      ['Event', 'StartApp'],
    ]);
    assert.ok(verify({ ...signed, params: form }));
    assert.ok(verify({ ...signed, params: { ...(signed.params as object), Other: undefined } }));
  });

  it('holds nothing for signed without a token, a nonce or a signature', () => {
    const [vector] = vectors;
    assert.ok(vector);
    for (const wrong of ['', undefined, null, 1] as unknown as string[]) {
      assert.not.ok(verify({ ...vector, authToken: wrong }));
      assert.not.ok(verify({ ...vector, nonce: wrong }));
      assert.not.ok(verify({ ...vector, signature: wrong }));
    }
    // With an empty key anybody could sign.
    const unkeyed = '/aQDtxbB6W0Mo2VbszRNTFbMuDc7rSa8glUPNLQJ/04=';
    assert.not.ok(verify({ ...vector, authToken: '', signature: unkeyed }));
  });

  it('never throws, and takes no time for headers without end', () => {
    const [vector] = vectors;
    assert.ok(vector);
    const { signature } = vector;
    assert.ok(verify({ ...vector, signature: `${'x,'.repeat(1000)}${signature}` }));
    assert.not.ok(verify({ ...vector, signature: `${'x,'.repeat(1_000_000)}${signature}` }));
    assert.not.ok(verify({ ...vector, nonce: 'x'.repeat(1_000_000) }));
    for (const wrong of [
      '',
      'x',
      '/answer',
      'http://',
      'http:///x',
      'http://[::1/',
      'ftp://a.example/',
      'http://a b/',
      undefined,
      7,
    ])
      assert.not.ok(verify({ url: wrong as string, signature: signed(String(wrong)) }), String(wrong));
    for (const wrong of ['', 'get', 'PUT', undefined])
      assert.not.ok(verify({ ...vector, method: wrong as string }));
    for (const params of [
      { a: { b: 'c' } },
      { a: [{}] },
      { a: null },
      { a: () => 1 },
    ] as unknown as FormFields[])
      assert.not.ok(verify({ ...vector, params }));
  });

  it('agrees with the official package, and with the emulator that signs by itself, on any request', () => {
    const text = fc.oneof(fc.string({ maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 6 }));
    // A name that objects treat apart is lost in the official package.
    const name = text.filter((one) => one !== '__proto__');
    const form = fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), {
      maxKeys: 4,
    });
    const escaped = (one: string): string => encodeURIComponent(one);
    const query = fc
      .array(
        fc.oneof(
          fc.tuple(name, text).map((pair) => pair.map(escaped).join('=')),
          fc.constantFrom('a', '=', '&', 'a=%zz', 'b=1+2', 'a=b=c', 'q=?', '?q=1', '%E0=%E0'),
        ),
        { maxLength: 4 },
      )
      .map((parts) => parts.join('&'));
    const place = fc.constantFrom(
      'http://a.example',
      'https://a.example/',
      'http://a.example:8080/x//y/',
      'https://u:p@a.example/%20;b=c',
    );
    fc.assert(
      fc.property(
        fc.constantFrom('GET' as const, 'POST' as const),
        place,
        fc.option(query),
        form,
        (method, at, asked, fields) => {
          const full = asked === null ? at : `${at}?${asked}`;
          const params = method === 'GET' ? {} : fields;
          // It sorts the arrays that it is given.
          const copy = (): object => structuredClone(params);
          const signature = sign({ method, url: full, form: formOf(params) }, nonce, authToken);
          assert.ok(official(method, full, nonce, authToken, signature, copy()));
          assert.ok(verify({ method, url: full, params, signature }));
        },
      ),
      tries(),
    );
  });
});
