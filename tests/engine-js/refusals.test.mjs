// Bad specs and bad calls, each with the code and the message that it must give; after each the engine still trains.
import assert from 'node:assert/strict';
import test from 'node:test';
import { loadEngine } from '../../dist/engine/index.js';
import { assertRefused, assertStillTrains, circles, goodNetwork, uniform } from './support.mjs';

const engine = await loadEngine();

/** @typedef {[what: () => unknown, code: string, message: string]} Case */

/** @param {object} more @returns {() => unknown} */
const network = (more) => () =>
  engine.createNetwork(/** @type {any} */ ({ ...goodNetwork, ...more }));
/** The good network with its first layer changed. @param {object} more */
const layer = (more) =>
  network({ layers: [{ ...goodNetwork.layers[0], ...more }, goodNetwork.layers[1]] });
/** @param {object} optimizer */
const optimizer = (optimizer) => network({ optimizer });
/** @param {object} more */
const dataset = (more) => () => engine.createDataset(/** @type {any} */ ({ ...circles, ...more }));
/** @param {object} more */
const arrays = (more) => () =>
  engine.createDataset(
    /** @type {any} */ ({
      kind: 'arrays',
      x: Float32Array.of(1, 2, 3, 4),
      y: Float32Array.of(0, 1),
      inputs: 2,
      outputs: 1,
      ...more,
    }),
  );

const subject = /** @type {any} */ (engine.createNetwork(goodNetwork));
const data = engine.createDataset(circles);
const x = uniform(6);
const y = Float32Array.of(0, 1, 1);

