import * as assert from 'uvu/assert';
import { oneLine, replyText } from '../../src/plivo/reply-text.js';
import { spec } from '../harness/spec.js';

spec('plivo reply: its words', (it) => {
  const cases: [title: string, body: string, text: string][] = [
    [
      "Plivo's error",
      '{"api_id":"x","error":"answer_url parameter is missing"}',
      'answer_url parameter is missing',
    ],
    ['an error with a message', '{"error":{"message":"no such number"}}', 'no such number'],
    ['a message alone', '{"message":"try later"}', 'try later'],
    ['an error before a message', '{"message":"failed","error":"barred"}', 'barred'],
    ['an empty error beside a message', '{"error":" ","message":"failed"}', 'failed'],
    ['JSON that says nothing we know', '{"errors":[1]}', '{"errors":[1]}'],
    ['an error that is a list', '{"error":["a"]}', '{"error":["a"]}'],
    ['plain text', 'Could not verify your access level.\r\n', 'Could not verify your access level.'],
    ['nothing', '', 'HTTP 500'],
    ['space', ' \n', 'HTTP 500'],
    ['JSON cut in two', '{"error":"ba', '{"error":"ba'],
    [
      'a page',
      '<!DOCTYPE html><html><head><title>\n502 Bad Gateway </title></head><body>x',
      '502 Bad Gateway',
    ],
    ['a page without title', '<html><body><h1>Sorry</h1><p>closed</p></body></html>', 'Sorry closed'],
    ['a page without a word', '<html></html>', 'HTTP 500'],
    ['text with a comparison', 'cps < 2', 'cps < 2'],
  ];
  for (const [title, body, text] of cases)
    it(title, () => {
      assert.is(replyText(body, 500), text);
    });

  it('nothing in it drives a terminal, ends a line or turns it around', () => {
    const hostile = 'a\u001b[31m\u0000\u009b2Jb\r\nc\u2028d\u202ee\u2066f\ud800g';
    assert.is(oneLine(hostile), 'a [31m 2Jb c d e f g');
    assert.is(replyText(JSON.stringify({ error: hostile }), 500), 'a [31m 2Jb c d e f g');
    assert.is(replyText(hostile, 500), 'a [31m 2Jb c d e f g');
  });

  it('is short, and never ends within a character', () => {
    assert.is(replyText('x'.repeat(1_000_000), 500).length, 200);
    assert.is(replyText(JSON.stringify({ error: 'x'.repeat(1_000_000) }), 500).length, 300);
    const phones = replyText(JSON.stringify({ error: '📞'.repeat(1000) }), 500);
    assert.is(phones, '📞'.repeat(300));
  });

  it('costs little for a hostile page', () => {
    for (const part of ['<title', '<', '<title>', ' ']) {
      const text = replyText(`<html>${part.repeat(1_000_000 / part.length)}`, 500);
      assert.ok(text.length <= 300, part);
    }
  });
});
