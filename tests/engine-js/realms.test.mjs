// Arrays of another realm, such as a frame's or those of node's vm, are as good as our own.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { loadEngine } from '../../dist/engine/index.js';
import { assertRefused, goodNetwork } from './support.mjs';

const engine = await loadEngine();
const elsewhere = createContext();
/** What an expression gives there. */
const made = (/** @type {string} */ expression) => runInContext(expression, elsewhere);

const x = made('Float32Array.of(1, 2, 3, 4, 5, 6)');
const y = made('Float32Array.of(0, 1, 1)');

test('arrays of another realm are no instances of ours', () => {
  assert.ok(!(x instanceof Float32Array));
  assert.ok(!(made('[]') instanceof Array));
});

test('rows of another realm are predicted, trained and traced', () => {
  const network = engine.createNetwork(goodNetwork);
  const into = made('new Float32Array(3)');
  assert.equal(network.predict(x, into), into);
  assert.deepEqual([...into], [...network.predict(Float32Array.from(x))]);
  assert.ok(network.trainBatch(x, y) > 0);
  assert.ok(network.trace(x.subarray(0, 2), y.subarray(0, 1)).loss > 0);
  network.setParameters(made(`new Float32Array(${network.parameterCount})`));
  assert.equal(network.parameters()[0], 0);
});

test('a snapshot of another realm is restored', () => {
  const network = engine.createNetwork(goodNetwork);
  const before = network.parameterHash();
  const snapshot = made(`Uint8Array.of(${network.save().join()})`);
  network.trainBatch(x, y);
  network.restore(snapshot);
  assert.equal(network.parameterHash(), before);
});

test('specs of another realm are read', () => {
  const spec = made(`(${JSON.stringify(goodNetwork)})`);
  assert.equal(
    engine.createNetwork(spec).parameterHash(),
    engine.createNetwork(goodNetwork).parameterHash(),
  );
  const data = engine.createDataset(
    made(
      '({ kind: "arrays", x: Float32Array.of(1, 2), y: Float32Array.of(3), inputs: 2, outputs: 1 })',
    ),
  );
  assert.deepEqual([...data.train().x], [1, 2]);
});

test('what only pretends to be a Float32Array is refused', () => {
  const network = engine.createNetwork(goodNetwork);
  for (const pretender of [
    { length: 2, [Symbol.toStringTag]: 'Float32Array' },
    Object.create(Float32Array.prototype),
    made('new Float64Array(2)'),
  ])
    assertRefused(() => network.predict(pretender), 'invalid-argument', { field: 'x' });
  assertRefused(() => network.restore(made('[1, 2, 3]')), 'damaged-snapshot');
});