/** @type {Case[]} */
const NETWORK_SPECS = [
  [
    () => engine.createNetwork(/** @type {any} */ (undefined)),
    'invalid-argument',
    'a network: nothing given; allowed: an object',
  ],
  [
    () => engine.createNetwork(/** @type {any} */ (null)),
    'invalid-argument',
    'a network: nothing given',
  ],
  [() => engine.createNetwork(/** @type {any} */ (7)), 'invalid-argument', 'a network: 7 given'],
  [
    () => engine.createNetwork(/** @type {any} */ ('2-8-1')),
    'invalid-argument',
    'a network: "2-8-1" given',
  ],
  [() => engine.createNetwork(/** @type {any} */ ([])), 'invalid-argument', 'a network: [] given'],
  [
    () => engine.createNetwork(/** @type {any} */ (() => goodNetwork)),
    'invalid-argument',
    'a function given',
  ],
  [
    () => engine.createNetwork(/** @type {any} */ (Symbol('x'))),
    'invalid-argument',
    'a symbol given',
  ],
  [() => engine.createNetwork(/** @type {any} */ (10n)), 'invalid-argument', 'a bigint given'],
  [
    () => engine.createNetwork(/** @type {any} */ ({})),
    'invalid-argument',
    'inputs: nothing given; allowed: a whole number from 1 to 65536',
  ],
  [
    network({ inputs: 0 }),
    'out-of-range',
    'inputs: 0 given; allowed: a whole number from 1 to 65536',
  ],
  [network({ inputs: -1 }), 'out-of-range', 'inputs: -1 given'],
  [network({ inputs: 2.5 }), 'out-of-range', 'inputs: 2.5 given'],
  [network({ inputs: NaN }), 'out-of-range', 'inputs: NaN given'],
  [network({ inputs: -Infinity }), 'out-of-range', 'inputs: -Infinity given'],
  [network({ inputs: 65537 }), 'limit-exceeded', 'inputs: 65537 given'],
  [network({ inputs: '2' }), 'invalid-argument', 'inputs: "2" given'],
  [network({ inputs: [2] }), 'invalid-argument', 'inputs: [2] given'],
  [network({ inputs: { two: 2 } }), 'invalid-argument', 'inputs: {two: 2} given'],
  [network({ inputs: new Float32Array(3) }), 'invalid-argument', 'inputs: Float32Array(3) given'],
  [network({ inputs: true }), 'invalid-argument', 'inputs: true given'],
  [network({ inputs: null }), 'invalid-argument', 'inputs: nothing given'],
  [
    network({ layers: undefined }),
    'invalid-argument',
    'layers: nothing given; allowed: a list of 1 to 256 objects',
  ],
  [network({ layers: [] }), 'out-of-range', 'layers: a list of 0 given'],
  [network({ layers: { length: 1 } }), 'invalid-argument', 'layers: {length: 1} given'],
  [network({ layers: [3] }), 'invalid-argument', 'layers[0]: 3 given; allowed: an object'],
  [network({ layers: [null] }), 'invalid-argument', 'layers[0]: nothing given'],
  [network({ layers: [goodNetwork.layers[1], 'x'] }), 'invalid-argument', 'layers[1]: "x" given'],
  [
    network({ layers: Array(257).fill(goodNetwork.layers[1]) }),
    'limit-exceeded',
    'layers: a list of 257 given',
  ],
  [
    network({ layers: [{ activation: 'tanh' }] }),
    'invalid-argument',
    'layers[0].units: nothing given',
  ],
  [
    network({ layers: [{ units: 1 }] }),
    'invalid-argument',
    'layers[0].activation: nothing given; allowed: one of ',
  ],
  [
    layer({ units: 0 }),
    'out-of-range',
    'layers[0].units: 0 given; allowed: a whole number from 1 to 8192',
  ],
  [layer({ units: 8193 }), 'limit-exceeded', 'layers[0].units: 8193 given'],
  [layer({ units: '8' }), 'invalid-argument', 'layers[0].units: "8" given'],
  [
    layer({ activation: 'Relu' }),
    'unknown-name',
    'layers[0].activation: "Relu" given; allowed: one of ',
  ],
  [
    layer({ activation: 'constructor' }),
    'unknown-name',
    'layers[0].activation: "constructor" given',
  ],
  [layer({ activation: '__proto__' }), 'unknown-name', 'layers[0].activation: "__proto__" given'],
  [layer({ activation: '' }), 'unknown-name', 'layers[0].activation: "" given'],
  [
    layer({ activation: 'x'.repeat(1000) }),
    'unknown-name',
    `layers[0].activation: "${'x'.repeat(48)}…" given`,
  ],
  [layer({ activation: 1 }), 'invalid-argument', 'layers[0].activation: 1 given'],
  [layer({ params: 1 }), 'invalid-argument', 'layers[0].params: 1 given'],
  [
    layer({ params: { alpha: 1 } }),
    'unknown-name',
    'layers[0].params.alpha: unknown field; allowed: no fields',
  ],
  [
    layer({ activation: 'elu', params: { alpha: -1 } }),
    'out-of-range',
    'layers[0].params.alpha: -1 given',
  ],
  [
    layer({ activation: 'elu', params: { alpha: 'one' } }),
    'invalid-argument',
    'layers[0].params.alpha: "one" given',
  ],
  [
    layer({ activation: 'maxout', params: { pieces: 0 } }),
    'out-of-range',
    'layers[0].params.pieces: 0 given',
  ],
  [
    layer({ activation: 'maxout', params: { pieces: 1e9 } }),
    'out-of-range',
    'layers[0].params.pieces: 1000000000 given',
  ],
  [layer({ initializer: 'he' }), 'unknown-name', 'layers[0].initializer.name: "he" given'],
  [
    layer({ initializer: 5 }),
    'invalid-argument',
    'layers[0].initializer: 5 given; allowed: a name, or an object with a name',
  ],
  [layer({ initializer: {} }), 'invalid-argument', 'layers[0].initializer.name: nothing given'],
  [
    layer({ initializer: { name: 'zeros', value: 1 } }),
    'unknown-name',
    'layers[0].initializer.value: unknown field',
  ],
  [layer({ bias: NaN }), 'out-of-range', 'layers[0].bias: NaN given'],
  [
    layer({ bias: 2e6 }),
    'out-of-range',
    'layers[0].bias: 2000000 given; allowed: a number from -1000000 to 1000000',
  ],
  [
    layer({ dropout: 1 }),
    'out-of-range',
    'layers[0].dropout: 1 given; allowed: a number of at least 0 and below 1',
  ],
  [layer({ dropout: -0.5 }), 'out-of-range', 'layers[0].dropout: -0.5 given'],
  [
    layer({ dropOut: 0.5 }),
    'unknown-name',
    'layers[0].dropOut: unknown field; allowed: units, activation, params, initializer, bias, dropout',
  ],
  [
    network({ layers: [{ ...goodNetwork.layers[1], dropout: 0.5 }] }),
    'invalid-argument',
    'layers[0].dropout: 0.5 given; allowed: 0 in the output layer',
  ],
  [network({ loss: undefined }), 'invalid-argument', 'loss: nothing given'],
  [
    network({ loss: 'MSE' }),
    'unknown-name',
    'loss.name: "MSE" given; allowed: one of mse, half-mse, ',
  ],
  [network({ loss: { delta: 1 } }), 'invalid-argument', 'loss.name: nothing given'],
  [
    network({ loss: { name: 'huber', delta: 0 } }),
    'out-of-range',
    'loss.delta: 0 given; allowed: a number above 0',
  ],
  [
    network({ layers: [{ units: 1, activation: 'linear' }] }),
    'invalid-argument',
    'loss: "binary-cross-entropy" with the output activation "linear" given; allowed: with it, an output activation with values in [0, 1]: ',
  ],
  [network({ optimizer: undefined }), 'invalid-argument', 'optimizer: nothing given'],
  [optimizer([]), 'invalid-argument', 'optimizer: [] given'],
  [optimizer({}), 'invalid-argument', 'optimizer.name: nothing given'],
  [
    optimizer({ name: 'Adam' }),
    'unknown-name',
    'optimizer.name: "Adam" given; allowed: one of sgd, momentum, ',
  ],
  [
    optimizer({ name: 'sgd', learningRate: 0 }),
    'out-of-range',
    'optimizer.learningRate: 0 given; allowed: a number above 0 and at most 1000000',
  ],
  [
    optimizer({ name: 'sgd', learningRate: -0.1 }),
    'out-of-range',
    'optimizer.learningRate: -0.1 given',
  ],
  [
    optimizer({ name: 'sgd', learningRate: 1e7 }),
    'out-of-range',
    'optimizer.learningRate: 10000000 given',
  ],
  [
    optimizer({ name: 'sgd', learningRate: '0.1' }),
    'invalid-argument',
    'optimizer.learningRate: "0.1" given',
  ],
  [
    optimizer({ name: 'sgd', lr: 0.1 }),
    'unknown-name',
    'optimizer.lr: unknown field; allowed: name, learningRate',
  ],
  [optimizer({ name: 'adam', beta1: 1 }), 'out-of-range', 'optimizer.beta1: 1 given'],
  [optimizer({ name: 'adam', epsilon: 0 }), 'out-of-range', 'optimizer.epsilon: 0 given'],
  [
    optimizer({ name: 'rmsprop', centered: 0.5 }),
    'out-of-range',
    'optimizer.centered: 0.5 given; allowed: a whole number from 0 to 1',
  ],
  [network({ schedule: 'warmup' }), 'unknown-name', 'schedule.name: "warmup" given'],
  [
    network({ schedule: { name: 'cosine', cycles: 2 } }),
    'unknown-name',
    'schedule.cycles: unknown field',
  ],
  [
    network({ regularization: 0.1 }),
    'invalid-argument',
    'regularization: 0.1 given; allowed: an object',
  ],
  [network({ regularization: { l2: -1 } }), 'out-of-range', 'regularization.l2: -1 given'],
  [
    network({ regularization: { dropout: 0.5 } }),
    'unknown-name',
    'regularization.dropout: unknown field; allowed: l1, l2',
  ],
  [network({ clipping: { norm: NaN } }), 'out-of-range', 'clipping.norm: NaN given'],
  [
    network({ clipping: { max: 1 } }),
    'unknown-name',
    'clipping.max: unknown field; allowed: norm, value',
  ],
  [
    network({ seed: -1 }),
    'out-of-range',
    'seed: -1 given; allowed: a whole number from 0 to 4294967295',
  ],
  [network({ seed: 2 ** 32 }), 'out-of-range', 'seed: 4294967296 given'],
  [network({ seed: 'seven' }), 'invalid-argument', 'seed: "seven" given'],
  [
    network({ learningRate: 0.1 }),
    'unknown-name',
    'learningRate: unknown field; allowed: inputs, layers, ',
  ],
  [
    network({ layers: Array(6).fill({ units: 8192, activation: 'sigmoid' }) }),
    'limit-exceeded',
    'layers: 335609856 parameters given; allowed: at most 32000000 parameters in all',
  ],
];

