import * as assert from 'uvu/assert';
import type { Span } from '../../src/diagnostics/diagnostic.js';
import { Exit } from '../../src/diagnostics/exit.js';
import { faultOf } from '../../src/diagnostics/fatal.js';
import { Fault } from '../../src/diagnostics/fault.js';
import { faults, type FaultArgs, type FaultCode } from '../../src/diagnostics/faults.js';
import { quote } from '../../src/privacy/quoted.js';
import { spec } from '../harness/spec.js';

/** Facts for any fault: each is its own name. */
const facts = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

spec('fault', (it) => {
  it('is an error that says what, what to do, and how to exit', () => {
    const cause = new Error('ENOENT');
    const fault = new Fault('file-unwritable', { file: 'plans/a.yaml', problem: 'disk full' }, cause);
    assert.instance(fault, Error);
    assert.is(fault.name, 'Fault');
    assert.is(fault.code, 'file-unwritable');
    assert.is(fault.message, 'plans/a.yaml cannot be written: disk full');
    assert.match(fault.hint, /^Make room on the disk/);
    assert.is(fault.exit, Exit.unable);
    assert.is(fault.cause, cause);
    assert.equal(fault.args, { file: 'plans/a.yaml', problem: 'disk full' });
  });

  it('of a finding says where, what, what to do, and where else to look', () => {
    const place = (file: string, line: number): Span => {
      const start = { line, column: 7 };
      return { file, start, end: start, about: undefined };
    };
    const fault = faultOf({
      code: 'plan-name-shared',
      args: { name: quote('case') },
      span: place('plans/copy.yaml', 2),
      related: place('plans/case.yaml', 3),
    });
    assert.is(fault.code, 'plan-name-shared');
    assert.is(fault.exit, Exit.refused);
    assert.is(fault.message, 'plans/copy.yaml:2: another plan is named case too, so a run refuses both');
    assert.equal(fault.details, ['plans/case.yaml:3: the other plan is here']);
    assert.match(fault.hint, /^Remove the copy/);
  });

  it('has no cause unless there is one', () => {
    const fault = new Fault('no-consent', { problem: 'nobody said yes' });
    assert.not('cause' in fault);
    assert.is(fault.exit, Exit.refused);
  });

  for (const code of Object.keys(faults) as FaultCode[])
    it(`${code} has all its words`, () => {
      const fault = new Fault(code, facts as FaultArgs<typeof code>);
      assert.match(faults[code].summary, /^[A-Z].*\.$/);
      for (const words of [fault.message, fault.hint]) {
        assert.match(words, /^\S.*\S$/, 'one line, without space at its ends');
        assert.not.match(words, /undefined|\[object/);
      }
      assert.not.match(fault.message, /\.$/, 'a message goes on with its code');
      assert.ok(Object.values(Exit).includes(fault.exit));
      assert.is.not(fault.exit, Exit.fine);
    });
});
