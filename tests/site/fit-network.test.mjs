import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitTo } from '../../site/src/worker/fit-network.js';
import { engine } from './tables.mjs';

const open = {
  inputs: 0,
  layers: [
    { units: 8, activation: 'tanh' },
    { units: 0, activation: 'auto', initializer: 'zeros' },
  ],
  loss: 'auto',
  seed: 3,
};
const dataset = (targets, outputs = 1) => ({ inputs: 4, outputs, targets });

/** Output activation, its units and the loss of a spec with changes to its output and loss. */
function fitted(targets, { loss = 'auto', ...output } = {}) {
  const spec = { ...open, loss, layers: [open.layers[0], { ...open.layers[1], ...output }] };
  const { layers, ...rest } = fitTo(spec, dataset(targets, 3), engine.activations);
  const { activation, units } = layers.at(-1);
  return [activation, units, rest.loss];
}

test('what is open is fitted to the targets', () => {
  assert.deepEqual(fitted('binary'), ['sigmoid', 3, 'binary-cross-entropy']);
  assert.deepEqual(fitted('one-hot'), ['softmax', 3, 'cross-entropy']);
  assert.deepEqual(fitted('sign'), ['tanh', 3, 'mse']);
  assert.deepEqual(fitted('real'), ['linear', 3, 'mse']);
});

test('what was chosen stays', () => {
  assert.deepEqual(fitted('binary', { activation: 'relu', units: 5, loss: 'mae' }), [
    'relu',
    5,
    'mae',
  ]);
  const spec = { ...open, inputs: 2 };
  assert.equal(fitTo(spec, dataset('real'), engine.activations).inputs, 2);
});

test('the rest of the spec is untouched', () => {
  const result = fitTo(open, dataset('real'), engine.activations);
  assert.equal(result.inputs, 4);
  assert.equal(result.seed, 3);
  assert.deepEqual(result.layers[0], open.layers[0]);
  assert.equal(result.layers.length, 2);
  assert.equal(result.layers[1].initializer, 'zeros');
});

test('a cross-entropy is only for outputs that are probabilities', () => {
  assert.equal(fitted('binary', { activation: 'hard-sigmoid' })[2], 'binary-cross-entropy');
  for (const activation of ['tanh', 'linear', 'relu', 'relu6', 'softplus', 'unknown']) {
    assert.equal(fitted('binary', { activation })[2], 'mse', activation);
    assert.equal(fitted('one-hot', { activation })[2], 'mse', activation);
  }
  assert.equal(fitted('sign', { activation: 'relu' })[2], 'mse');
});

test('a hinge loss takes the output as it is', () => {
  assert.equal(fitted('sign', { loss: 'hinge' })[0], 'linear');
  assert.equal(fitted('sign', { loss: { name: 'squared-hinge' } })[0], 'linear');
  assert.equal(fitted('sign', { loss: { name: 'mse' } })[0], 'tanh');
});