/** @type {Case[]} */
const DATASET_SPECS = [
  [
    () => engine.createDataset(/** @type {any} */ (undefined)),
    'invalid-argument',
    'a data set: nothing given',
  ],
  [dataset({ kind: undefined }), 'invalid-argument', 'kind: nothing given'],
  [dataset({ kind: 'circle' }), 'unknown-name', 'kind: "circle" given; allowed: one of '],
  [dataset({ kind: 'toString' }), 'unknown-name', 'kind: "toString" given'],
  [dataset({ samples: 1 }), 'out-of-range', 'samples: 1 given'],
  [dataset({ samples: 1e7 }), 'limit-exceeded', 'samples: 10000000 given'],
  [dataset({ noise: -0.1 }), 'out-of-range', 'noise: -0.1 given'],
  [dataset({ noise: 1.5 }), 'out-of-range', 'noise: 1.5 given'],
  [dataset({ testFraction: 0.95 }), 'out-of-range', 'testFraction: 0.95 given'],
  [dataset({ seed: 1.5 }), 'out-of-range', 'seed: 1.5 given'],
  [
    dataset({ standardize: 'yes' }),
    'invalid-argument',
    'standardize: "yes" given; allowed: true or false',
  ],
  [dataset({ features: [] }), 'out-of-range', 'features: '],
  [dataset({ features: ['x3'] }), 'unknown-name', 'features[0]: "x3" given'],
  [
    dataset({ features: ['x1', 'x1'] }),
    'invalid-argument',
    'features[1]: "x1" a second time given',
  ],
  [dataset({ targets: 'real' }), 'unknown-name', 'targets: "real" given'],
  [dataset({ radius: 3 }), 'unknown-name', 'radius: unknown field'],
  [
    arrays({ x: undefined }),
    'invalid-argument',
    'x: nothing given; allowed: a Float32Array or a list of numbers',
  ],
  [arrays({ x: 'csv' }), 'invalid-argument', 'x: "csv" given'],
  [arrays({ y: Float32Array.of(1) }), 'shape-mismatch', 'y: '],
  [arrays({ x: Float32Array.of(1, 2, 3) }), 'shape-mismatch', 'x: '],
  [arrays({ x: Float32Array.of(1, NaN, 3, 4) }), 'out-of-range', 'x[0][1]: NaN given'],
  [arrays({ x: [1, 2, 3, 1e39] }), 'out-of-range', 'x[1][1]: '],
  [arrays({ x: [1, 2, 'three', 4] }), 'invalid-argument', 'x[1][0]: "three" given'],
  [arrays({ inputs: 0 }), 'out-of-range', 'inputs: 0 given'],
  [
    arrays({ targets: 'sign' }),
    'out-of-range',
    'y[0]: [0] given; allowed: -1 or 1, as targets is "sign"',
  ],
];

