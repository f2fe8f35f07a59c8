import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { stringify } from 'yaml';
import { buildRequests } from '../../src/calls/request.js';
import { expand } from '../../src/calls/expand.js';
import { describe } from '../../src/diagnostics/diagnostic.js';
import { startEmulator } from '../../src/emulator/server.js';
import { canonicalAddress } from '../../src/plan/address.js';
import { checkPlan, type CheckedPlan } from '../../src/plan/check.js';
import { tries } from '../harness/random.js';
import { spec } from '../harness/spec.js';

/** One seed, so that a failure here is a failure everywhere. */

const cases = join(import.meta.dirname, 'cases');
const corpus = await Promise.all(
  (await readdir(cases))
    .filter((file) => file.endsWith('.yaml') && !/bomb|deep|anchors/.test(file))
    .map((file) => readFile(join(cases, file), 'utf8')),
);

function check(text: string): CheckedPlan {
  const checked = checkPlan({ file: 'fuzz.yaml', text });
  for (const diagnostic of checked.diagnostics) {
    const { message, hint } = describe(diagnostic);
    assert.ok(message.length > 0 && hint.length > 0);
    const { start, end } = diagnostic.span;
    assert.ok(
      start.line >= 1 && start.column >= 1 && (end.line > start.line || end.column >= start.column),
      JSON.stringify(diagnostic),
    );
  }
  return checked;
}

/** Any code points, halves of surrogate pairs among them. fast-check's own binary texts and URLs would first list them all, for a second. */
const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.nat(0x10ffff), { maxLength }).map((points) => String.fromCodePoint(...points));

/** A known text with a piece taken out, put in or moved. */
const mutated = fc
  .tuple(
    fc.constantFrom(...corpus),
    fc.nat(2000),
    fc.nat(40),
    fc.oneof(
      anyText(20),
      fc.constantFrom(
        '*',
        '&a ',
        '!!str ',
        '? ',
        '- ',
        '{',
        '[',
        ']',
        '"',
        '#',
        '\t',
        '---\n',
        '<<: *a\n',
        '\0',
        '%YAML 1.1\n',
        '|\n',
        '>-\n',
      ),
    ),
  )
  .map(([text, at, cut, put]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + put + text.slice(start + cut);
  });

