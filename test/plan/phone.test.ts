import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';
import * as assert from 'uvu/assert';
import { countryCodeOf, countryOf, lookUp } from '../../src/plan/phone.js';
import { tryOften } from '../harness/random.js';
import { spec } from '../harness/spec.js';

/** Country codes that several countries share count more: there a number's country has to be found out. */
const shared = ['1', '7', '39', '44', '61', '212', '262', '590', '599'];
const codes = [
  ...Object.keys(metadata.country_calling_codes),
  ...Object.keys(metadata.nonGeographic),
  ...Array.from({ length: 20 }, () => shared).flat(),
];

spec('plan: phone numbers', (it) => {
  it('says of any number what libphonenumber says', async () => {
    let valid = 0;
    await tryOften(6000, (random) => {
      const digits = (count: number): string =>
        Array.from({ length: count }, () => random.below(10)).join('');
      const number = `+${codes[random.below(codes.length)] ?? ''}${digits(5 + random.below(8))}`;
      const theirs = parsePhoneNumberFromString(number, metadata);
      const ours = lookUp(number);
      assert.ok(ours, number);
      // Theirs takes a prefix away that would be dialled.
      if (theirs?.number !== number) assert.not(ours.valid, number);
      else
        assert.equal(
          [ours.country, ours.length === 'right', ours.valid],
          [theirs.country, theirs.isPossible(), theirs.isPossible() && theirs.isValid()],
          number,
        );
      if (ours.valid) valid++;
    });
    assert.ok(valid > 200, `only ${valid} valid numbers among them`);
  });

  it('knows every country code, and none that is not', () => {
    for (const code of codes) assert.is(countryCodeOf(`${code}23456789`), code);
    assert.is(lookUp('+9991234567'), undefined);
    assert.is(lookUp('+2101234567'), undefined);
  });

  it('finds the country of a number', () => {
    assert.equal(
      ['+14155550101', '+14165550101', '+12423221234', '+442079460018', '+447911123456', '+77011234567'].map(
        countryOf,
      ),
      ['US', 'CA', 'BS', 'GB', 'GG', 'KZ'],
    );
    assert.is(countryOf('+80012345678'), undefined);
    assert.is(countryOf('+9991234567'), undefined);
  });

  it('compares how many digits stand behind the country code with how many should', () => {
    const lengthOf = (number: string): string | undefined => lookUp(number)?.length;
    assert.equal(['+1415555010', '+14155550101', '+141555501011'].map(lengthOf), ['short', 'right', 'long']);
    assert.is(lengthOf('+4112345678901'), 'between');
    assert.equal(lookUp('+41123456789')?.lengths, [9, 12]);
  });

  it('takes a prefix away that is dialled only within the country, where that is all that is wrong', () => {
    const fixed = (number: string): string | undefined => lookUp(number)?.withoutPrefix;
    assert.is(fixed('+4402079460018'), '+442079460018');
    assert.is(fixed('+49030123456'), '+4930123456');
    assert.is(fixed('+114155550101'), '+14155550101');
    assert.is(fixed('+3906123456789'), undefined);
    assert.is(fixed('+390612345678'), undefined);
    assert.is(fixed('+4400000'), undefined);
  });
});
