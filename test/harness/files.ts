import { readdir } from 'node:fs/promises';

/**
 * The test files below `root`, sorted, as paths from there; those alone whose path contains one of `wanted`, if any is wanted. Files in
 * JavaScript are there to test the runner, without a loader.
 */
export async function listTestFiles(root: string, wanted: readonly string[]): Promise<string[]> {
  return (await readdir(root, { recursive: true }))
    .filter((file) => /\.test\.[jt]s$/.test(file))
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .sort();
}