/** @type {Case[]} */
const CALLS = [
  [
    () => engine.activate('softmax', x),
    'unsupported',
    'activation: "softmax" given; allowed: element-wise activations: ',
  ],
  [() => engine.activate('nothing', x), 'unknown-name', 'activation: "nothing" given'],
  [
    () => engine.activate(/** @type {any} */ (undefined), x),
    'unknown-name',
    'activation: "undefined" given',
  ],
  [
    () => engine.activate('relu', /** @type {any} */ ([1, 2])),
    'invalid-argument',
    'x: Array given; allowed: a Float32Array',
  ],
  [
    () => engine.activate('relu', /** @type {any} */ (undefined)),
    'invalid-argument',
    'x: Undefined given',
  ],
  [
    () => engine.activate('relu', /** @type {any} */ (new Float64Array(2))),
    'invalid-argument',
    'x: Float64Array given',
  ],
  [
    () => engine.activateDerivative('elu', x, { beta: 1 }),
    'unknown-name',
    'params.beta: unknown field; allowed: alpha',
  ],
  [
    () => engine.benchmarkActivation('relu', /** @type {any} */ ({})),
    'invalid-argument',
    'elements: nothing given',
  ],
  [
    () => engine.benchmarkActivation('relu', { elements: 0, repeats: 1 }),
    'out-of-range',
    'elements: 0 given',
  ],
  [
    () => engine.benchmarkActivation('relu', { elements: 1, repeats: 1e9 }),
    'out-of-range',
    'repeats: 1000000000 given',
  ],
  [() => subject.train(data), 'invalid-argument', 'the options of train: nothing given'],
  [
    () => subject.train(data, {}),
    'invalid-argument',
    'steps, epochs: neither given; allowed: exactly one of them',
  ],
  [
    () => subject.train(data, { steps: 1, epochs: 1 }),
    'invalid-argument',
    'steps, epochs: both given',
  ],
  [() => subject.train(data, { steps: 0 }), 'out-of-range', 'steps: 0 given'],
  [() => subject.train(data, { steps: Infinity }), 'out-of-range', 'steps: Infinity given'],
  [() => subject.train(data, { epochs: -3 }), 'out-of-range', 'epochs: -3 given'],
  [() => subject.train(data, { steps: 1, batchSize: 0 }), 'out-of-range', 'batchSize: 0 given'],
  [
    () => subject.train(data, { steps: 1, batchSize: 1e6 }),
    'limit-exceeded',
    'batchSize: 1000000 given',
  ],
  [
    () => subject.train(data, { steps: 1, shuffle: 'no' }),
    'invalid-argument',
    'shuffle: "no" given; allowed: true or false',
  ],
  [
    () => subject.train(data, { step: 1 }),
    'unknown-name',
    'step: unknown field; allowed: steps, epochs, batchSize, shuffle',
  ],
  [
    () => subject.train(undefined, { steps: 1 }),
    'invalid-argument',
    'data: Undefined given; allowed: what createDataset() returns',
  ],
  [() => subject.train({ x, y }, { steps: 1 }), 'invalid-argument', 'data: Object given'],
  [() => subject.train(subject, { steps: 1 }), 'invalid-argument', 'data: Object given'],
  [
    () => subject.train(engine.createDataset({ kind: 'sine-1d' }), { steps: 1 }),
    'shape-mismatch',
    'data: 1 inputs given; allowed: 2, as the network has',
  ],
  [
    () => subject.train(engine.createDataset({ kind: 'blobs', classes: 4 }), { steps: 1 }),
    'shape-mismatch',
    'data: 4 outputs given; allowed: 1, as the network has',
  ],
  [
    () => subject.train(engine.createDataset({ ...circles, targets: 'sign' }), { steps: 1 }),
    'invalid-argument',
    'data: targets "sign" with the loss "binary-cross-entropy" given; allowed: targets "binary"',
  ],
  [
    () => subject.trainBatch(x, [0, 1, 1]),
    'invalid-argument',
    'y: Array given; allowed: a Float32Array',
  ],
  [() => subject.trainBatch(undefined, y), 'invalid-argument', 'x: Undefined given'],
  [
    () => subject.trainBatch(uniform(5), y),
    'shape-mismatch',
    'x: 5 values given; allowed: a whole number of rows, at least one, of 2 values each',
  ],
  [
    () => subject.trainBatch(new Float32Array(), new Float32Array()),
    'shape-mismatch',
    'x: 0 values given',
  ],
  [
    () => subject.trainBatch(x, uniform(2)),
    'shape-mismatch',
    'y: 2 values given; allowed: 3: 1 for each of the 3 rows of x',
  ],
  [
    () => subject.trainBatch(new Float32Array(2 * 65537), new Float32Array(65537)),
    'limit-exceeded',
    'x: 65537 rows given; allowed: at most 65536',
  ],
  [
    () => subject.trainBatches(x, y),
    'invalid-argument',
    'the options of trainBatches: nothing given',
  ],
  [() => subject.trainBatches(x, y, {}), 'invalid-argument', 'batchSize: nothing given'],
  [() => subject.trainBatches(x, y, { batchSize: 1.5 }), 'out-of-range', 'batchSize: 1.5 given'],
  [() => subject.trainBatches(x, y, { size: 1 }), 'invalid-argument', 'batchSize: nothing given'],
  [
    () => subject.evaluate(data, 'validation'),
    'unknown-name',
    'split: "validation" given; allowed: train, test',
  ],
  [
    () => subject.evaluate(engine.createDataset({ ...circles, testFraction: 0 }), 'test'),
    'invalid-argument',
    'split: "test" of a data set without a test split given; allowed: train',
  ],
  [() => subject.evaluate({}), 'invalid-argument', 'data: Object given'],
  [() => subject.predict([1, 2]), 'invalid-argument', 'x: Array given'],
  [() => subject.predict(uniform(3)), 'shape-mismatch', 'x: 3 values given'],
  [() => subject.predict(new Float32Array()), 'shape-mismatch', 'x: 0 values given'],
  [
    () => subject.activationsOf(2, x),
    'out-of-range',
    'layer: 2 given; allowed: a whole number from 0 to 1',
  ],
  [() => subject.activationsOf(-1, x), 'out-of-range', 'layer: -1 given'],
  [() => subject.activationsOf(0.5, x), 'out-of-range', 'layer: 0.5 given'],
  [() => subject.activationsOf('first', x), 'out-of-range', 'layer: NaN given'],
  [() => subject.trace(x, y), 'shape-mismatch', 'x: 6 values given; allowed: 2: one sample'],
  [() => subject.trace(uniform(2), uniform(2)), 'shape-mismatch', 'y: 2 values given'],
  [
    () => subject.statistics({ bins: 0 }),
    'out-of-range',
    'bins: 0 given; allowed: a whole number from 1 to 1024',
  ],
  [() => subject.statistics({ bins: 2000 }), 'out-of-range', 'bins: 2000 given'],
  [() => subject.statistics({ bins: 2.5 }), 'out-of-range', 'bins: 2.5 given'],
  [() => subject.statistics({ bins: 'many' }), 'out-of-range', 'bins: NaN given'],
  [
    () => subject.statistics({ detail: 'some' }),
    'unknown-name',
    'detail: "some" given; allowed: full, magnitudes',
  ],
  [() => subject.statistics({ data: {} }), 'invalid-argument', 'data: Object given'],
  [() => subject.statistics({ data, rows: 0 }), 'out-of-range', 'rows: 0 given'],
  [() => subject.statistics({ data, rows: NaN }), 'out-of-range', 'rows: NaN given'],
  [() => subject.checkGradients(x, uniform(1)), 'shape-mismatch', 'y: 1 values given'],
  [() => subject.checkGradients(x, y, { most: 0 }), 'out-of-range', 'most: 0 given'],
  [
    () => subject.setParameters(uniform(3)),
    'shape-mismatch',
    'parameters: 3 values given; allowed: 33, as the network has',
  ],
  [
    () => subject.setParameters([]),
    'invalid-argument',
    'parameters: Array given; allowed: a Float32Array',
  ],
  [
    () => subject.setParameters(new Float32Array(33).fill(NaN)),
    'out-of-range',
    'parameters[0]: NaN given; allowed: a finite number',
  ],
  [
    () => subject.setLearningRate(0),
    'out-of-range',
    'learningRate: 0 given; allowed: a number above 0',
  ],
  [() => subject.setLearningRate(NaN), 'out-of-range', 'learningRate: NaN given'],
  [() => subject.setLearningRate('fast'), 'invalid-argument', 'learningRate: "fast" given'],
  [() => subject.setLearningRate(), 'invalid-argument', 'learningRate: nothing given'],
  [() => subject.setRegularization({ l1: -1 }), 'out-of-range', 'l1: -1 given'],
  [() => subject.setRegularization(0.1), 'invalid-argument', 'regularization: 0.1 given'],
  [() => subject.setClipping({ norm: Infinity }), 'out-of-range', 'norm: Infinity given'],
  [
    () => subject.setClipping({ size: 1 }),
    'unknown-name',
    'size: unknown field; allowed: norm, value',
  ],
  [() => subject.restore(), 'damaged-snapshot', 'snapshot: not a Uint8Array, as save() gives'],
  [() => subject.restore('GPSN'), 'damaged-snapshot', 'snapshot: not a Uint8Array'],
  [
    () => subject.restore(new Uint8Array(100)),
    'damaged-snapshot',
    'snapshot: not a snapshot of a network',
  ],
  [
    () =>
      subject.restore(engine.createNetwork({ ...goodNetwork, optimizer: { name: 'sgd' } }).save()),
    'damaged-snapshot',
    'snapshot: it is of the network 2-8 tanh-1 sigmoid, binary-cross-entropy, sgd, constant; this one is 2-8 tanh-1 sigmoid, binary-cross-entropy, adam ',
  ],
  [() => data.transform(uniform(3)), 'shape-mismatch', 'points: 3 values given'],
  [
    () => data.transform(/** @type {any} */ ([1, 2])),
    'invalid-argument',
    'points: Array given; allowed: a Float32Array',
  ],
];

