import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { buildRequests } from '../../src/calls/request.js';
import { expand } from '../../src/calls/expand.js';
import { exportForm } from '../../src/convert/export/export.js';
import { tries } from '../harness/random.js';
import { spec } from '../harness/spec.js';
import { planOf } from '../calls/plan-fixture.js';
import { bodiesOf, imported } from './import/import-fixture.js';
import { root } from '../harness/places.js';

const digits = fc.stringMatching(/^[0-9*#wW]{1,8}(@[1-9][0-9]{1,2})?$/);
const part = `[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2}`;
const url = fc
  .stringMatching(new RegExp(`^(/(${part}){0,8}){0,3}(\\?(${part}|[/?]){0,12})?$`))
  .map((rest) => `https://voice.example.com${rest}`);
const callback = fc.oneof(url, fc.record({ url, method: fc.constantFrom('GET', 'POST') }));
const number = fc.integer({ min: 100, max: 110 }).map((n) => `+1415555${n.toString().padStart(4, '0')}`);
const sip = fc
  .stringMatching(/^sip:[a-z'!$&*;=%+-]{1,8}@phone\.plivo\.com$/)
  .filter((text) => !text.includes('%'));
const callerName = fc
  .array(
    fc.oneof(
      fc.constantFrom("'", '"', '\\', '$(x)', '`', '!', '\n', 'é', '😀', '{', '\u202e', ' '),
      fc.stringMatching(/^[a-z]{1,4}$/),
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))
  .filter((text) => !text.includes('{{') && text.trim() !== '');
const options = fc.record(
  {
    caller_name: callerName,
    time_limit: fc.integer({ min: 1, max: 100_000 }),
    ring_timeout: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constant(null)),
    machine_detection: fc.constantFrom(true, 'hangup', null),
    sip_headers: fc.constantFrom('campaign=spring', 'a=1,b=2'),
    error_if_parent_not_found: fc.constant(null),
    bulk: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: [] },
);
const level = fc.record(
  {
    callbacks: fc.record({ ring: callback, hangup: callback }, { requiredKeys: [] }),
    digits: fc.oneof(digits, fc.record({ send: digits, on_preanswer: fc.boolean() }), fc.constant(null)),
    options,
  },
  { requiredKeys: [] },
);
const plan = fc
  .record({
    level,
    answer: callback,
    destinations: fc.array(fc.tuple(fc.oneof(number, sip), level, fc.boolean()), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ level: head, answer, destinations }) => ({
    version: 1,
    name: 'trip',
    from: '+14152224444',
    ...head,
    callbacks: { ...head.callbacks, answer },
    duplicates: 'allow',
    destinations: destinations.map(([to, own, same], index) => ({
      id: `c${index}`,
      to,
      ...(same ? {} : own),
    })),
  }));

/** JSON, which is YAML too. */
function ascii(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

spec('forms: there and back', (it) => {
  for (const kind of ['curl', 'postman'] as const)
    it(`a plan asks for the same after ${kind}`, () => {
      let exported = 0;
      fc.assert(
        fc.property(plan, (value) => {
          const text = ascii(value);
          const requests = buildRequests(expand(planOf(text)));
          const form = exportForm(kind, [{ file: 'plans/trip.yaml', plan: 'trip', requests }]);
          const { plan: back, remarks } = imported(kind, form, { duplicates: 'allow' });
          assert.equal(remarks, []);
          assert.equal(
            bodiesOf(back.text),
            requests.map(({ body }) => body),
          );
          exported += requests.length;
        }),
        tries(),
      );
      assert.ok(exported > 100);
    });

  const seed = async (): Promise<object> => {
    const text = await readFile(join(root, 'plans/support-line.yaml'), 'utf8');
    return bodiesOf(text)[0] ?? {};
  };
  for (const [kind, file] of [
    ['curl', 'seed.txt'],
    ['postman', 'seed.json'],
  ] as const)
    it(`the request of Plivo's own collection is the same from ${kind}, and out and in again`, async () => {
      const text = await readFile(join(import.meta.dirname, 'seed', file), 'utf8');
      const { plan: first, remarks } = imported(kind, text);
      assert.equal(remarks, []);
      assert.equal(bodiesOf(first.text), [await seed()]);
      const requests = buildRequests(expand(planOf(first.text)));
      const again = imported(kind, exportForm(kind, [{ file: 'a', plan: 'a', requests }]));
      assert.equal(bodiesOf(again.plan.text), [await seed()]);
    });

  it('methods are read without regard to case, also those of its examples', async () => {
    const text = await readFile(join(import.meta.dirname, 'seed', 'seed.json'), 'utf8');
    const { response } = JSON.parse(text) as { response: { name: string; originalRequest: object }[] };
    for (const { name, originalRequest } of response) {
      const { plan: found, remarks } = imported(
        'postman',
        JSON.stringify({ name, request: originalRequest }),
      );
      assert.equal(remarks, []);
      assert.is(bodiesOf(found.text)[0]?.['ring_method'], 'POST');
    }
  });
});
