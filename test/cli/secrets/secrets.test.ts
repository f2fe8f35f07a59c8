import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';
import {
  credentials,
  planText,
  plivoDouble,
  commandFixture,
  type CommandFixture,
} from '../command-fixture.js';

const five = planText([
  '"+14155550101"',
  '"+14155550102"',
  '"+14155550103"',
  '"+14155550104"',
  '"+14155550105"',
]);

const reports = ['json=out.json', 'junit=out.xml', 'markdown=out.md']
  .map((one) => `--report ${one}`)
  .join(' ');

/** Tokens that mean something to expressions, shells, JSON, XML and URLs. */
const tokens = fc.stringMatching(/^[\x21-\x7e]{8,40}$/).filter((token) => new Set(token).size > 4);

/** The request comes back in status words, headers and the body: as JSON, spelled in other ways, as a page, as words, as an id. */
function echo(response: ServerResponse, request: IncomingMessage, count: number): void {
  const { authorization = '' } = request.headers;
  const pair = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
  const token = pair.slice(pair.indexOf(':') + 1);
  const escaped = Array.from(token, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const said = `${authorization} ${pair} ${token} ${encodeURIComponent(token)}`;
  const answers = [
    [201, JSON.stringify({ message: `fired ${said}`, request_uuid: token, api_id: token })],
    [400, `{"error":{"message":"wrong ${escaped} ${'x'.repeat(5)}"}}`],
    [400, JSON.stringify({ [token]: said })],
    [500, `<html><title>${said}</title>${JSON.stringify(request.headers)}</html>`],
    [502, said],
    [302, said],
  ] as const;
  const [status, body] = answers[(count - 1) % answers.length] ?? [500, ''];
  response.writeHead(status, said, {
    location: `http://${pair}@127.0.0.1:1/?${encodeURIComponent(said)}`,
    'x-token': said,
  });
  response.end(body);
}

/** What a sync is told: every text of a record holds the token. */
function tell(response: ServerResponse, request: IncomingMessage): void {
  const pair = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
  const token = pair.slice(pair.indexOf(':') + 1);
  const record = {
    call_uuid: 'call-1',
    call_direction: 'outbound',
    from_number: '14152224444',
    to_number: '14155550101',
    initiation_time: new Date().toISOString().slice(0, 19).replace('T', ' '),
    end_time: new Date().toISOString().slice(0, 19).replace('T', ' '),
    hangup_cause_name: `Busy ${token}`,
    hangup_source: `${pair} ${request.headers.authorization ?? ''}`,
    hangup_cause_code: 3010,
    request_uuid: 'uuid-1',
  };
  response.end(
    JSON.stringify(
      /status=/.test(request.url ?? '')
        ? { calls: [] }
        : { meta: { total_count: 1, limit: 20, offset: 0 }, objects: [record] },
    ),
  );
}

/** All that the folder holds, and what was said. */
async function traces(
  { folder }: CommandFixture,
  said: readonly { stdout: string; stderr: string }[],
): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
  );
  return [...texts, ...said.flatMap(({ stdout, stderr }) => [stdout, stderr])].join('\n');
}

function formsOf(token: string): string[] {
  const pair = `${credentials.PLIVO_AUTH_ID}:${token}`;
  const xml = token.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    token,
    Buffer.from(pair).toString('base64'),
    Buffer.from(pair).toString('base64url'),
    JSON.stringify(token).slice(1, -1),
    encodeURIComponent(token),
    xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
  ];
}

function refuseTraces(text: string, token: string): void {
  for (const form of formsOf(token)) assert.not.ok(text.includes(form), `${form} in ${text}`);
}

