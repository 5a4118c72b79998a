// Bad network specs, each with the code and the message that it must give; after each the engine still trains.
import test from 'node:test';
import { loadEngine } from '../../dist/engine/index.js';
import { assertRefusals, goodNetwork } from './support.mjs';

const engine = await loadEngine();

/** @param {object} more @returns {() => unknown} */
const network = (more) => () =>
  engine.createNetwork(/** @type {any} */ ({ ...goodNetwork, ...more }));
/** The good network with its first layer changed. @param {object} more */
const layer = (more) =>
  network({ layers: [{ ...goodNetwork.layers[0], ...more }, goodNetwork.layers[1]] });
/** @param {object} optimizer */
const optimizer = (optimizer) => network({ optimizer });

/** @type {import('./support.mjs').Refusal[]} */
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

test(`${NETWORK_SPECS.length} bad network specs are refused by name, and the engine still trains`, () => {
  assertRefusals(engine, NETWORK_SPECS);
});
