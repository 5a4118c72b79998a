// The builds for what a host supports.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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

/** @param {string} variant */
function wasmOf(variant) {
  const engine = new URL('../../dist/engine/', import.meta.url);
  const { folder } = JSON.parse(readFileSync(new URL('build.json', engine), 'utf8'));
  return new URL(`${folder}/gradient-${variant}.wasm`, engine);
}

test('wasmUrl says where the module is', async () => {
  const loaded = await loadEngine({ variant: 'scalar', wasmUrl: wasmOf('scalar') });
  assert.equal(loaded.variant, 'scalar');
});

/** @param {string} variant */
const compile = (variant) => WebAssembly.compile(readFileSync(wasmOf(variant)));

test('a module compiled once makes several engines, the same to the bit', async () => {
  const module = await compile('simd');
  const engines = [
    await loadEngine(),
    await loadEngine({ module }),
    await loadEngine({ module, wasmUrl: 'nowhere/gradient-simd.wasm' }),
  ];
  const hashes = engines.map((engine) => {
    const network = engine.createNetwork(goodNetwork);
    network.train(engine.createDataset(circles), { steps: 10 });
    return network.parameterHash();
  });
  assert.deepEqual(hashes, Array(3).fill(hashes[0]));
  assert.equal(
    (await loadEngine({ variant: 'scalar', module: await compile('scalar') })).variant,
    'scalar',
  );
});

test('what is no compiled engine is refused', async () => {
  const refused = async (/** @type {any} */ module, /** @type {RegExp} */ message) =>
    assert.rejects(loadEngine({ module }), {
      name: 'EngineError',
      code: 'invalid-argument',
      message,
    });
  await refused(
    {},
    /^module: Object given; allowed: gradient-simd\.wasm as a WebAssembly\.Module$/,
  );
  await refused('gradient-simd.wasm', /^module: String given/);
  const empty = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  await refused(empty, /^module: another one given .*allowed: gradient-simd\.wasm/);
});
