import * as assert from 'uvu/assert';
import { spec } from '../../../harness/spec.js';
import { address, bodiesOf, body, imported, remarksOf, token } from '../import-fixture.js';

const json = JSON.stringify(body);
const form = 'from=%2B14152224444&to=%2B14152223333&answer_url=https://example.com/answer&answer_method=GET';

spec('forms: curl', (it) => {
  const same: readonly [title: string, command: string][] = [
    ['-d', `curl -X POST -u id:${token} -d '${json}' ${address}`],
    ['--data, without a method', `curl ${address} --data '${json}'`],
    ['--data-raw, joined by =', `curl --request=POST --data-raw='${json}' --url=${address}`],
    [
      '--data-binary and a header',
      `curl -H 'content-type: application/json' --data-binary '${json}' --url ${address}`,
    ],
    ['--data-ascii', `curl --data-ascii '${json}' ${address}`],
    ['--json', `curl --json '${json}' ${address}`],
    ['--json in pieces', `curl --json '${json.slice(0, 30)}' --json '${json.slice(30)}' ${address}`],
    ['short options run together', `curl -sSLXPOST -uid:${token} -d'${json}' ${address}`],
    ['double quotes', `curl -d "${json.replace(/"/g, '\\"')}" "${address}"`],
    ["$'…'", `curl -d $'${json}' ${address}`],
    ['a method in lower case', `curl -X post -d '${json}' ${address}`],
    ['no scheme and no last slash', `curl -d '${json}' api.plivo.com/v1/Account/x/Call`],
    [
      'credentials in the address',
      `curl -d '${json}' https://MAID:${token}@api.plivo.com/v1/Account/MAID/Call/`,
    ],
    ['a form', `curl -d '${form}' ${address}`],
    [
      'a form in pieces',
      `curl ${form
        .split('&')
        .map((field) => `-d '${field}'`)
        .join(' ')} ${address}`,
    ],
    ['a form with a plus that is not encoded', `curl -d '${form.replaceAll('%2B', '+')}' ${address}`],
    [
      '--data-urlencode',
      `curl --data-urlencode 'from=+14152224444' --data-urlencode to=+14152223333 --data-urlencode answer_url=https://example.com/answer -d answer_method=get ${address}`,
    ],
    [
      'placeholders and variables for the account',
      `curl -u "$ID:$TOKEN" -d '${json}' "https://api.plivo.com/v1/Account/$ID/Call/"`,
    ],
    [
      'the break of lines in documentation',
      `curl -X POST\n-u id:${token}\n-d '${json}'\nhttps://api.plivo.com/v1/Account/<auth_id>/Call/`,
    ],
    ['a prompt', `$ curl -d '${json}' ${address}`],
    [
      'a script around it',
      `set -e\nreply=$(curl -s \\\n  -d '${json}' ${address} | jq .request_uuid) # place it\necho "$reply"`,
    ],
    ['another request before it', `curl https://example.com/x --next -d '${json}' ${address}`],
    [
      'what only says how it is sent',
      `curl -sS --max-time 5 -o /dev/null -w '%{http_code}' --compressed -d '${json}' ${address} 2>&1`,
    ],
    ['a folder before its name', `/usr/bin/curl -d '${json}' ${address}`],
  ];
  for (const [title, command] of same)
    it(`reads ${title}`, () => {
      const { plan, remarks } = imported('curl', command);
      assert.equal(
        remarks.filter(({ lost }) => lost),
        [],
      );
      assert.equal(bodiesOf(plan.text), [body]);
      assert.not.match(plan.text, token);
    });

  const refused: readonly [title: string, command: string, reason: string][] = [
    ['-F', `curl -F to=1 ${address}`, 'left out: -F sends a multipart form, and make-call takes none'],
    ['-d@file', `curl -d@body.json ${address}`, 'left out: -d reads another file, and none is opened'],
    [
      '--data-binary @-',
      `curl --data-binary @- ${address}`,
      'left out: --data-binary reads another file, and none is opened',
    ],
    ['--json @file', `curl --json @x ${address}`, 'left out: --json reads another file, and none is opened'],
    [
      '--data-urlencode name@file',
      `curl --data-urlencode to@x ${address}`,
      'left out: --data-urlencode reads another file, and none is opened',
    ],
    ['-K', `curl -K x -d '${json}' ${address}`, 'left out: -K reads another file, and none is opened'],
    ['no body', `curl -X POST ${address}`, 'left out: it has no body'],
    [
      'an option that is not known',
      `curl --wonder=${token} ${address}`,
      'left out: it has the option --wonder, which is not known here',
    ],
    ['an option without its value', `curl ${address} -d`, 'left out: -d has no value'],
    ['two addresses', `curl -d '${json}' ${address} ${token}`, 'left out: it has 2 addresses'],
    [
      'a variable in the body',
      `curl -d "{\\"to\\":\\"$TO\\"}" ${address}`,
      'left out: its body holds $TO, which only a shell could fill in',
    ],
    [
      'a variable for the address',
      `curl -d '${json}' "$URL"`,
      'left out: its address holds $URL, which only a shell could fill in',
    ],
    ['a GET', `curl ${address}`, 'left out: GET api.plivo.com/Call/ is no make-call request'],
    ['-G', `curl -G -d a=b ${address}`, 'left out: GET api.plivo.com/Call/ is no make-call request'],
    [
      'another resource',
      `curl -d '${json}' https://api.plivo.com/v1/Account/x/Message/`,
      'left out: POST api.plivo.com/Message/ is no make-call request',
    ],
    [
      'another host',
      `curl -d '${json}' https://hooks.example.com/${token}`,
      'left out: POST hooks.example.com is no make-call request',
    ],
    [
      'a host that only ends like it',
      `curl -d '${json}' https://api.plivo.com.example.com/v1/Account/x/Call/`,
      'left out: POST api.plivo.com.example.com is no make-call request',
    ],
    [
      'a query',
      `curl -d '${json}' '${address}?callback_url=x'`,
      'left out: POST api.plivo.com/Call/ is no make-call request',
    ],
    ['broken JSON', `curl -d '{"to": ${token}}' ${address}`, 'left out: its body is not JSON'],
    ['a list', `curl -d '[]' ${address}`, 'left out: its body is not a JSON object'],
    ['a value that is an object', `curl -d '{"to":{"a":1}}' ${address}`, 'left out: to is an object'],
    [
      'a number too long for JSON',
      `curl -d '{"to":14152223333141522233}' ${address}`,
      'left out: to is a number of more digits than JSON keeps; it belongs in quotes',
    ],
    ['no destination', `curl -d '{"from":"+14152224444"}' ${address}`, 'left out: it has no to'],
    [
      'more destinations than Plivo takes',
      `curl -d '{"to":"${'+14152223333<'.repeat(1000)}+14152223334"}' ${address}`,
      'left out: it has more than 1000 destinations, which Plivo does not take',
    ],
    [
      'more parameters than there are',
      `curl -d '${Array.from({ length: 2000 }, (_, n) => `a${n}=1`).join('&')}' ${address}`,
      'left out: it has 2000 parameters',
    ],
    [
      'a placeholder of Postman',
      `curl -d '{"to":"{{to}}"}' ${address}`,
      'left out: to holds {{to}}, which has no value here',
    ],
    [
      'a wrong number',
      `curl -d '{"to":"+1 (415) 222"}' ${address}`,
      'left out: "+1 (415) 222" is not a phone number with its country code and digits only nor a SIP URI',
    ],
    [
      'a wrong type',
      `curl -d '{"to":"+14152223333","time_limit":"soon"}' ${address}`,
      'left out: time_limit is the text "soon", and must be a whole number',
    ],
    [
      'credentials in a value',
      `curl -u id:${token} -d '{"to":"+14152223333","answer_url":"https://x.example/?k=${token}"}' ${address}`,
      "left out: answer_url holds the request's credentials, which must not come into a plan",
    ],
  ];
  for (const [title, command, reason] of refused)
    it(`says why it leaves out ${title}`, () => {
      const said = remarksOf(imported('curl', `\n${command}`));
      assert.is(said.length, 1);
      assert.ok(said[0]?.startsWith(`form:2: ${reason}`), said[0]);
      assert.not.match(said.join(''), token);
    });

  it('reads many commands with what they share, and says where the others stand', () => {
    const call = (to: string, more: object = {}): string =>
      `curl -d '${JSON.stringify({ ...body, to, ...more })}' ${address}\n`;
    const result = imported(
      'curl',
      `${call('+14152223331', { time_limit: '60' })}${call('+14152223332', { time_limit: 60, ring_url: 'https://example.com/r', ring_method: 'POSt' })}curl -F a=b ${address}\n`,
    );
    assert.is(
      result.plan.text,
      `version: 1
name: form
from: "+14152224444"
callbacks:
  answer: { url: "https://example.com/answer", method: GET }
options:
  time_limit: 60
destinations:
  - "+14152223331"
  - to: "+14152223332"
    callbacks:
      ring: "https://example.com/r"
`,
    );
    assert.equal(remarksOf(result), [
      'form:3: left out: -F sends a multipart form, and make-call takes none',
    ]);
  });

  it('keeps destinations together that one request called', () => {
    const call = (to: string): string => `curl -d '${JSON.stringify({ ...body, to })}' ${address}\n`;
    const { plan } = imported(
      'curl',
      call('+14152223331<+14152223332<sip:a@b.example') +
        call('+14152223334') +
        call('+14152223335<+14152223336'),
    );
    assert.equal(
      bodiesOf(plan.text).map(({ to }) => to),
      ['+14152223331<+14152223332<sip:a@b.example', '+14152223334', '+14152223335<+14152223336'],
    );
  });

  it('calls nobody twice who is there twice, unless told to', () => {
    const call = (limit: number): string =>
      `curl -d '${JSON.stringify({ ...body, time_limit: limit })}' ${address}\n`;
    const once = imported('curl', call(1) + call(2));
    assert.equal(bodiesOf(once.plan.text), [{ ...body, time_limit: 1 }]);
    assert.equal(remarksOf(once), [
      'form:2: left out: +14152223333 is called at form:1 already; --duplicates allow lets the plan call it more than once',
    ]);
    const twice = imported('curl', call(1) + call(2), { duplicates: 'allow' });
    assert.equal(
      bodiesOf(twice.plan.text),
      [1, 2].map((time_limit) => ({ ...body, time_limit })),
    );
  });

  it('drops parameters that no plan has, and says so', () => {
    const result = imported(
      'curl',
      `curl -d '${JSON.stringify({ ...body, __proto__x: 1, callback_url: 'x', ring_method: 'GET', send_on_preanswer: true, caller_name: '' })}' ${address}`,
    );
    assert.equal(bodiesOf(result.plan.text), [body]);
    assert.equal(remarksOf(result), [
      'form:1: __proto__x is left out: it is no parameter of make-call that a plan can have',
      'form:1: callback_url is left out: it is no parameter of make-call that a plan can have',
      'form:1: ring_method is left out: without ring_url it means nothing',
      'form:1: send_on_preanswer is left out: without send_digits it means nothing',
    ]);
  });
});
