import { join } from 'node:path';

/** The top of this repository. */
export const root = join(import.meta.dirname, '..', '..');

/** Where `npm run build` writes. */
export const dist = join(root, 'dist');

/** The built command. */
export const bin = join(dist, 'bin.cjs');
