import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { createRuleFinder, type Conditions } from '../../../src/emulator/scenario/rule-finder.js';
import { tries } from '../../harness/random.js';
import { spec } from '../../harness/spec.js';
import { emulated, exchange, least, rawRequest } from '../emulator-fixture.js';

const always = (): boolean => true;

spec('emulator: scenario, bounds', (it) => {
  it('looks at no rule for other prefixes', () => {
    let looked = 0;
    const rules = Array.from({ length: 10_000 }, (_, index) => ({ prefix: `+1415${1_000_000 + index}` }));
    const ruleFor = createRuleFinder([...rules, { prefix: '+1' }], '1', () => ++looked > 0);
    for (let index = 0; index < 100; index++)
      assert.is(ruleFor(`+1415${1_009_000 + index}0`, 1)?.prefix, `+1415${1_009_000 + index}`);
    assert.is(looked, 100);
    assert.is(ruleFor('+12', 1)?.prefix, '+1');
    assert.is(ruleFor('+44', 1), undefined);
  });

  it('takes the first rule that fits, of whatever kind', () => {
    const number = fc.stringMatching(/^\+?[12]{0,4}$/);
    const rule: fc.Arbitrary<Conditions> = fc.record({ to: number, prefix: number }, { requiredKeys: [] });
    const plain = (text = ''): string => text.replace('+', '');
    fc.assert(
      fc.property(fc.array(rule), number, (rules, called) => {
        const expected = rules.find(
          ({ to, prefix }) =>
            (to === undefined || plain(to) === plain(called)) && plain(called).startsWith(plain(prefix)),
        );
        assert.is(createRuleFinder(rules, '1', always)(called, 1), expected);
      }),
      tries(),
    );
  });

  it('resets the connection for one of two requests that were sent together', async (scope) => {
    const { port } = await emulated(scope, {
      scenario: { version: 1, api: [{ to: '+14152223331', delay: '1h' }, { then: 'reset_before' }] },
    });
    const one = rawRequest(JSON.stringify({ ...least, to: '+14152223331' }));
    assert.is(await exchange(port, one + rawRequest(JSON.stringify(least))), '');
  });
});