spec(
  'cli: secrets',
  (it) => {
    it('of any form reach no stream, report or lockfile, whatever the server says', async (scope) => {
      const { origin } = await plivoDouble(scope, echo);
      await fc.assert(
        fc.asyncProperty(tokens, async (token) => {
          const fixture = await commandFixture(scope, { 'plans/case.yaml': five });
          const env = { ...credentials, PLIVO_AUTH_TOKEN: token, CALLPLAN_API_URL: origin };
          const said = [];
          for (const command of [
            `run --yes --new --cps 1000 --concurrency 1 ${reports}`,
            'run --yes --cps 1000 --again +14155550102 --format json',
            'status',
            'status --format json',
            'dry-run --out steps.json --report markdown=dry.md --report github --format json',
          ])
            said.push(await fixture.callplan(command, { env }));
          assert.match(said[0]?.stdout ?? '', '***');
          const text = await traces(fixture, said);
          assert.match(text, '"state":"in_doubt"');
          refuseTraces(text, token);
        }),
        tries(12),
      );
    });

    it('are no part of what is read back', async (scope) => {
      const { origin } = await plivoDouble(scope, (response, request, count) => {
        if (request.method !== 'POST') tell(response, request);
        else response.end(JSON.stringify({ message: 'call fired', request_uuid: `uuid-${count}` }));
      });
      const fixture = await commandFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
      const env = { ...credentials, CALLPLAN_API_URL: origin };
      const said = [
        await fixture.callplan('run --yes --new --cps 1000', { env }),
        await fixture.callplan('sync', { env }),
        await fixture.callplan('cancel', { env }),
      ];
      const text = await traces(fixture, said);
      assert.match(text, '"hangup_cause_name":"Busy ***"');
      refuseTraces(text, credentials.PLIVO_AUTH_TOKEN);
    });

    it('that stand in a plan or a reason are not repeated', async (scope) => {
      const { PLIVO_AUTH_TOKEN: token } = credentials;
      const plan = planText([
        `{ to: "+14155550101", id: x, wrong: 1, callbacks: { answer: "https://a.example.com/?t=${token}" } }`,
      ]);
      const fixture = await commandFixture(scope, { 'plans/case.yaml': plan });
      const formats = ['json', 'github', 'sarif', 'junit', 'rdjsonl'];
      const files = formats.map((name) => `--report ${name}=${name}.out`).join(' ');
      const said = [await fixture.callplan(`validate ${files}`, { env: credentials })];
      await fixture.write({ 'plans/case.yaml': plan.replace('wrong: 1, ', '') });
      for (const command of [
        'dry-run --show-requests --out steps.json',
        'dry-run --format json',
        'export --as curl',
        'export --as postman --out out.json',
        'run --simulate',
        `explain ${token}`,
        `dry-run ${token}`,
        `--${token}`,
      ])
        said.push(await fixture.callplan(command, { env: credentials }));
      assert.match(said[0]?.stdout ?? '', '?t=***…\n');
      await fixture.write({ 'plans/case.yaml': '' });
      const text = await traces(fixture, said);
      refuseTraces(text, token);
      assert.not.match(text, token.slice(0, 8));
    });

    it('that stand in a form are not imported', async (scope) => {
      const { PLIVO_AUTH_TOKEN: token } = credentials;
      const body = JSON.stringify({
        from: '+14152224444',
        to: '+14152223333',
        answer_url: `https://a.example.com/${token}`,
      });
      const { callplan, folder } = await commandFixture(scope, {
        'calls.sh': `curl -d '${body}' https://api.plivo.com/v1/Account/MA/Call/\n`,
      });
      const { stdout, stderr } = await callplan('import calls.sh --out plans/a.yaml', { env: credentials });
      assert.not.match(stdout + stderr, token);
      assert.not.ok((await readdir(folder)).includes('plans'));
    });

    it('of a proxy are not told, whether it can be reached or not', async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
      for (const proxy of ['http://user:hunter22@127.0.0.1:1', 'ftp://user:hunter22@x'])
        for (const command of ['run --yes --new --stop-after 1s', `dry-run ${proxy}`]) {
          const env = { ...credentials, HTTPS_PROXY: proxy, CALLPLAN_API_URL: 'https://plivo.invalid' };
          const { stdout, stderr } = await callplan(command, { env });
          assert.ok(stderr.length > 0, command);
          assert.not.match(stdout + stderr, 'hunter22');
        }
    });
  },
  { concurrency: 2 },
);

spec('cli: secrets in the log of GitHub', (it) => {
  const env = { ...credentials, PLIVO_AUTH_TOKEN: 'per%cent-token', GITHUB_ACTIONS: 'true' };
  const masks = `::add-mask::per%25cent-token\n::add-mask::${btoa(`${credentials.PLIVO_AUTH_ID}:per%cent-token`)}\n`;

  for (const command of ['run --yes --new', 'sync', 'cancel', 'run --yes --new --format json'])
    it(`are masked once, before anything is said: ${command}`, async (scope) => {
      const { origin } = await plivoDouble(scope, echo);
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
      const { stdout, stderr } = await callplan(`${command} --api-url ${origin}`, { env });
      assert.is(stderr.slice(0, masks.length), masks);
      assert.not.match(stdout + stderr.slice(masks.length), /add-mask|per%/);
    });

  for (const command of ['validate', 'dry-run', 'status', 'run --simulate', 'export --as curl'])
    it(`are not used, and not named: ${command}`, async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
      const { stdout, stderr } = await callplan(command, { env });
      assert.not.match(stdout + stderr, 'add-mask');
    });

  for (const [where, other] of [
    ['anywhere else', { GITHUB_ACTIONS: '' }],
    ['where it says false', { GITHUB_ACTIONS: 'false' }],
    ['where the token is too short to be one', { PLIVO_AUTH_TOKEN: 'short' }],
  ] as const)
    it(`are not named ${where}`, async (scope) => {
      const { callplan } = await commandFixture(scope, { 'plans/case.yaml': planText(['"+14155550101"']) });
      const { stdout, stderr } = await callplan('sync', { env: { ...env, ...other } });
      assert.not.match(stdout + stderr, 'add-mask');
    });
});
