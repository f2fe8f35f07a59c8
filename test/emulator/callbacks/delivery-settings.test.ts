import * as assert from 'uvu/assert';
import {
  answerSettings,
  parseFragment,
  usualSettings,
  type Failure,
} from '../../../src/emulator/callbacks/delivery-settings.js';
import { spec } from '../../harness/spec.js';

const at = 'https://voice.example.com/a?b=c';
const failures: readonly Failure[] = ['ct', 'rt', '4xx', '5xx', 'other'];
const retried = (url: string): string =>
  failures.filter((failure) => parseFragment(url).settings.retriedOn?.(failure)).join(' ');

spec('emulator: delivery settings of callbacks', (it) => {
  it('is what Plivo documents when a URL says nothing', () => {
    const { retriedOn, ...rest } = usualSettings;
    assert.equal(rest, { connectMs: 2000, readMs: 40_000, totalMs: 55_000, attempts: 2 });
    assert.equal(failures.filter(retriedOn), ['ct', 'rt']);
    const { retriedOn: always, ...answers } = answerSettings;
    assert.equal(answers, { connectMs: 2000, readMs: 40_000, totalMs: 60_000, attempts: 3 });
    assert.equal(failures.filter(always), failures);
    for (const url of [at, `${at}#`]) assert.equal(parseFragment(url), { settings: {}, ignored: [] });
  });

  it('reads every setting', () => {
    const { settings, ignored } = parseFragment(`${at}#ct=2000&rt=40000&tt=55000&rc=1&rp=ct,rt&er=nearest`);
    const { retriedOn, ...rest } = settings;
    assert.equal(rest, { connectMs: 2000, readMs: 40_000, totalMs: 55_000, attempts: 2 });
    assert.type(retriedOn, 'function');
    assert.equal(ignored, []);
    assert.is(retried(`${at}#rp=4xx`), '4xx');
    assert.is(retried(`${at}#rp=5xx,ct`), 'ct 5xx');
    assert.is(retried(`${at}#rp=all`), failures.join(' '));
  });

  it('keeps to the bounds, and says what it ignores', () => {
    const bounds = { ct: [100, 10_000], rt: [100, 40_000], tt: [100, 55_000], rc: [0, 5] } as const;
    for (const [key, [least, most]] of Object.entries(bounds)) {
      for (const value of [least, most]) assert.equal(parseFragment(`${at}#${key}=${value}`).ignored, []);
      for (const value of [least - 1, most + 1, '', '1e3', ' 100', '+100', '100.0', '0x80', '1000000000'])
        assert.equal(parseFragment(`${at}#${key}=${value}`), { settings: {}, ignored: [`${key}=${value}`] });
    }
    for (const part of [
      'er=paris',
      'er=',
      'rp=',
      'rp=3xx',
      'rp=ct,',
      'rp=CT',
      'xx=1',
      'ct',
      'section',
      'CT=200',
      '__proto__=1',
      '',
    ])
      assert.equal(parseFragment(`${at}#rc=2&${part}`), { settings: { attempts: 3 }, ignored: [part] }, part);
  });

  it('takes the first of a setting that is repeated', () => {
    const { settings, ignored } = parseFragment(`${at}#rc=9&rc=2&rc=3`);
    assert.is(settings.attempts, 3);
    assert.equal(ignored, ['rc=9', 'rc=3']);
  });
});
