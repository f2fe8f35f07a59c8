import * as assert from 'uvu/assert';
import { spec } from '../../harness/spec.js';
import { bodiesOf, imported, remarksOf } from './import-fixture.js';

const rest = 'from,answer_url,answer_method\n';

spec('forms: CSV', (it) => {
  it('reads rows as calls, with the columns that all share in the plan', () => {
    const { plan, remarks } = imported(
      'csv',
      `\ufeffto,id,from,answer_url,time_limit\r\n+14152223333,john,+14152224444,https://example.com/a,60\r\n"sip:a@b.example", ,+14152224444,https://example.com/a,\r\n`.slice(
        1,
      ),
    );
    assert.equal(remarks, []);
    assert.is(
      plan.text,
      `version: 1
name: form
from: "+14152224444"
callbacks:
  answer: "https://example.com/a"
destinations:
  - id: john
    to: "+14152223333"
    options:
      time_limit: 60
  - "sip:a@b.example"
`,
    );
  });

  it('reads semicolons and quoted cells', () => {
    const { plan } = imported(
      'csv',
      `caller_name;to;answer_url;from\n"A; ""B""";+14152223333;https://e.example/a;+14152224444\n`,
    );
    assert.is(bodiesOf(plan.text)[0]?.['caller_name'], 'A; "B"');
  });

  it('says which columns a plan has no use for, once', () => {
    const { remarks } = imported(
      'csv',
      `to,company,${rest}+14152223333,x,+14152224444,https://e.example/a,GET\n+14152223334,y,+14152224444,https://e.example/a,GET\n`,
    );
    assert.equal(remarks, [
      {
        place: 'form:1',
        text: 'the column company is left out: it is no parameter of make-call that a plan can have',
        lost: false,
      },
    ]);
  });

  it('names the row of what it leaves out', () => {
    const text = 'to,id\n+14152223333,a\nnobody,b\n,c\n+14152223334,a\n+14152223333,e\n911,f\n';
    const said = remarksOf(imported('csv', text)).map((line) => line.slice(0, 60));
    assert.equal(said, [
      'form:4: left out: it has no to',
      'form:3: left out: "nobody" is not a phone number with its co',
      'form:7: left out: "911" stands for the emergency services',
      'form:5: left out: the id a was given at form:2 already',
      'form:6: left out: +14152223333 is called at form:2 already; ',
    ]);
  });

  const unreadable: readonly [title: string, text: string, message: string][] = [
    ['no column to', 'number,name\n', 'form:1 cannot be imported: it has no column named to'],
    ['a column twice', 'to,to\n', 'form:1 cannot be imported: the column to is there twice'],
    [
      'a quote that is not closed',
      'to\n1\n"2\n3\n',
      'form:3 cannot be imported: a " that opens in this row is never closed',
    ],
    [
      'a row with a cell too many',
      'to,id\n1,2,3\n',
      'form:2 cannot be imported: the row has not as many cells as the first one',
    ],
    [
      'a quote within a cell',
      'to\n1"2\n',
      'form:2 cannot be imported: a " stands where a quoted cell neither begins nor ends',
    ],
    ['an endless row', `to\n"${'1'.repeat(200_000)}`, 'the row is longer than 100000 bytes'],
  ];
  for (const [title, text, message] of unreadable)
    it(`refuses ${title}`, () => {
      assert.throws(
        () => imported('csv', text),
        (error: Error) => error.message.includes(message),
      );
    });
});
