import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maximumSharedWeights } from '../../site/src/state/schema.js';
import { decodeHash, encodeHash } from '../../site/src/state/hash.js';
import { dropStaleWeights } from '../../site/src/state/operations.js';
import { layersOf, plainState } from '../../site/src/state/state.js';
import { decodeWeights, encodeWeights } from '../../site/src/state/weights.js';
import { schema } from './tables.mjs';

const bits = (values) => [...new Uint32Array(values.buffer, values.byteOffset, values.length)];

test('weights come back to the bit, whatever their number', () => {
  for (const count of [1, 2, 3, 105, maximumSharedWeights]) {
    const values = Float32Array.from({ length: count }, (_, i) =>
      Math.fround(Math.sin(i) * 2 ** i),
    );
    values[0] = -0;
    const finite = values.map((value) => (Number.isFinite(value) ? value : 1e-45));
    const text = encodeWeights(finite);
    assert.match(text, /^1\.[\w-]+$/);
    assert.deepEqual(bits(decodeWeights(text)), bits(finite));
  }
});

test('part of a longer buffer is encoded alone', () => {
  const all = Float32Array.of(1, 2, 3, 4);
  assert.deepEqual([...decodeWeights(encodeWeights(all.subarray(1, 3)))], [2, 3]);
});

test('the bits are those of float32, little-endian', () => {
  assert.equal(encodeWeights(Float32Array.of(1)), '1.AACAPw');
});

test('damaged weights are none', () => {
  const good = encodeWeights(Float32Array.of(1, 2));
  for (const text of [
    '',
    '1.',
    '2.AACAPw',
    good.slice(0, -1),
    good.slice(0, -3),
    `${good}*`,
    encodeWeights(Float32Array.of(NaN)),
    encodeWeights(Float32Array.of(1, -Infinity)),
  ])
    assert.equal(decodeWeights(text), null, text);
});

test('a hash holds the weights, up to the limit', () => {
  const most = encodeWeights(new Float32Array(maximumSharedWeights).fill(-1.5));
  const state = { ...plainState, weights: most };
  assert.deepEqual(decodeHash(schema, encodeHash(schema, state)), { state, notes: [] });
  const more = encodeWeights(new Float32Array(maximumSharedWeights + 3));
  const { state: without, notes } = decodeHash(schema, `preset=none&weights=${more}`);
  assert.equal(without.weights, '');
  assert.deepEqual(
    notes.map(({ field, given }) => [field, given.slice(0, 7)]),
    [['weights', '“1.AAAA']],
  );
});

test('other random weights, or other layers, leave the weights of a link behind', () => {
  const before = { ...plainState, weights: '1.AACAPw' };
  const left = [
    { seed: 2 },
    { layers: layersOf([8]) },
    { layers: layersOf([8, 8], { initializer: 'zeros' }) },
    { outputInitializer: 'zeros' },
  ];
  for (const change of left)
    assert.equal(
      dropStaleWeights(before, { ...before, ...change }).weights,
      '',
      JSON.stringify(change),
    );
  const kept = [
    { learningRate: 1 },
    { optimizer: 'adam' },
    { data: 'xor' },
    { layers: layersOf([8, 8], { activation: 'relu' }) },
    { seed: 2, weights: '1.AAAAQA' },
  ];
  for (const change of kept) {
    const next = { ...before, ...change };
    assert.equal(dropStaleWeights(before, next), next);
  }
});
