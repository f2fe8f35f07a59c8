import * as assert from 'uvu/assert';
import { spec } from '../../../harness/spec.js';
import { address, bodiesOf, body, imported, remarksOf, token } from '../import-fixture.js';

const raw = JSON.stringify(body, null, 1);

function item(request: object = {}, name = 'call'): object {
  return { name, request: { method: 'POST', url: address, body: { mode: 'raw', raw }, ...request } };
}

function collection(items: readonly object[], more: object = {}): string {
  return JSON.stringify({ info: { name: 'My Calls!' }, item: items, ...more });
}

spec('forms: Postman', (it) => {
  const same: readonly [title: string, text: string][] = [
    ['a collection', collection([item()])],
    ['an item', JSON.stringify(item())],
    ["an answer of Postman's API", JSON.stringify({ collection: { item: [item()] } })],
    ['folders', collection([{ name: 'a', item: [{ name: 'b', item: [item()] }] }])],
    [
      'an address in parts',
      collection([
        item({ url: { host: ['api', 'plivo', 'com'], path: ['v1', 'Account', '{{id}}', 'Call', ''] } }),
      ]),
    ],
    [
      'an address with a path variable',
      collection([
        item({ url: { raw: 'https://api.plivo.com/v1/Account/:id/Call/', variable: [{ key: 'id' }] } }),
      ]),
    ],
    ['a method in lower case', collection([item({ method: 'post' })])],
    [
      'a form',
      collection([
        item({
          body: {
            mode: 'urlencoded',
            urlencoded: [
              ...Object.entries(body).map(([key, value]) => ({ key, value })),
              { key: 'x', value: 'y', disabled: true },
            ],
          },
        }),
      ]),
    ],
    [
      'variables, the nearest first, and those within others',
      collection(
        [
          {
            name: 'a',
            item: [
              item({
                url: '{{base}}/Call/',
                body: {
                  mode: 'raw',
                  raw: raw.replace('+14152223333', '{{to}}').replace('"GET"', '{{ method }}'),
                },
              }),
            ],
            variable: [{ key: 'to', value: '+{{number}}' }],
          },
        ],
        {
          variable: [
            { key: 'to', value: '+1' },
            { key: 'number', value: 14152223333 },
            { key: 'method', value: '"get"' },
            { key: 'base', value: 'https://api.plivo.com/v1/Account/{{auth_id}}' },
          ],
        },
      ),
    ],
  ];
  for (const [title, text] of same)
    it(`reads ${title}`, () => {
      const { plan, remarks } = imported('postman', text);
      assert.equal(remarks, []);
      assert.equal(bodiesOf(plan.text), [body]);
    });

  it('takes the name of the collection', () => {
    assert.match(imported('postman', collection([item()])).plan.text, 'name: my-calls\n');
  });

  it('reads saved responses for no requests', () => {
    const saved = { ...item(), response: [{ name: 'x', originalRequest: { method: 'POST' } }] };
    assert.equal(imported('postman', collection([saved])).calls, 1);
  });

  const refused: readonly [title: string, request: object, reason: string][] = [
    ['a GET', { method: 'GET' }, 'GET api.plivo.com/Call/ is no make-call request'],
    [
      'an address that is not known',
      { url: '{{base}}/Call/' },
      'its address holds {{base}}, which has no value here',
    ],
    [
      'an unknown variable in the body',
      { body: { mode: 'raw', raw: '{"to":"{{$guid}}"}' } },
      'its body holds {{$guid}}, which has no value here',
    ],
    [
      'an unknown variable in a form',
      { body: { mode: 'urlencoded', urlencoded: [{ key: 'to', value: '{{to}}' }] } },
      'its body holds {{to}}, which has no value here',
    ],
    [
      'a multipart form',
      { body: { mode: 'formdata' } },
      'its body is of the kind formdata, which make-call does not take',
    ],
    ['a file', { body: { mode: 'file' } }, 'its body is of the kind file, which make-call does not take'],
    ['no body', { body: undefined }, 'it has no body'],
    [
      'a key that is there twice',
      { body: { mode: 'raw', raw: `{"to":"+14152223333","${token}":1,"\\u0074o":"+14152223334"}` } },
      'its body has a key twice in one object: look at line 1, column',
    ],
    ['broken JSON', { body: { mode: 'raw', raw: `{"to": ${token}` } }, 'its body is not JSON'],
  ];
  for (const [title, request, reason] of refused)
    it(`says why it leaves out ${title}`, () => {
      const said = remarksOf(
        imported('postman', collection([{ name: 'Voice', item: [item(request, 'One')] }])),
      );
      assert.is(said.length, 1);
      assert.ok(said[0]?.startsWith(`form / Voice / One: left out: ${reason}`), said[0]);
      assert.not.match(said.join(''), token);
    });

  it('leaves out a request that has credentials in a value, wherever they are from', () => {
    const withToken = { body: { mode: 'raw', raw: raw.replace('/answer', `/answer?k=${token}`) } };
    const basic = (value: unknown): object => ({ auth: { type: 'basic', basic: value } });
    const texts = [
      collection([item({ ...withToken, ...basic([{ key: 'password', value: token }]) })]),
      collection([item({ ...withToken, ...basic({ password: token }) })]),
      collection([item(withToken)], basic([{ key: 'password', value: token }])),
      collection([item({ ...withToken, ...basic([{ key: 'password', value: '{{x}}' }]) })], {
        variable: [{ key: 'x', value: token }],
      }),
      collection([item(withToken)], { variable: [{ key: 'auth_token', value: token }] }),
      collection([
        item({ ...withToken, header: [{ key: 'authorization', value: `Basic ${btoa(`MAID:${token}`)}` }] }),
      ]),
      collection([item({ ...withToken, header: `X: y\nAuthorization: Bearer ${token}` })]),
      collection([item({ ...withToken, url: address.replace('//', `//MAID:${token}@`) })]),
    ];
    for (const text of texts) {
      const { calls, remarks, plan } = imported('postman', text);
      assert.is(calls, 0, text);
      assert.match(remarks[0]?.text ?? '', "answer_url holds the request's credentials");
      assert.not.match(JSON.stringify([remarks, plan]), token);
    }
  });

  it('lets no variable grow without bounds', () => {
    const variable = Array.from({ length: 60 }, (_, n) => ({
      key: `v${n}`,
      value: `{{v${n + 1}}}`.repeat(10),
    }));
    const said = remarksOf(
      imported('postman', collection([item({ body: { mode: 'raw', raw: '{{v0}}' } })], { variable })),
    );
    assert.equal(said, ['form / call: left out: its body holds {{v0}}, which has no value here']);
  });

  const unreadable: readonly [title: string, text: string, message: string][] = [
    [
      'what has a key twice',
      `{"item": [{"name": "${token}"}],\n "info": {}, "item" : []}`,
      'form cannot be imported: it has a key twice in one object: look at line 2, column 14',
    ],
    ['what is no JSON', `{"a": ${token}}`, 'form cannot be imported: it is not JSON'],
    ['what is nested too deeply', '['.repeat(1_000_000), 'it is nested more than 200 levels deep'],
    ['what is no collection', '{}', 'it is neither a Postman collection nor an item'],
    ['version 1', '{"requests":[]}', 'it is a Postman collection of version 1; export it as version 2.1'],
  ];
  for (const [title, text, message] of unreadable)
    it(`refuses ${title}`, () => {
      try {
        imported('postman', text);
        assert.unreachable();
      } catch (error) {
        assert.ok((error as Error).message.includes(message), (error as Error).message);
        assert.not.match((error as Error).message, token);
      }
    });
});
