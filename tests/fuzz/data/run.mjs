/**
 * Runs the readers on changed files, as `tests/site/data/fuzz.test.mjs` does with fewer runs:
 *
 *   node tests/fuzz/data/run.mjs [--runs 1000000] [--seed 1] [--only table]
 *
 * A file that breaks a promise is written to build/fuzz/failures/, and its bytes belong into a test.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.mjs';
import { targets } from './targets.mjs';

const failures = join(dirname(fileURLToPath(import.meta.url)), '../../../build/fuzz/failures');

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});

for (const [name, target] of Object.entries(targets)) {
  if (!name.includes(values.only)) continue;
  const { accepted, failure } = await fuzz(target, Number(values.runs), Number(values.seed));
  console.log(`${name}: ${values.runs} runs, ${accepted} accepted${failure ? ', 1 FAILED' : ''}`);
  if (!failure) continue;
  mkdirSync(failures, { recursive: true });
  const file = join(failures, `data-${name}`);
  writeFileSync(file, failure.bytes);
  console.error(`${file}\n`, failure.error);
  process.exitCode = 1;
}
