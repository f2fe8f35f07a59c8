import * as assert from 'uvu/assert';
import { spec } from '../../../harness/spec.js';
import { address, bodiesOf, body, imported } from '../import-fixture.js';

spec('forms: curl in the branches of a script', (it) => {
  const call = (to: string): string =>
    `curl -d '${JSON.stringify({ ...body, to: `+1415222333${to}` })}' ${address}`;
  const [A, B, C] = [call('1'), call('2'), call('3')];
  const branches: readonly [script: string, read: string][] = [
    [`${A} || ${B}`, '1'],
    [`${A} ||\n # once more\n ${B}\n${C}`, '13'],
    [`${A} || ${B} || ${C}`, '1'],
    [`${A} || ${B} && ${C}`, '13'],
    [`${A} && ${B}; ${C}`, '123'],
    [`! ${A} && ${B}`, '1'],
    [`! ${A} || ${B}`, '12'],
    [`${A} || ${B} | jq .; ${C}`, '13'],
    [`${A} || { sleep 1; ${B}; }; ${C}`, '13'],
    [`${A} || (sleep 1\n${B}\n)\n${C}`, '13'],
    [`${A} || reply=$(${B})\n${C}`, '13'],
    [`echo | ${A} || true\n${B}`, '12'],
    [`if ${A}; then\n${B}\nelse\n  x=1 ${C}\nfi`, '12'],
    [`if ! ${A}; then ${B}; fi; ${C}`, '13'],
    [`if true; then ${A}; elif true; then ${B}; fi\n${C}`, '13'],
    [`until ${A}; do ${B}; done; ${C}`, '13'],
    [`while ! ${A}; do ${B}; done; ${C}`, '13'],
    [`for x in 1; do ${A}; done; ${B}`, '12'],
    [`case $1 in\na) ${A} ;;\nb) ${B} ;;\nesac\n${C}`, '13'],
  ];
  for (const [script, read] of branches)
    it(`calls nobody twice for a choice that a shell makes: ${script.replaceAll(/curl -d .*?(\d)"[^']*' \S*Call\/?/g, '$1').replaceAll('\n', ' ')}`, () => {
      const { plan, remarks } = imported('curl', script);
      assert.is(
        bodiesOf(plan.text)
          .map(({ to }) => String(to).slice(-1))
          .join(''),
        read,
      );
      const left = remarks.filter(({ lost }) => lost);
      assert.is(left.length, (script.match(/curl/g)?.length ?? 0) - read.length);
      for (const { text } of left) assert.match(text, 'left out: it runs only where another command fails');
    });
});
