import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The built command, as users start it. */
export const BIN = resolve('dist/bin.cjs');

/**
 * Runs Node on `args` in the folder `cwd`, by default in an empty environment; gives the wall time in ms and stdout. Throws when it ends
 * with none of the exit codes that are `fine`.
 */
export function runNode(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  fine: readonly number[] = [0],
): { ms: number; stdout: string; stderr: string } {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  const ms = performance.now() - started;
  if (status === null || !fine.includes(status))
    throw new Error(`node ${args.join(' ')} ended with ${status ?? 'a signal'}: ${stderr}`);
  return { ms, stdout, stderr };
}

/** Also gives the most memory that Node holds while it runs, in MB. */
export function measureNode(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  fine: readonly number[] = [0],
): { ms: number; mb: number } {
  const report = `process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS))`;
  const preload = `data:text/javascript,${encodeURIComponent(report)}`;
  const { ms, stderr } = runNode(['--import', preload, ...args], cwd, env, fine);
  return { ms, mb: Number(/peak (\d+)$/.exec(stderr)?.[1]) / 1024 };
}

export function peakMb(args: readonly string[], cwd: string): number {
  return measureNode(args, cwd, {}, [0, 1]).mb;
}

/** Runs a TypeScript file of this folder. */
export function runScript(file: string, ...args: readonly string[]): { ms: number; stdout: string } {
  return runNode(['--import', 'tsx', join(import.meta.dirname, file), ...args], resolve('.'));
}

/**
 * Takes each contestant's measure in turn, round after round, so that a busy minute of the machine falls on all of them alike.
 * Gives the medians.
 */
export function alternate<N extends string>(
  contestants: Readonly<Record<N, () => number>>,
  rounds: number,
): Record<N, number> {
  const names = Object.keys(contestants) as N[];
  const measured = Array.from({ length: rounds }, () => names.map((name) => contestants[name]()));
  const medians = names.map((name, column) => [name, median(measured.map((round) => round[column] ?? NaN))]);
  return Object.fromEntries(medians) as Record<N, number>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted.length >> 1;
  const lower = (sorted.length - 1) >> 1;
  return ((sorted[upper] ?? NaN) + (sorted[lower] ?? NaN)) / 2;
}

/** Hands over a fresh folder, and removes it afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'callplan-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
