// The builds for what a host supports.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { loadEngine, supportedVariants } from '../../dist/engine/index.js';
import { assertRefused, circles, goodNetwork } from './support.mjs';

test('variants: what this host supports loads, and simd and scalar agree to the bit', async () => {
  const variants = supportedVariants();
  assert.ok(variants.includes('simd') && variants.includes('scalar'));
  /** @type {Record<string, Float32Array>} */
  const found = {};
  for (const variant of variants) {
    const loaded = await loadEngine({ variant });
    assert.equal(loaded.variant, variant);
    const network = loaded.createNetwork(goodNetwork);
    network.train(loaded.createDataset(circles), { steps: 100, batchSize: 10 });
    found[variant] = network.parameters();
  }
  assert.deepEqual(found.scalar, found.simd);
  if (found.relaxed) {
    found.relaxed.forEach((p, i) => assert.ok(Math.abs(p - found.simd[i]) < 1e-3));
  }
  assert.equal((await loadEngine({ variant: 'auto' })).variant, variants[0]);
});

test('a variant that does not exist, or not here, is refused', async () => {
  const thrown = await loadEngine(/** @type {any} */ ({ variant: 'fast' })).catch((error) => error);
  const rethrow = () => {
    throw thrown;
  };
  const allowed = 'simd, relaxed, scalar, auto';
  assertRefused(rethrow, 'unknown-name', { field: 'variant', given: 'fast', allowed });
  if (!supportedVariants().includes('relaxed')) {
    await assert.rejects(loadEngine({ variant: 'relaxed' }), { code: 'unsupported' });
  }
});

test('wasmUrl says where the module is', async () => {
  const engine = new URL('../../dist/engine/', import.meta.url);
  const { folder } = JSON.parse(await readFile(new URL('build.json', engine), 'utf8'));
  const wasmUrl = new URL(`${folder}/gradient-scalar.wasm`, engine);
  const loaded = await loadEngine({ variant: 'scalar', wasmUrl });
  assert.equal(loaded.variant, 'scalar');
});
