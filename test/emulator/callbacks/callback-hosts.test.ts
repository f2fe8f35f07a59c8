import type { LookupAddress } from 'node:dns';
import * as assert from 'uvu/assert';
import { Fault } from '../../../src/diagnostics/fault.js';
import {
  createCallbackHosts,
  type CallbackHosts,
  type Resolve,
} from '../../../src/emulator/callbacks/callback-hosts.js';
import { spec } from '../../harness/spec.js';

const hosts = (...named: string[]): CallbackHosts => createCallbackHosts(named, 'callbackHosts');
const allows = (all: CallbackHosts, url: string): boolean => all.refusal(new URL(url)) === undefined;

/** What connecting to a URL would turn its name into. */
function lookedUp(all: CallbackHosts, url: string, every: boolean): Promise<unknown> {
  return new Promise((resolve) => {
    all.lookup(new URL(url))('name', { all: every }, (error, address, family) => {
      resolve(error === null ? (every ? address : [address, family]) : error.message);
    });
  });
}

const resolving =
  (...addresses: string[]): Resolve =>
  (_name, done) => {
    done(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };

spec('emulator: callback hosts', (it) => {
  it('are those of this machine, however they are spelled', () => {
    for (const host of [
      '127.0.0.1',
      '127.1',
      '127.255.0.9',
      '0x7f000001',
      '0x7f.1',
      '2130706433',
      '017700000001',
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      '[::1]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '１２７.0.0.1',
    ])
      assert.ok(allows(hosts(), `http://${host}:8080/x`), host);
  });

  it('are no others, however they are spelled', () => {
    for (const host of [
      'example.com',
      'localhost.example.com',
      'notlocalhost',
      '127.0.0.1.example.com',
      '127.0.0.1.nip.io',
      '0.0.0.0',
      '0',
      '[::]',
      '128.0.0.1',
      '126.255.255.255',
      '10.0.0.1',
      '169.254.169.254',
      '0xa9fea9fe',
      '[::ffff:10.0.0.1]',
      '[::2]',
      '[fe80::1]',
      'user:127.0.0.1@example.com',
      '127.0.0.1@example.com',
    ])
      assert.not.ok(allows(hosts(), `http://${host}/`), host);
    assert.is(
      hosts().refusal(new URL('http://voice.example.com/')),
      'not sent: voice.example.com is not this machine, and was not allowed',
    );
  });

  it('are those that were named, exactly', () => {
    const all = hosts('Voice.Example.com', '10.0.0.1', '2001:db8::1', '[2001:DB8::2]', 'bücher.example');
    for (const host of [
      'voice.example.com',
      'VOICE.example.com:99',
      '10.1',
      '0x0a.1',
      '[2001:db8::1]',
      '[2001:db8:0::2]',
      'xn--bcher-kva.example',
    ])
      assert.ok(allows(all, `https://${host}/`), host);
    for (const host of [
      'example.com',
      'a.voice.example.com',
      'voice.example.com.',
      '10.0.0.2',
      '[2001:db8::3]',
    ])
      assert.not.ok(allows(all, `https://${host}/`), host);
  });

  it('can be named as hosts alone', () => {
    for (const wrong of [
      '',
      '*',
      '*.example.com ',
      'a b',
      'example.com:80',
      'example.com:',
      'example.com/',
      'http://example.com',
      'a@example.com',
      '[::1',
      '[::1]:80',
      'a?b',
      'a#b',
      'a\\b',
      '1.2.3.256',
    ]) {
      try {
        hosts(wrong);
        assert.unreachable(wrong);
      } catch (error) {
        assert.instance(error, Fault, `${wrong}: ${String(error)}`);
        assert.match((error as Fault).message, 'callbackHosts is ');
      }
    }
  });

  it('are connected to at loopback addresses alone, unless they were named', async () => {
    const named = ['voice.example.com'];
    const rebound = createCallbackHosts(named, '', resolving('127.0.0.1', '10.0.0.1'));
    const url = 'http://x.localhost/';
    assert.is(await lookedUp(rebound, url, true), 'name is 10.0.0.1 here, which is not this machine');
    assert.is(await lookedUp(rebound, url, false), 'name is 10.0.0.1 here, which is not this machine');
    const here = createCallbackHosts(named, '', resolving('::1', '127.0.0.1'));
    assert.equal(await lookedUp(here, url, false), ['::1', 6]);
    assert.equal(await lookedUp(here, url, true), [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]);
    assert.is(await lookedUp(createCallbackHosts([], '', resolving()), url, true), 'name has no address');
    const failing: Resolve = (_name, done) => {
      done(new Error('ENOTFOUND'));
    };
    assert.is(await lookedUp(createCallbackHosts([], '', failing), url, true), 'ENOTFOUND');
    assert.is.not(here.lookup(new URL('http://voice.example.com/')), here.lookup(new URL(url)));
  });
});
