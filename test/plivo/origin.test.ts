import * as assert from 'uvu/assert';
import { Fault } from '../../src/diagnostics/fault.js';
import { isLoopback, parseOrigin } from '../../src/plivo/origin.js';
import { spec } from '../harness/spec.js';

function refusal(value: string): Fault {
  try {
    parseOrigin(value, '--api-url');
  } catch (error) {
    if (error instanceof Fault) return error as Fault;
  }
  throw new Error(`not refused: ${value}`);
}

spec('plivo origin', (it) => {
  const good: [value: string, origin: string][] = [
    ['https://api.plivo.com', 'https://api.plivo.com'],
    ['https://API.plivo.com:443/', 'https://api.plivo.com'],
    ['https://gateway.example:8443', 'https://gateway.example:8443'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
  ];
  for (const [value, origin] of good)
    it(`accepts ${value}`, () => {
      assert.is(parseOrigin(value, '--api-url'), origin);
    });

  const bad: [value: string, problem: RegExp][] = [
    ['http://api.plivo.com', /unencrypted/],
    ['http://127.0.0.1.example.com', /unencrypted/],
    ['http://127.example.com', /unencrypted/],
    ['http://localhost.example.com', /unencrypted/],
    ['http://0.0.0.0:80', /unencrypted/],
    ['http://128.0.0.1', /unencrypted/],
    ['api.plivo.com', /not a URL/],
    ['', /not a URL/],
    ['ftp://api.plivo.com', /not an https address/],
    ['file:///etc/passwd', /not an https address/],
    ['https://api.plivo.com/v1', /more than/],
    ['https://api.plivo.com/?', /more than/],
    ['https://api.plivo.com/#x', /more than/],
    ['https://api.plivo.com\n', /space or a control character/],
    ['https://api.pli\tvo.com', /space or a control character/],
    ['https://user:pw@api.plivo.com', /credentials do not belong/],
    ['https://@api.plivo.com', /credentials do not belong/],
  ];
  for (const [value, problem] of bad)
    it(`refuses ${JSON.stringify(value)}`, () => {
      const fault = refusal(value);
      assert.is(fault.code, 'api-url');
      assert.match(fault.message, problem);
      assert.match(fault.message, /^--api-url is/);
    });

  it('repeats the host, and nothing that may be a secret', () => {
    assert.match(
      refusal('http://user:s3cret@api.plivo.com:80/x').message,
      '"http://***@api.plivo.com:80***"',
    );
    for (const value of [
      'https://user:s3cret@api.plivo.com',
      'http://user:s3cret@api.plivo.com',
      'https://user:s3/c?r#e@t:s3cret@api.plivo.com/s3cret',
      'https://api.plivo.com/?token=s3cret',
      'https://api.plivo.com/s3cret',
      'https://MA123:s3cret',
      'MA123:s3cret',
      'https:s3cret@host',
      'https://user:s3cret @host',
      'https://user:\ns3cret@host',
    ])
      assert.not.match(`${refusal(value).message} ${String(refusal(value).cause)}`, 's3cret');
  });

  it('knows this machine by the spelling of its host', () => {
    for (const host of [
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '2130706433',
      '[::1]',
      '[0:0::1]',
      'localhost',
      'LOCALHOST',
    ])
      assert.ok(isLoopback(new URL(`http://${host}:1`)), host);
    for (const host of ['127.example.com', '126.0.0.1', '[::2]', 'localhost.com', 'my-localhost', '10.0.0.1'])
      assert.not.ok(isLoopback(new URL(`http://${host}:1`)), host);
  });
});
