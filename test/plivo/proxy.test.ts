import * as assert from 'uvu/assert';
import { Fault } from '../../src/diagnostics/fault.js';
import { proxyFor } from '../../src/plivo/proxy.js';
import { spec } from '../harness/spec.js';

const api = 'https://api.plivo.com';
const proxy = 'http://proxy:3128/';

spec('plivo proxy', (it) => {
  it('is none unless the environment names one', () => {
    assert.is(proxyFor(api, {}), undefined);
    assert.is(proxyFor(api, { HTTPS_PROXY: '', https_proxy: '' }), undefined);
    assert.is(proxyFor(api, { HTTP_PROXY: proxy, http_proxy: proxy }), undefined);
  });

  it('comes from the variable for the scheme, then from the one for all', () => {
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])
      assert.is(proxyFor(api, { [name]: proxy }), proxy, name);
    assert.is(proxyFor('http://api.example', { HTTP_PROXY: proxy }), proxy);
    assert.is(
      proxyFor(api, { https_proxy: 'http://a', HTTPS_PROXY: 'http://b', ALL_PROXY: 'http://c' }),
      'http://a/',
    );
    assert.is(
      proxyFor(api, { https_proxy: '', HTTPS_PROXY: 'http://b', all_proxy: 'http://c' }),
      'http://b/',
    );
  });

  it('may be written without a scheme, and with a user', () => {
    assert.is(proxyFor(api, { HTTPS_PROXY: 'proxy:3128' }), proxy);
    assert.is(proxyFor(api, { HTTPS_PROXY: 'me:pw@proxy:3128' }), 'http://me:pw@proxy:3128/');
    assert.is(proxyFor(api, { HTTPS_PROXY: 'https://proxy' }), 'https://proxy/');
  });

  it('is never used for this machine', () => {
    for (const host of ['127.0.0.1:80', 'localhost', '[::1]:80', '127.1.2.3'])
      for (const scheme of ['http', 'https'])
        assert.is(
          proxyFor(`${scheme}://${host}`, { ALL_PROXY: proxy, HTTPS_PROXY: 'malformed:::' }),
          undefined,
          host,
        );
  });

  it('is not used for the hosts in NO_PROXY', () => {
    for (const list of [
      '*',
      'api.plivo.com',
      '.plivo.com',
      '*.plivo.com',
      'plivo.com',
      'API.Plivo.COM',
      'api.plivo.com:443',
      'a, api.plivo.com ,b',
      'a api.plivo.com',
    ])
      for (const name of ['NO_PROXY', 'no_proxy'])
        assert.is(proxyFor(api, { HTTPS_PROXY: proxy, [name]: list }), undefined, list);
    for (const list of [
      '',
      ',',
      '.',
      'livo.com',
      'api.plivo.com:80',
      'api.plivo.com.evil',
      'x.api.plivo.com',
      '.com.',
      ':443',
    ])
      assert.is(proxyFor(api, { HTTPS_PROXY: proxy, NO_PROXY: list }), proxy, list);
    assert.is(
      proxyFor('https://api.plivo.com:8443', { HTTPS_PROXY: proxy, NO_PROXY: 'api.plivo.com:8443' }),
      undefined,
    );
    assert.is(
      proxyFor('https://api.plivo.com:8443', { HTTPS_PROXY: proxy, NO_PROXY: 'api.plivo.com:443' }),
      proxy,
    );
  });

  it('is refused when it cannot be used, without its password', () => {
    const values = [
      'http://me:s3cret@:3128',
      'http://me:s3cret@proxy:port',
      'socks5://me:s3cret@proxy',
      'http://me:s3cret%@proxy',
      's3cret@',
    ];
    for (const value of values) {
      try {
        proxyFor(api, { HTTPS_PROXY: value });
        assert.unreachable(value);
      } catch (error) {
        assert.ok(error instanceof Fault && error.code === 'proxy', value);
        assert.match(error.message, /^HTTPS_PROXY does not name a usable proxy/);
        assert.not.match(`${error.message} ${error.hint} ${String(error.cause)}`, 's3cret');
      }
    }
  });
});
