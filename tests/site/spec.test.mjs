import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  datasetSpec,
  liveSettings,
  networkSpec,
  twoDimensional,
} from '../../site/src/state/spec.js';
import { layersOf, plainState, same } from '../../site/src/state/state.js';
import { schema } from './tables.mjs';

test('what can change while training goes on', () => {
  assert.deepEqual(liveSettings(plainState), {
    learningRate: 0.1,
    batchSize: 16,
    speed: 0,
    maxSteps: 0,
    regularization: { l1: 0, l2: 0 },
    clipping: {},
  });
  const { regularization, clipping, speed, maxSteps } = liveSettings({
    ...plainState,
    l1: 1,
    l2: 2,
    clipNorm: 3,
    clipValue: 4,
    speed: 5,
    maxSteps: 6,
  });
  assert.deepEqual(regularization, { l1: 1, l2: 2 });
  assert.deepEqual(clipping, { norm: 3, value: 4 });
  assert.deepEqual([speed, maxSteps], [5, 6]);
});

test('a data set: its settings, its own seed and its parameters', () => {
  assert.deepEqual(datasetSpec({ ...plainState, dataSeed: 9 }, schema), {
    kind: 'circles',
    samples: 500,
    noise: 0.1,
    testFraction: 0.5,
    validationFraction: 0,
    split: 'stratified',
    seed: 9,
    standardize: true,
    features: ['x1', 'x2'],
  });
  const raw = datasetSpec({ ...plainState, scaling: 'raw', dataParams: { turns: 2 } }, schema);
  assert.deepEqual([raw.standardize, raw.turns], [false, 2]);
});

test('features are of two coordinates only', () => {
  const line = { ...plainState, data: 'sine-1d' };
  assert.ok(!twoDimensional(line, schema) && twoDimensional(plainState, schema));
  assert.ok(!('features' in datasetSpec(line, schema)));
});

test('targets are encoded as the loss takes them', () => {
  const targets = (loss) => datasetSpec({ ...plainState, loss }, schema).targets;
  assert.equal(targets('auto'), undefined);
  assert.equal(targets('mse'), undefined);
  assert.equal(targets('hinge'), 'sign');
  assert.equal(targets('cross-entropy'), 'one-hot');
});

test('a network: hidden layers, an open output, and what trains it', () => {
  const layers = layersOf([3], { bias: 1, dropout: 0.5 });
  const spec = networkSpec({ ...plainState, layers, seed: 7 });
  assert.deepEqual(spec, {
    inputs: 0,
    layers: [
      { units: 3, activation: 'tanh', bias: 1, dropout: 0.5, params: {} },
      { units: 0, activation: 'auto' },
    ],
    loss: 'auto',
    schedule: 'constant',
    seed: 7,
    initialScale: 1,
    optimizer: { name: 'sgd', learningRate: 0.1 },
    regularization: { l1: 0, l2: 0 },
    clipping: {},
  });
});

test('choices with parameters carry them', () => {
  const layers = layersOf([3], { initializer: 'normal', initializerParams: { deviation: 2 } });
  const spec = networkSpec({
    ...plainState,
    layers,
    outputInitializer: 'zeros',
    loss: 'huber',
    lossParams: { delta: 2 },
    optimizer: 'adam',
    optimizerParams: { beta1: 0.5 },
    schedule: 'step',
    scheduleParams: { every: 9 },
  });
  assert.deepEqual(spec.layers[0].initializer, { name: 'normal', deviation: 2 });
  assert.equal(spec.layers[1].initializer, 'zeros');
  assert.deepEqual(spec.loss, { name: 'huber', delta: 2 });
  assert.deepEqual(spec.optimizer, { name: 'adam', beta1: 0.5, learningRate: 0.1 });
  assert.deepEqual(spec.schedule, { name: 'step', every: 9 });
  const plain = networkSpec({ ...plainState, layers: layersOf([3], { initializer: 'zeros' }) });
  assert.equal(plain.layers[0].initializer, 'zeros');
});

test('the same is the same through and through', () => {
  assert.ok(same({ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }));
  for (const [a, b] of [
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [[1, 2], [1]],
    [null, {}],
    [{}, null],
    [1, '1'],
    [0, -0],
  ]) {
    assert.ok(!same(a, b), `${JSON.stringify(a)} ${JSON.stringify(b)}`);
  }
});
