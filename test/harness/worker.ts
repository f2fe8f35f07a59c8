/**
 * A process that runs the test files whose programs its parent names, one at a time. It ends when its parent has no more, and may not be
 * kept alive by anything then.
 */
import { pathToFileURL } from 'node:url';
import { END, RESULT, type Result } from './start-worker.js';
import { takeTally } from './tally.js';

type Suite = () => Promise<[errors: string | true, ran: number, skipped: number, total: number]>;
const queue: Suite[] = [];
Object.assign(globalThis, { UVU_DEFER: 1, UVU_QUEUE: [queue], UVU_INDEX: 0 });
process.setSourceMapsEnabled(true);

process.on('message', (program: string) => {
  if (program === END) end();
  else void run(program).then(tell);
});

function end(): void {
  process.disconnect();
  setTimeout(() => {
    const problem = `something keeps the process alive: ${process.getActiveResourcesInfo().join(', ')}`;
    tell({ passed: 0, failed: [problem], skipped: 0, reasons: [] });
    process.exit();
  }, 3000).unref();
}

async function run(program: string): Promise<Result> {
  const problems: string[] = [];
  try {
    await import(pathToFileURL(program).href);
    for (const suite of queue.splice(0)) {
      const [errors] = await suite();
      if (errors !== true) process.stdout.write(`\n${errors}\n`);
    }
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    problems.push('cannot be loaded');
  }
  const { declared, passed, failed, skipped, reasons, seed } = takeTally();
  if (failed.length > 0 && seed !== undefined)
    process.stdout.write(`\nCALLPLAN_SEED=${seed} makes the same random choices again.\n`);
  const missed = declared - passed - failed.length - skipped;
  if (declared === 0 && problems.length === 0) problems.push('declares no test');
  if (missed !== 0) problems.push(`${missed} of ${declared} tests never ran`);
  return { passed, failed: [...failed, ...problems], skipped, reasons };
}

/** In one stream with what the tests print, so that neither can overtake the other. */
function tell(result: Result): void {
  process.stdout.write(`\n${RESULT}${JSON.stringify(result)}\n`);
}
