import * as assert from 'uvu/assert';
import { maskNumbers } from '../../src/privacy/masks.js';
import { cpuMs } from '../harness/cpu.js';
import { spec } from '../harness/spec.js';

spec('report: masks', (it) => {
  const masked: Readonly<Record<string, string>> = {
    '+14152223333': '+1415•••3333',
    '14152223333': '1415•••3333',
    '+442079460018': '+4420•••0018',
    '+999999999999999': '+9999•••9999',
    '+4940123456': '+4940•••456',
    '+4941234': '+49•••34',
    '4412345678': '4412•••678',
    '+1 (415) 222-3333': '+1415•••3333',
    '+1.415.222.3333 or 00441632960961': '+1415•••3333 or 0044•••0961',
    'the number +14152223333 is barred.': 'the number +1415•••3333 is barred.',
    'desk-14152223333': 'desk-1415•••3333',
    'https://a.example/x?to=%2B14152223333&n=14152223333':
      'https://a.example/x?to=%2B1415•••3333&n=1415•••3333',
    'sip:john1234@phone.plivo.com': 'sip:j•••4@phone.plivo.com',
    'sip:joe@phone.plivo.com:5061;transport=tls': 'sip:•••@phone.plivo.com:5061;transport=tls',
    'SIPS:+14152223333@10.20.30.40': 'SIPS:+1415•••3333@10.20.30.40',
    'sip:alice1:secret@host.example': 'sip:a•••1@host.example',
    'sip:14152223333:hunter22@host.example': 'sip:1415•••3333@host.example',
    'to sip:alexandra@a.example and +14152223333': 'to sip:a•••a@a.example and +1415•••3333',
  };
  for (const [text, expected] of Object.entries(masked))
    it(`hides what could be called: ${text}`, () => {
      assert.is(maskNumbers(text), expected);
    });

  const kept = [
    'duty-desk',
    '404 not found',
    'connect ECONNREFUSED 192.168.100.200:41234',
    'called on 2026-11-23 at 20:28 UTC (digest v1:38612345678, now v1:11111111)',
    'since 2026-11-23T10:00:00.000Z',
    '12345678-1234-4234-9234-123456789012',
    'socket hang up after 60000 ms',
  ];
  for (const text of kept)
    it(`leaves alone what is no number: ${text}`, () => {
      assert.is(maskNumbers(text), text);
    });

  it('always hides three digits and more, whatever the length', () => {
    for (let length = 7; length <= 15; length++) {
      const digits = '987654321012345'.slice(0, length);
      const shown = maskNumbers(`+${digits}`).replace(/\D/g, '').length;
      assert.ok(shown <= length - 3 && shown >= 4, `${length}: ${shown}`);
    }
  });

  it('takes no more than a moment for a long text made to be slow', () => {
    for (const part of ['sip:', '1.2.3.', '1-', '2026-11-', '+1 ', 'a1234567-', 'sip:1@']) {
      const text = part.repeat(50_000);
      // In quadratic time it would be minutes.
      assert.ok(cpuMs(() => maskNumbers(text)) < 3000, part);
    }
  });
});
