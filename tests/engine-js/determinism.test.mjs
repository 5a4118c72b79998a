import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { loadEngine } from '../../dist/engine/index.js';
import { run } from '../golden/experiment.mjs';

const experiments = JSON.parse(
  readFileSync(new URL('../golden/determinism.json', import.meta.url), 'utf8'),
);

for (const variant of /** @type {const} */ (['simd', 'scalar'])) {
  test(`${variant}: every experiment ends with the golden bits`, async () => {
    const engine = await loadEngine({ variant });
    for (const experiment of experiments) {
      assert.equal(run(engine, experiment), experiment.hash, experiment.name);
    }
  });
}
