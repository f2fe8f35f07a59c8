/**
 * Measures the command and the library as ratios to plain Node, the YAML parser, a bare loop, the bare disk, JSON and the official SDK, all taken in one run:
 * `npm run bench`, or `npm run bench -- startup` for one part. A slow figure is shown, never an error: machines differ.
 */
import { cpus } from 'node:os';
import { check } from './check.js';
import { dryRun } from './dry-run.js';
import { emulator } from './emulator.js';
import { renderFigures } from './figure.js';
import { forms } from './forms.js';
import { journal } from './journal.js';
import { lockfile } from './lockfile.js';
import { merge } from './merge.js';
import { rate } from './rate.js';
import { run } from './run.js';
import { scale } from './scale.js';
import { sdk } from './sdk.js';
import { startup } from './startup.js';
import { validate } from './validate.js';

const parts = {
  ...{ startup, validate, check, 'dry-run': dryRun, scale, run, rate },
  ...{ journal, lockfile, merge, forms, sdk, emulator },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`there is no part ${unknown.join(', ')}, only ${Object.keys(parts).join(', ')}`);

const processors = cpus();
const model = processors[0]?.model ?? 'unknown CPU';
process.stdout.write(
  `node ${process.version}, ${model}, ${processors.length} cores, ${process.platform} ${process.arch}\n`,
);
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`${name}\n${renderFigures(await measure())}`);
}