for (const [title, cases] of /** @type {[string, Case[]][]} */ ([
  ['network specs', NETWORK_SPECS],
  ['data set specs', DATASET_SPECS],
  ['calls', CALLS],
])) {
  test(`${cases.length} bad ${title} are refused by name, and the engine still trains`, () => {
    for (const [call, code, message] of cases) {
      assertRefused(call, code, message);
      assertStillTrains(engine);
    }
  });
}

test('there are more than 150 of them', () => {
  assert.ok(NETWORK_SPECS.length + DATASET_SPECS.length + CALLS.length > 150);
});

test('an object that refers to itself is refused', () => {
  /** @type {any} */
  const loop = { ...goodNetwork };
  loop.layers = [loop];
  assertRefused(() => engine.createNetwork(loop), 'invalid-argument', 'nested too deep');
  assertStillTrains(engine);
});

test('a getter that throws passes its own error on', () => {
  const spec = {
    ...goodNetwork,
    get seed() {
      throw new RangeError('mine');
    },
  };
  assert.throws(() => engine.createNetwork(/** @type {any} */ (spec)), new RangeError('mine'));
  assertStillTrains(engine);
});

test('nothing of C++ reaches a caller, whatever is thrown at every method', () => {
  const junk = [
    undefined,
    null,
    NaN,
    -1,
    'x',
    {},
    [],
    () => 1,
    Symbol('s'),
    1n,
    new Date(),
    data,
    x,
  ];
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(subject)).filter(
    (name) => !['constructor', 'dispose'].includes(name),
  );
  for (const method of methods) {
    const descriptor = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(subject), method);
    if (descriptor?.get) continue;
    for (const a of junk) {
      for (const b of junk) {
        try {
          subject[method](a, b, a);
        } catch (error) {
          const { name, message } = /** @type {Error} */ (error);
          const allowed =
            name === 'EngineError' || (name === 'TypeError' && /symbol|BigInt/i.test(message));
          assert.ok(allowed, `${method}: ${name}: ${message}`);
        }
      }
    }
  }
  assertStillTrains(engine);
});