const digits = fc.stringMatching(/^[0-9*#wW]{1,8}(@[1-9][0-9]{1,2})?$/);
const step = fc.oneof(
  fc.record({ press: fc.stringMatching(/^[0-9*#]{1,5}$/) }),
  fc.record({ wait: fc.constantFrom('0.5s', '1s', '2.5s', '10s') }),
);
const anyDigits = fc.oneof(
  digits,
  fc.array(step, { minLength: 1, maxLength: 5 }),
  fc.record({ send: digits, on_preanswer: fc.boolean() }),
  fc.constant(null),
);
const part = `[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2}`;
const url = fc
  .tuple(fc.domain(), fc.stringMatching(new RegExp(`^(/(${part}){0,8}){0,3}(\\?(${part}|[/?]){0,12})?$`)))
  .map(([host, rest]) => `https://${host}${rest}`);
const callback = fc.oneof(url, fc.record({ url, method: fc.constantFrom('GET', 'POST') }));
const number = fc.integer({ min: 100, max: 199 }).map((n) => `+1415555${n.toString().padStart(4, '0')}`);
const options = fc.record(
  {
    caller_name: fc.oneof(fc.stringMatching(/^[A-Za-z0-9 ]{1,50}$/), fc.constant(null)),
    time_limit: fc.integer({ min: 1, max: 100_000 }),
    ring_timeout: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constant(null)),
    machine_detection: fc.constantFrom(true, 'hangup', null),
    sip_headers: fc.oneof(
      fc.constant('campaign=spring'),
      fc.dictionary(fc.stringMatching(/^[a-e][a-z0-9]{0,8}$/), fc.stringMatching(/^[A-Za-z0-9]{1,9}$/), {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      }),
    ),
    bulk: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: [] },
);
const level = fc.record(
  {
    callbacks: fc.record({ ring: callback, hangup: callback }, { requiredKeys: [] }),
    digits: anyDigits,
    options,
  },
  { requiredKeys: [] },
);
const plan = fc
  .record({
    level,
    answer: callback,
    destinations: fc.uniqueArray(fc.tuple(number, level, fc.boolean()), {
      minLength: 1,
      maxLength: 6,
      selector: ([to]) => to,
    }),
  })
  .map(({ level: head, answer, destinations }) => ({
    version: 1,
    name: 'fuzz',
    from: '+14152224444',
    ...head,
    callbacks: { ...head.callbacks, answer },
    destinations: destinations.map(([to, own, bare]) => (bare ? to : { to, ...own })),
  }));

spec('plan: fuzzed', (it) => {
  it('any text gives diagnostics and nothing worse', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(300), mutated), (text) => void check(text)),
      tries(),
    );
  });

  it('a text that passes always expands, each call once', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const { plan: passed } = check(text);
        if (!passed) return;
        const calls = expand(passed);
        assert.is(buildRequests(calls).flatMap((request) => request.calls).length, calls.length);
        assert.is(new Set(calls.map((call) => call.id)).size, calls.length);
      }),
      tries(),
    );
  });

  it('a number is dialled as it is written, in quotes or without, and is one phone with its plus and without', () => {
    const spellings = fc.constantFrom(
      (digits: string) => digits,
      (digits: string) => `"${digits}"`,
      (digits: string) => `'${digits}'`,
      (digits: string) => `{ to: ${digits} }`,
      (digits: string) => `{ id: desk, to: "${digits}" }`,
    );
    fc.assert(
      fc.property(number, fc.boolean(), spellings, (phone, plus, spell) => {
        const written = plus ? phone : phone.slice(1);
        const text = `version: 1\nname: x\nfrom: "+14152224444"\ncallbacks: { answer: https://a.example/, hangup: null }\ndestinations:\n  - ${spell(written)}\n`;
        const { plan } = check(text);
        assert.ok(plan, text);
        const [request] = buildRequests(expand(plan));
        assert.is(request?.body['to'], written);
        assert.is(canonicalAddress(written), phone);
        assert.is(canonicalAddress(canonicalAddress(written)), phone);
      }),
      tries(),
    );
  });

  it('a plan that means well passes, and the emulator, which knows nothing of plans, takes every request', async ({
    defer,
  }) => {
    const credentials = { authId: 'MAFUZZFUZZFUZZFUZZFU', authToken: 'token' };
    const emulator = await startEmulator({ credentials });
    defer(emulator.close);
    const headers = {
      authorization: `Basic ${btoa(`${credentials.authId}:${credentials.authToken}`)}`,
      'content-type': 'application/json',
    };
    await fc.assert(
      fc.asyncProperty(plan, async (value) => {
        const { plan: passed, diagnostics } = check(
          stringify(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }),
        );
        assert.ok(passed, JSON.stringify(diagnostics));
        for (const { path, method, body } of buildRequests(expand(passed))) {
          const address = emulator.origin + path.replace('{auth_id}', credentials.authId);
          const reply = await fetch(address, { method, headers, body: JSON.stringify(body) });
          assert.ok(reply.status < 300, `${await reply.text()} ${JSON.stringify(body)}`);
        }
      }),
      tries(),
    );
  });

  it('the digest ignores spelling, order and comments, and nothing else', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, part]) => [key, shuffled(part)]),
      );
    };
    const digests = (value: unknown, style: object): string[] => {
      const { plan: passed } = check(`# ${JSON.stringify(style)}\n${stringify(value, style)}`);
      assert.ok(passed);
      return expand(passed).map((call) => call.digest);
    };
    fc.assert(
      fc.property(plan, plan, (one, other) => {
        const plain = digests(one, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
        assert.equal(
          plain,
          digests(shuffled(one), { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN', indent: 4 }),
        );
        const bodies = (value: unknown): Map<string, string> => {
          const { plan: passed } = check(
            stringify(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }),
          );
          return new Map(
            passed
              ? expand(passed).map((call) => [call.digest, JSON.stringify([call.to, call.parameters])])
              : [],
          );
        };
        const [left, right] = [bodies(one), bodies(other)];
        for (const [digest, body] of left) if (right.has(digest)) assert.is(right.get(digest), body);
      }),
      tries(),
    );
  });
});
