import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { proxyLogins } from '../../src/plivo/proxy.js';
import { redactor } from '../../src/privacy/redact.js';
import { asCode, asHtmlCode, inMarkdown } from '../../src/text/markdown.js';
import { clean } from '../../src/privacy/clean.js';
import { jsonText } from '../../src/text/json-text.js';
import { shellWord } from '../../src/text/shell.js';
import { xmlText } from '../../src/text/xml.js';
import { cpuMs } from '../harness/cpu.js';
import { tries } from '../harness/random.js';
import { spec } from '../harness/spec.js';

/** To make a redactor ready takes longest of all. */
const few = tries(30);

const authId = 'MA0123456789ABCDWXYZ';
const authToken = 'tok3n+/=of"40%characters';

/** How texts are written in the places that they go to. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'a terminal': clean,
  JSON: (text) => JSON.stringify(text),
  'JSON for a log': jsonText,
  'JSON of other programs': (text) =>
    JSON.stringify(text).replaceAll('/', '\\/').replaceAll('\\"', '\\u0022'),
  XML: (text) => xmlText({ name: 'x', attributes: { a: text }, children: [text] }),
  'HTML by numbers': (text) =>
    Array.from(
      text,
      (char) => `&#${/\w/.test(char) ? '' : 'x'}${char.charCodeAt(0).toString(/\w/.test(char) ? 10 : 16)};`,
    ).join(''),
  code: asCode,
  'code in HTML': asHtmlCode,
  Markdown: inMarkdown,
  'JSON of Markdown': (text) => jsonText(inMarkdown(text)),
  'a workflow command': (text) => clean(text).replaceAll('%', '%25').replaceAll(':', '%3A'),
  'a URL': encodeURIComponent,
  'a URL in a workflow command': (text) => encodeURIComponent(text).replaceAll('%', '%25'),
  'a shell': shellWord,
};

/** Any that the environment may hold: of printable ASCII, so with what means something to expressions, JSON, XML and shells. */
const tokens = fc.stringMatching(/^[\x21-\x7e]{8,60}$/).filter((token) => new Set(token).size > 4);

const around = fc.string({ unit: 'binary', maxLength: 20 });

