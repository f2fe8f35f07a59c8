import * as assert from 'uvu/assert';
import { checkPlan } from '../../src/plan/check.js';
import { colorsFor } from '../../src/text/colors.js';
import { diagnosticsText } from '../../src/report/findings/text.js';
import { spec } from '../harness/spec.js';

type Said = Readonly<Record<string, unknown>>;

const COUNT = 300;

/** `COUNT` destinations, each with what `own` says. */
function destinations(own: Said): Said[] {
  return Array.from({ length: COUNT }, (_, index) => ({ to: `+1415${5_550_000 + index}`, ...own }));
}

/** The codes found in a plan, each with its line: JSON is YAML too, and each destination stands on a line of its own. */
function found(said: Said, list: readonly unknown[]): string[] {
  const head = JSON.stringify({
    version: 1,
    name: 'rules',
    from: '+14152224444',
    callbacks: { answer: 'https://voice.example.com/answer', hangup: 'https://voice.example.com/hangup' },
    ...said,
  });
  const items = list.map((item) => JSON.stringify(item)).join(',\n');
  const { diagnostics } = checkPlan({
    file: 'plan.yaml',
    text: `${head.slice(0, -1)},\n"destinations": [\n${items}\n]}\n`,
  });
  return diagnostics.map(({ code, span }) => `${code} ${span.start.line}`);
}

const lines = (code: string): string[] => Array.from({ length: COUNT }, (_, index) => `${code} ${index + 3}`);

spec('plan: rules of each call', (it) => {
  const late = { options: { ring_timeout: 60, hangup_on_ring: 45 } };

  it('what the plan brings about is said once, however many calls have it', () => {
    assert.equal(found(late, destinations({})), ['ring-timeout-too-long 1']);
  });

  it('and also when each destination says something else', () => {
    assert.equal(found(late, destinations({ options: { caller_name: 'Support' }, digits: '1' })), [
      'ring-timeout-too-long 1',
    ]);
  });

  it('and not at all when no call has it', () => {
    assert.equal(found(late, destinations({ options: { ring_timeout: 30 } })), []);
    assert.equal(found(late, destinations({ options: { hangup_on_ring: null } })), []);
  });

  it('what a destination brings about is said there', () => {
    const fine = { options: { ring_timeout: 30, hangup_on_ring: 45 } };
    assert.equal(
      found(fine, destinations({ options: { ring_timeout: 60 } })),
      lines('ring-timeout-too-long'),
    );
    assert.equal(
      found(fine, destinations({ options: { hangup_on_ring: 20 } })),
      lines('ring-timeout-too-long'),
    );
  });

  it('a null that takes nothing away brings nothing about', () => {
    const tuned = { options: { machine_detection_time: 3000 } };
    assert.equal(found(tuned, destinations({ options: { machine_detection: null } })), [
      'machine-detection-off 1',
    ]);
    const on = { options: { machine_detection_time: 3000, machine_detection: true } };
    assert.equal(
      found(on, destinations({ options: { machine_detection: null } })),
      lines('machine-detection-off'),
    );
  });

  it('a caller of its own is looked at, and that of the plan then is not', () => {
    const from = '+1415222444';
    assert.equal(found({ from }, destinations({ from: '+14152224444' })), []);
    assert.equal(found({ from }, destinations({})), ['impossible-number 1']);
    assert.equal(found({}, destinations({ from })), lines('impossible-number'));
  });
});

spec('plan: rules of addresses', (it) => {
  it('each address has one finding at most', () => {
    const numbers = ['9991234567', '4155550101', '14155550101', '41555550101', '+19115550101'];
    assert.equal(found({}, numbers), [
      'impossible-number 3',
      'impossible-number 4',
      'number-without-plus 5',
      'number-without-plus 6',
      'unlikely-number 7',
    ]);
  });

  it('a password is never repeated, in a message, a hint or the line that is shown', () => {
    const head = `version: 1\nname: rules\nfrom: "+14152224444"\ncallbacks: { answer: https://ada:hunter2@voice.example.com/a }\n`;
    const uri = 'sip:john:hunter2@phone.plivo.com';
    for (const destinations of [
      [uri],
      [uri, uri],
      [`${uri}>`],
      ['"sip:john:hunter2@a b"'],
      [`{ "${uri}": 1 }`],
    ]) {
      const text = `${head}destinations:\n${destinations.map((line) => `  - ${line}\n`).join('')}`;
      const { diagnostics } = checkPlan({ file: 'plan.yaml', text });
      assert.ok(diagnostics.length > 0);
      const said = diagnosticsText(diagnostics, colorsFor(false, {}), [{ file: 'plan.yaml', text }]);
      assert.not.match(said, 'hunter2');
    }
  });
});
