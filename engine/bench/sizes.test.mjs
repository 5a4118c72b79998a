// What a page has to fetch does not grow unnoticed. `node engine/bench/sizes.mjs --write` makes a new baseline.
import assert from 'node:assert/strict';
import test from 'node:test';
import { LIMITS, baseline, complaints, defaultBuild, measureSizes } from './sizes.mjs';

const sizes = await measureSizes();

test('no file of the engine is more than 5 % above its committed size', async () => {
  assert.deepEqual(complaints(sizes, await baseline()), []);
});

test('the default build stays within its limits', () => {
  const { wasm, glue } = defaultBuild(sizes);
  assert.ok(wasm <= LIMITS.wasm, `${wasm} bytes of wasm by brotli; allowed: ${LIMITS.wasm}`);
  assert.ok(glue <= LIMITS.glue, `${glue} bytes of JavaScript by brotli; allowed: ${LIMITS.glue}`);
});

test('growth is noticed, and so is a file that is new', () => {
  const before = { 'a.wasm': { raw: 0, gzip: 0, brotli: 1000 } };
  const size = (/** @type {number} */ brotli) => ({ raw: 0, gzip: 0, brotli });
  assert.deepEqual(complaints({ 'a.wasm': size(1050) }, before), []);
  assert.equal(complaints({ 'a.wasm': size(1051) }, before).length, 1);
  assert.equal(complaints({ 'b.wasm': size(1) }, before).length, 1);
});
