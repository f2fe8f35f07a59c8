import { checkPlan } from 'callplan';
import metadata from 'libphonenumber-js/max/metadata';
import * as assert from 'uvu/assert';
import { checkPlan as checkPlanOfSource } from '../../src/plan/check.js';
import { spec } from '../harness/spec.js';
import { planText } from '../cli/command-fixture.js';

const countryCodes = [...Object.keys(metadata.country_calling_codes), ...Object.keys(metadata.nonGeographic)];

/** Numbers behind a country code: of every length, with digits that are now in one range and now in another. */
function numbersOf(countryCode: string): string[] {
  return ['2', '3', '5', '7', '9'].flatMap((first) =>
    [5, 6, 7, 8, 9, 10, 11].map((length) => `+${countryCode}${first}${'2013456789'.slice(0, length - 1)}`),
  );
}

spec('project: the phone tables of the bundle', (it) => {
  it('say of the numbers of every country code what the package says', () => {
    const found = new Map<string, number>();
    for (const countryCode of countryCodes) {
      const text = planText(
        numbersOf(countryCode)
          .filter((n) => n.length <= 16)
          .map((n) => `"${n}"`),
      );
      const file = `${countryCode}.yaml`;
      const built = checkPlan({ file, text }).diagnostics;
      for (const { code } of built) found.set(code, (found.get(code) ?? 0) + 1);
      assert.equal(built, checkPlanOfSource({ file, text }).diagnostics, countryCode);
    }
    assert.ok(countryCodes.length > 200);
    for (const code of ['impossible-number', 'unlikely-number'])
      assert.ok((found.get(code) ?? 0) > 1000, code);
  });
});
