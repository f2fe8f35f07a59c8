import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { xmlProblem } from '../../../src/emulator/callbacks/answer-xml.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';

const problem = (xml: string, type = 'text/xml'): string | undefined => xmlProblem(type, Buffer.from(xml));

spec('emulator: answer XML', (it) => {
  it('takes what Plivo takes', () => {
    for (const inside of [
      '',
      '<Speak voice="Polly.Amy">Hi <break time="1s"/><emphasis><w role="x">there</w></emphasis> &amp; &#228;</Speak>',
      '<Play loop="2">https://example.com/a.mp3</Play><Wait length="3"/><Hangup reason="busy"/>',
      '<Dial action="/x"><Number>14152223333</Number><User>sip:a@b</User></Dial>',
      '<GetDigits><Speak>?</Speak><Play>x</Play><Wait/></GetDigits><GetInput><Speak>?</Speak></GetInput>',
      '<PreAnswer><Speak>x</Speak><GetDigits><Play>x</Play></GetDigits><DTMF>1w2</DTMF></PreAnswer>',
      '<Record action="/r"/><Conference>room</Conference><MultiPartyCall role="Agent">x</MultiPartyCall>',
      '<Message src="1" dst="2">hi</Message><Redirect>/next</Redirect><Stream>wss://example.com</Stream>',
      '<!-- a comment --><Speak><![CDATA[<b>]]></Speak>',
      '<Speak><lang xml:lang="fr-FR"><p><s>un<prosody rate="slow"><say-as interpret-as="date">1</say-as></prosody></s></p></lang></Speak>',
    ])
      for (const head of ['', '<?xml version="1.0" encoding="UTF-8"?>\n', '\ufeff'])
        assert.is(problem(`${head}<Response>${inside}</Response>`), undefined, inside);
  });

  it('takes no other content type', () => {
    for (const type of ['text/xml', 'application/xml', 'Text/XML; charset=utf-8', 'application/xml ;x'])
      assert.is(problem('<Response/>', type), undefined, type);
    for (const type of ['text/html', 'application/json', 'text/xmlx', 'image/svg+xml', '', 'x text/xml'])
      assert.match(
        problem('<Response/>', type) ?? '',
        /^the content type is .*, not text\/xml or application\/xml$/,
      );
    assert.is(
      xmlProblem(undefined, Buffer.from('<Response/>')),
      'the content type is missing, not text/xml or application/xml',
    );
    assert.ok((problem('', 'x'.repeat(10_000)) ?? '').length < 200);
  });

  it('says what is wrong, and where', () => {
    const wrong: readonly (readonly [xml: string, expected: RegExp])[] = [
      ['', /root/],
      ['hello', /line 1, column \d+: /],
      ['<Response>', /unclosed tag: Response/],
      ['<Response></Respons>', /line 1, column 20: /],
      ['<Response/><Response/>', /root/],
      ['<response/>', /the root is <response>, not <Response>/],
      ['<html></html>', /the root is <html>, not <Response>/],
      ['<Response>\n<Say>x</Say></Response>', /line 2, column 5: Plivo knows no element <Say>/],
      ['<Response><speak>x</speak></Response>', /no element <speak>/],
      ['<Response><Number>1</Number></Response>', /<Number> must not stand in <Response>/],
      ['<Response><Dial><Speak>x</Speak></Dial></Response>', /<Speak> must not stand in <Dial>/],
      ['<Response><GetDigits><Dial/></GetDigits></Response>', /<Dial> must not stand in <GetDigits>/],
      ['<Response><Play><Speak/></Play></Response>', /<Speak> must not stand in <Play>/],
      ['<Response><Response/></Response>', /<Response> must not stand in <Response>/],
      ['<Response><constructor/></Response>', /no element <constructor>/],
      ['<Response><Speak loop=2>x</Speak></Response>', /line 1/],
      ['<Response><Speak>a & b</Speak></Response>', /line 1/],
      ['<Response><Speak>&nbsp;</Speak></Response>', /undefined entity/],
      ['<Response><Speak>\u0000</Speak></Response>', /line 1/],
    ];
    for (const [xml, expected] of wrong) assert.match(problem(xml) ?? '', expected, xml);
    assert.is(xmlProblem('text/xml', Buffer.from([0xff, 0xfe, 0x3c])), 'the XML is not in UTF-8');
    const long = 'x'.repeat(90_000);
    assert.ok((problem(`<Response><${long}/></Response>`) ?? long).length <= 200);
  });

  it('reads no entities of a document, nor files', () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, level) => `<!ENTITY a${level} "${`&a${level - 1};`.repeat(10)}">`).join('')}]>`;
    for (const doctype of [
      bomb,
      '<!DOCTYPE Response SYSTEM "file:///etc/passwd">',
      '<!DOCTYPE Response [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      '<!DOCTYPE Response>',
    ])
      assert.match(
        problem(`${doctype}<Response><Speak>&a8;</Speak></Response>`) ?? '',
        /document type is not allowed/,
      );
  });

  it('takes no time for what is deep, and never throws', () => {
    const deep = 20_000;
    assert.match(problem(`<Response>${'<a>'.repeat(deep)}`) ?? '', /no element/);
    const spoken = `<Response><Speak>${'<emphasis>'.repeat(4000)}${'</emphasis>'.repeat(4000)}</Speak></Response>`;
    assert.is(problem(spoken), undefined);
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      'Response',
      'Speak',
      '&',
      ';',
      '<!',
      '[',
      ']]>',
      '<?',
      '?>',
      '"',
      '=',
      ' ',
      '-->',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 30 }), (pieces) => {
        problem(pieces.join(''));
      }),
      tries(),
    );
  });
});