/** What is left of a text once it is read as a human or a program would. */
function leaks(shown: string, token: string, spell: (text: string) => string): boolean {
  const inside = spell(token).replace(/^["'`]|["'`\n]+$/g, '');
  return shown.includes(token) || (inside.length > 7 && shown.includes(inside));
}

spec('redactor', (it) => {
  it('hides any token, alone and in its pair, in every spelling', () => {
    fc.assert(
      fc.property(tokens, around, around, (token, before, after) => {
        const hide = redactor({ authId, authToken: token });
        const pair = `${authId}:${token}`;
        const base64 = Buffer.from(pair).toString('base64');
        for (const [name, spell] of Object.entries(spellings))
          for (const secret of [token, pair, base64]) {
            const shown = hide(spell(`${before} ${secret} ${after}`));
            assert.not.ok(leaks(shown, token, spell), `${name}: ${shown}`);
            assert.not.ok(leaks(shown, base64, spell), `${name}: ${shown}`);
            assert.match(shown, '***', name);
            assert.not.match(shown, authId, name);
          }
      }),
      few,
    );
  });

  it('hides a token in which a backslash stands before what Markdown spells with two in JSON', () => {
    const token = '!!!!\\@0"';
    const shown = redactor({ authId, authToken: token })(jsonText(inMarkdown(` ${token} `)));
    assert.is(shown, '" *** "\n');
  });

  it('leaves JSON that a program can read', () => {
    fc.assert(
      fc.property(tokens, around, (token, text) => {
        const hide = redactor({ authId, authToken: token });
        const value = { error: `${text} ${token}`, more: [`${token} ${text}`] };
        assert.type(JSON.parse(hide(JSON.stringify(value))), 'object');
      }),
      few,
    );
  });

  it('changes no other text', () => {
    fc.assert(
      fc.property(tokens, fc.string({ unit: 'binary', maxLength: 200 }), (token, text) => {
        fc.pre(!text.includes(token));
        assert.is(redactor({ authId, authToken: token })(text), text);
      }),
      few,
    );
  });

  it('shows what is hidden, and of the auth id both ends', () => {
    const hide = redactor({ authId, authToken });
    const base64 = Buffer.from(`${authId}:${authToken}`).toString('base64');
    for (const secret of [
      authToken,
      `${authId}:${authToken}`,
      base64,
      base64.replace(/=+$/, ''),
      Buffer.from(`${authId}:${authToken}`).toString('base64url'),
      encodeURIComponent(base64),
    ])
      assert.is(hide(`a ${secret} b ${secret}`), 'a *** b ***', secret);
    assert.is(hide(`authorization: Basic ${base64}\r\n`), 'authorization: Basic ***\r\n');
    assert.is(hide(`/v1/Account/${authId}/Call/`), '/v1/Account/MA…WXYZ/Call/');
    assert.is(hide('call fired'), 'call fired');
  });

  it('hides what is left of a token where a text is cut', () => {
    const hide = redactor({ authId, authToken });
    for (let length = 8; length < authToken.length; length++) {
      assert.is(hide(`x ${authToken.slice(0, length)}…`), 'x ***…');
      assert.is(hide(`…${authToken.slice(-length)} x`), '…*** x');
    }
    assert.is(hide(authToken.slice(0, 12)), authToken.slice(0, 12));
  });

  it('of a short token hides the pair alone, since it stands in any text', () => {
    const hide = redactor({ authId, authToken: 'call' });
    assert.is(hide('call fired'), 'call fired');
    assert.is(hide(`${authId}:call ${btoa(`${authId}:call`)}`), '*** ***');
  });

  it('hides what stands in place of an auth id: it may be the token', () => {
    assert.is(redactor({ authId: authToken, authToken: authId })(`${authToken} ${authId}`), '*** ***');
  });

  it('hides passwords of proxies, as they are and as URLs write them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('https_proxy', 'HTTPS_PROXY', 'http_proxy', 'ALL_PROXY'),
        fc.string({ unit: 'grapheme', minLength: 8, maxLength: 30 }),
        (name, password) => {
          const url = `http://user:${encodeURIComponent(password)}@proxy.example.com:3128`;
          const hide = redactor({ authId: '', authToken: '' }, proxyLogins({ [name]: url }));
          for (const text of [url, password, Buffer.from(`user:${password}`).toString('base64')]) {
            assert.match(hide(` ${text} `), '***');
            assert.not.ok(hide(` ${text} `).includes(password), password);
          }
        },
      ),
      few,
    );
    const short = redactor({ authId: '', authToken: '' }, proxyLogins({ all_proxy: 'user:pw@proxy' }));
    assert.is(short('http://user:pw@proxy: pw'), 'http://***@proxy: pw');
  });

  it('gives a text as it is where there is no secret', () => {
    const none = proxyLogins({ https_proxy: 'http://proxy', http_proxy: ':::', all_proxy: 'http://%zz@x' });
    assert.is(redactor({ authId: '', authToken: '' }, none)('a: b'), 'a: b');
  });

  it('takes linear time for a text made against it', () => {
    for (const token of [
      '\\'.repeat(40),
      '"\\'.repeat(20),
      "'".repeat(40),
      '&amp;'.repeat(8),
      '%25'.repeat(13),
      'aaaaaaaaaaaaaaaaaaaa',
    ])
      for (const text of ['\\', '\\\\/', '"', "'\\''", '&amp;', '%25', 'a', '\\u{0']) {
        const hide = redactor({ authId, authToken: `${token}Z` });
        const long = text.repeat(Math.floor(60_000 / text.length));
        const ms = cpuMs(() => hide(long));
        assert.ok(ms < 1000, `${token} in ${text}: ${ms} ms`);
      }
  });
});
