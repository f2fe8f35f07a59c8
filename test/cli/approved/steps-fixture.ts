import * as assert from 'uvu/assert';
import type { Scope } from '../../harness/spec.js';
import {
  credentials,
  fired,
  planText,
  plivoDouble,
  commandFixture,
  type Double,
  type Result,
  type CommandFixture,
} from '../command-fixture.js';

const env = credentials;

export const [ada, bob, cid] = ['"+14155550101"', '"+14155550102"', '"+14155550103"'] as const;

export interface Fixture extends CommandFixture, Double {
  /** `run --steps` with the options that it needs. */
  readonly perform: (args?: string) => Promise<Result>;
}

/** Two plans, of which the first was run before, with what is left of both approved in steps.json. */
export async function fixture(scope: Scope, settings = 'cps: 100\n', flags = ''): Promise<Fixture> {
  const made = await commandFixture(scope, {
    'plans/case.yaml': planText([ada, bob]),
    'plans/new.yaml': planText([cid]).replace('name: case', 'name: new'),
    '.callplanrc.yaml': settings,
  });
  const { origin, received } = await plivoDouble(scope, fired);
  const first = `run plans/case.yaml --yes --new --only +14155550101 --api-url ${origin}`;
  assert.is((await made.callplan(first, { env })).exit, 0);
  const { exit, stderr } = await made.callplan(`dry-run --out steps.json ${flags}`);
  assert.is(exit, 0, stderr);
  const perform = (args = ''): Promise<Result> =>
    made.callplan(`run --steps steps.json --yes --new --api-url ${origin} ${args}`, { env });
  return { ...made, origin, received, perform };
}
