import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { spec } from '../harness/spec.js';
import { root } from '../harness/places.js';

interface Schema {
  readonly $ref?: string;
  readonly $schema?: string;
  readonly description?: string;
  readonly type?: unknown;
  readonly additionalProperties?: unknown;
  readonly properties?: Record<string, Schema>;
  readonly definitions?: Record<string, Schema>;
}

const names = ['plan', 'config', 'lockfile', 'steps', 'scenario', 'internal/saved-call'] as const;
const schemas = Object.fromEntries(
  await Promise.all(
    names.map(async (name) => [
      name,
      JSON.parse(await readFile(join(root, 'schemas', `${name}.schema.json`), 'utf8')) as Schema,
    ]),
  ),
) as Record<(typeof names)[number], Schema>;

/** As an editor would read it: no keywords of ours. */
function compileAsEditor(schema: Schema): ValidateFunction {
  return new Ajv({ strict: false, allErrors: true }).compile(schema);
}

function* parts(value: unknown, path: string): Generator<[string, Schema]> {
  if (typeof value !== 'object' || value === null) return;
  yield [path, value];
  for (const [key, part] of Object.entries(value)) yield* parts(part, `${path}/${key}`);
}

spec('project: schemas', (it) => {
  for (const name of names) {
    it(`${name}: is draft-07, valid by its own meta-schema`, () => {
      assert.is(schemas[name].$schema, 'http://json-schema.org/draft-07/schema#');
      const ajv = new Ajv({ strict: false });
      assert.ok(ajv.validateSchema(schemas[name]), JSON.stringify(ajv.errors));
    });

    it(`${name}: describes every property, and is closed`, () => {
      for (const [path, part] of parts(schemas[name], '#')) {
        if (!part.properties || typeof part.properties !== 'object' || path.endsWith('/properties')) continue;
        assert.is(part.additionalProperties, false, `${path} is open`);
        for (const [key, property] of Object.entries(part.properties)) {
          const target =
            property.$ref === undefined
              ? property
              : schemas[name].definitions?.[property.$ref.replace('#/definitions/', '')];
          assert.ok(target?.description, `${path}/properties/${key} has no description`);
        }
      }
    });
  }

  it('accepts the plans of this repository as an editor reads them, and they name it', async () => {
    const validate = compileAsEditor(schemas.plan);
    const plans = (await readdir(join(root, 'plans'))).filter((file) => file.endsWith('.yaml'));
    assert.ok(plans.length > 0);
    for (const file of plans) {
      const text = await readFile(join(root, 'plans', file), 'utf8');
      assert.ok(text.startsWith('# yaml-language-server: $schema=../schemas/plan.schema.json\n'), file);
      assert.ok(validate(parse(text)), `${file}: ${JSON.stringify(validate.errors)}`);
    }
  });

  it('accepts each line that a run writes', () => {
    const validate = compileAsEditor(schemas.lockfile);
    const digest = `v1:${'0'.repeat(64)}`;
    const at = '2026-11-23T10:00:00.000Z';
    for (const line of [
      { lockfile: 1, plan: 'x', target: 'plivo', account: '0123456789abcdef' },
      {
        edition: '1',
        id: 'a',
        to: '+14155550101',
        from: '+14152224444',
        digest,
        state: 'accepted',
        at,
        status: 201,
        message: 'call fired',
        request_uuid: 'u',
      },
      {
        edition: '1',
        id: 'a',
        to: '+14155550101',
        from: '+14152224444',
        digest,
        state: 'rejected',
        at,
        settled: { by: 'ops', at: '2026-11-23T11:00:00.000Z', reason: 'r' },
        earlier: [{ digest, state: 'in_doubt', at }],
      },
    ])
      assert.ok(validate(line), JSON.stringify(validate.errors));
    assert.not.ok(
      validate({ edition: '1', id: 'a', to: 'x', from: 'y', digest, state: 'accepted', at, extra: 1 }),
    );
  });
});
