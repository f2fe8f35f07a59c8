/**
 * Runs the tests in as many processes as there are cores, since most of them wait for processes of their own, and adds up what each
 * says at its end. With arguments there is one process: `npm test -- lockfile`.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

interface Total {
  readonly passed: number;
  readonly failed: number;
}

const wanted = process.argv.slice(2);
const shards = wanted.length > 0 ? 1 : Math.min(4, availableParallelism());

/** One process; what it prints is shown when it has ended, so that two do not mix. An end without a total is a failure. */
function run(shard: number): Promise<Total> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'all.ts'), ...wanted], {
    env: { ...process.env, SHARD: `${shard}/${shards}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => {
    child.once('close', (exit) => {
      const [, passed, failed] = /^(\d+) passed, (\d+) failed\n$/m.exec(output) ?? [];
      process.stdout.write(output.replace(/^\d+ passed, \d+ failed\n$/m, ''));
      const told =
        passed === undefined ? { passed: 0, failed: 1 } : { passed: Number(passed), failed: Number(failed) };
      resolve(exit === 0 || told.failed > 0 ? told : { ...told, failed: 1 });
    });
  });
}

const totals = await Promise.all(Array.from({ length: shards }, (_, shard) => run(shard)));
const sum = (of: (total: Total) => number): number => totals.reduce((all, total) => all + of(total), 0);
const failed = sum((total) => total.failed);
process.stdout.write(`${sum((total) => total.passed)} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
