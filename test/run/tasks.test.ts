import { PassThrough } from 'node:stream';
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { runRows, type Row } from '../../src/run/tasks.js';
import { tries } from '../harness/random.js';
import { spec } from '../harness/spec.js';

/** Rows to a terminal or a pipe; gives what was drawn without its line ends, and the error. */
async function drawn(
  row: Partial<Row>,
  live: boolean,
  hide: (text: string) => string,
): Promise<[string, unknown]> {
  const stderr = Object.assign(new PassThrough(), { isTTY: live, columns: 40 });
  let text = '';
  stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  const whole: Row = {
    ...{ name: 'case', progress: () => '', skip: () => undefined, work: () => Promise.resolve('') },
    ...row,
  };
  const options = { stderr: stderr as unknown as NodeJS.WriteStream, live, colored: false, hide };
  const error: unknown = await runRows([whole], options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return [text.replace(/\u001b\[[\d;?]*[A-Za-z]/g, '').replace(/\s/g, ''), error];
}

const secrets = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/);
const before = fc.integer({ min: 0, max: 90 }).map((length) => 'x '.repeat(length).slice(0, length));

spec('rows of progress', (it) => {
  for (const live of [true, false])
    it(`hide secrets before lines are broken, ${live ? 'live' : 'plain'}`, async () => {
      await fc.assert(
        fc.asyncProperty(secrets, before, async (secret, lead) => {
          const hide = (text: string): string => text.replaceAll(secret, '***');
          const said = `${lead}${secret}`;
          const failure = new Error(said);
          for (const row of [
            { name: said },
            { skip: () => said },
            { work: () => Promise.resolve(said) },
            { progress: () => said, work: () => new Promise<string>((done) => setTimeout(done, 20, 'done')) },
            { work: () => Promise.reject(failure) },
          ]) {
            const [text, error] = await drawn(row, live, hide);
            assert.not.match(text, secret);
            if ('work' in row && !('progress' in row) && error !== undefined) assert.is(error, failure);
            if (!('progress' in row) || live) assert.match(text, '***');
          }
        }),
        tries(15),
      );
    });

  it('reject with the error of the row itself', async () => {
    const failure = new Error('it went wrong');
    const [text, error] = await drawn({ work: () => Promise.reject(failure) }, false, (said) => said);
    assert.is(error, failure);
    assert.match(text, 'itwentwrong');
  });
});
