// Bad network specs, each with the code that it must give and what its message must name; after each the engine still trains.
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
    { field: 'a network', given: 'nothing', allowed: 'an object' },
  ],
  [
    () => engine.createNetwork(/** @type {any} */ (null)),
    'invalid-argument',
    { field: 'a network', given: 'nothing' },
  ],
  [
    () => engine.createNetwork(/** @type {any} */ (7)),
    'invalid-argument',
    { field: 'a network', given: '7' },
  ],
  [
    () => engine.createNetwork(/** @type {any} */ ('2-8-1')),
    'invalid-argument',
    { field: 'a network', given: '"2-8-1"' },
  ],
  [
    () => engine.createNetwork(/** @type {any} */ ([])),
    'invalid-argument',
    { field: 'a network', given: '[]' },
  ],
  [
    () => engine.createNetwork(/** @type {any} */ (() => goodNetwork)),
    'invalid-argument',
    { given: 'a function' },
  ],
  [
    () => engine.createNetwork(/** @type {any} */ (Symbol('x'))),
    'invalid-argument',
    { given: 'a symbol' },
  ],
  [() => engine.createNetwork(/** @type {any} */ (10n)), 'invalid-argument', { given: 'a bigint' }],
  [
    () => engine.createNetwork(/** @type {any} */ ({})),
    'invalid-argument',
    { field: 'inputs', given: 'nothing', allowed: 'a whole number from 1 to 65536' },
  ],
  [
    network({ inputs: 0 }),
    'out-of-range',
    { field: 'inputs', given: '0', allowed: 'a whole number from 1 to 65536' },
  ],
  [network({ inputs: -1 }), 'out-of-range', { field: 'inputs', given: '-1' }],
  [network({ inputs: 2.5 }), 'out-of-range', { field: 'inputs', given: '2.5' }],
  [network({ inputs: NaN }), 'out-of-range', { field: 'inputs', given: 'NaN' }],
  [network({ inputs: -Infinity }), 'out-of-range', { field: 'inputs', given: '-Infinity' }],
  [network({ inputs: 65537 }), 'limit-exceeded', { field: 'inputs', given: '65537' }],
  [network({ inputs: '2' }), 'invalid-argument', { field: 'inputs', given: '"2"' }],
  [network({ inputs: [2] }), 'invalid-argument', { field: 'inputs', given: '[2]' }],
  [network({ inputs: { two: 2 } }), 'invalid-argument', { field: 'inputs', given: '{two: 2}' }],
  [
    network({ inputs: new Float32Array(3) }),
    'invalid-argument',
    { field: 'inputs', given: 'Float32Array(3)' },
  ],
  [network({ inputs: true }), 'invalid-argument', { field: 'inputs', given: 'true' }],
  [network({ inputs: null }), 'invalid-argument', { field: 'inputs', given: 'nothing' }],
  [
    network({ layers: undefined }),
    'invalid-argument',
    { field: 'layers', given: 'nothing', allowed: 'a list of 1 to 256 objects' },
  ],
  [network({ layers: [] }), 'out-of-range', { field: 'layers', given: 'a list of 0' }],
  [
    network({ layers: { length: 1 } }),
    'invalid-argument',
    { field: 'layers', given: '{length: 1}' },
  ],
  [
    network({ layers: [3] }),
    'invalid-argument',
    { field: 'layers[0]', given: '3', allowed: 'an object' },
  ],
  [network({ layers: [null] }), 'invalid-argument', { field: 'layers[0]', given: 'nothing' }],
  [
    network({ layers: [goodNetwork.layers[1], 'x'] }),
    'invalid-argument',
    { field: 'layers[1]', given: '"x"' },
  ],
  [
    network({ layers: Array(257).fill(goodNetwork.layers[1]) }),
    'limit-exceeded',
    { field: 'layers', given: 'a list of 257' },
  ],
  [
    network({ layers: [{ activation: 'tanh' }] }),
    'invalid-argument',
    { field: 'layers[0].units', given: 'nothing' },
  ],
  [
    network({ layers: [{ units: 1 }] }),
    'invalid-argument',
    { field: 'layers[0].activation', given: 'nothing', allowed: 'one of' },
  ],
  [
    layer({ units: 0 }),
    'out-of-range',
    { field: 'layers[0].units', given: '0', allowed: 'a whole number from 1 to 8192' },
  ],
  [layer({ units: 8193 }), 'limit-exceeded', { field: 'layers[0].units', given: '8193' }],
  [layer({ units: '8' }), 'invalid-argument', { field: 'layers[0].units', given: '"8"' }],
  [
    layer({ activation: 'Relu' }),
    'unknown-name',
    { field: 'layers[0].activation', given: '"Relu"', allowed: 'one of' },
  ],
  [
    layer({ activation: 'constructor' }),
    'unknown-name',
    { field: 'layers[0].activation', given: '"constructor"' },
  ],
  [
    layer({ activation: '__proto__' }),
    'unknown-name',
    { field: 'layers[0].activation', given: '"__proto__"' },
  ],
  [layer({ activation: '' }), 'unknown-name', { field: 'layers[0].activation', given: '""' }],
  [
    layer({ activation: 'x'.repeat(1000) }),
    'unknown-name',
    { field: `layers[0].activation`, given: `"${'x'.repeat(48)}…"` },
  ],
  [layer({ activation: 1 }), 'invalid-argument', { field: 'layers[0].activation', given: '1' }],
  [layer({ params: 1 }), 'invalid-argument', { field: 'layers[0].params', given: '1' }],
  [
    layer({ params: { alpha: 1 } }),
    'unknown-name',
    { field: 'layers[0].params.alpha', allowed: 'no fields' },
  ],
  [
    layer({ activation: 'elu', params: { alpha: -1 } }),
    'out-of-range',
    { field: 'layers[0].params.alpha', given: '-1' },
  ],
  [
    layer({ activation: 'elu', params: { alpha: 'one' } }),
    'invalid-argument',
    { field: 'layers[0].params.alpha', given: '"one"' },
  ],
  [
    layer({ activation: 'maxout', params: { pieces: 0 } }),
    'out-of-range',
    { field: 'layers[0].params.pieces', given: '0' },
  ],
  [
    layer({ activation: 'maxout', params: { pieces: 1e9 } }),
    'out-of-range',
    { field: 'layers[0].params.pieces', given: '1000000000' },
  ],
  [
    layer({ initializer: 'he' }),
    'unknown-name',
    { field: 'layers[0].initializer.name', given: '"he"' },
  ],
  [
    layer({ initializer: 5 }),
    'invalid-argument',
    { field: 'layers[0].initializer', given: '5', allowed: 'a name, or an object with a name' },
  ],
  [
    layer({ initializer: {} }),
    'invalid-argument',
    { field: 'layers[0].initializer.name', given: 'nothing' },
  ],
  [
    layer({ initializer: { name: 'zeros', value: 1 } }),
    'unknown-name',
    { field: 'layers[0].initializer.value' },
  ],
  [
    layer({ biases: 'learned' }),
    'unknown-name',
    { field: 'layers[0].biases', given: '"learned"', allowed: 'one of trained, fixed, none' },
  ],
  [
    layer({ biases: 'none', bias: 0.5 }),
    'invalid-argument',
    { field: 'layers[0].bias', given: '0.5', allowed: '0 where biases is "none"' },
  ],
  [layer({ bias: NaN }), 'out-of-range', { field: 'layers[0].bias', given: 'NaN' }],
  [
    layer({ bias: 2e6 }),
    'out-of-range',
    { field: 'layers[0].bias', given: '2000000', allowed: 'a number from -1000000 to 1000000' },
  ],
  [
    layer({ dropout: 1 }),
    'out-of-range',
    { field: 'layers[0].dropout', given: '1', allowed: 'a number of at least 0 and below 1' },
  ],
  [layer({ dropout: -0.5 }), 'out-of-range', { field: 'layers[0].dropout', given: '-0.5' }],
  [
    layer({ dropOut: 0.5 }),
    'unknown-name',
    {
      field: 'layers[0].dropOut',
      allowed: 'units, activation, params, initializer, bias, biases, dropout',
    },
  ],
  [
    network({ layers: [{ ...goodNetwork.layers[1], dropout: 0.5 }] }),
    'invalid-argument',
    { field: 'layers[0].dropout', given: '0.5', allowed: '0 in the output layer' },
  ],
  [network({ loss: undefined }), 'invalid-argument', { field: 'loss', given: 'nothing' }],
  [
    network({ loss: 'MSE' }),
    'unknown-name',
    { field: 'loss.name', given: '"MSE"', allowed: 'one of mse, half-mse' },
  ],
  [network({ loss: { delta: 1 } }), 'invalid-argument', { field: 'loss.name', given: 'nothing' }],
  [
    network({ loss: { name: 'huber', delta: 0 } }),
    'out-of-range',
    { field: 'loss.delta', given: '0', allowed: 'a number above 0' },
  ],
  [
    network({ layers: [{ units: 1, activation: 'linear' }] }),
    'invalid-argument',
    {
      field: 'loss',
      given: '"binary-cross-entropy" with the output activation "linear"',
      allowed: 'with it, an output activation with values in [0, 1]',
    },
  ],
  [network({ optimizer: undefined }), 'invalid-argument', { field: 'optimizer', given: 'nothing' }],
  [optimizer([]), 'invalid-argument', { field: 'optimizer', given: '[]' }],
  [optimizer({}), 'invalid-argument', { field: 'optimizer.name', given: 'nothing' }],
  [
    optimizer({ name: 'Adam' }),
    'unknown-name',
    { field: 'optimizer.name', given: '"Adam"', allowed: 'one of sgd, momentum' },
  ],
  [
    optimizer({ name: 'sgd', learningRate: 0 }),
    'out-of-range',
    {
      field: 'optimizer.learningRate',
      given: '0',
      allowed: 'a number above 0 and at most 1000000',
    },
  ],
  [
    optimizer({ name: 'sgd', learningRate: -0.1 }),
    'out-of-range',
    { field: 'optimizer.learningRate', given: '-0.1' },
  ],
  [
    optimizer({ name: 'sgd', learningRate: 1e7 }),
    'out-of-range',
    { field: 'optimizer.learningRate', given: '10000000' },
  ],
  [
    optimizer({ name: 'sgd', learningRate: '0.1' }),
    'invalid-argument',
    { field: 'optimizer.learningRate', given: '"0.1"' },
  ],
  [
    optimizer({ name: 'sgd', lr: 0.1 }),
    'unknown-name',
    { field: 'optimizer.lr', allowed: 'name, learningRate' },
  ],
  [optimizer({ name: 'adam', beta1: 1 }), 'out-of-range', { field: 'optimizer.beta1', given: '1' }],
  [
    optimizer({ name: 'adam', epsilon: 0 }),
    'out-of-range',
    { field: 'optimizer.epsilon', given: '0' },
  ],
  [
    optimizer({ name: 'rmsprop', centered: 0.5 }),
    'out-of-range',
    { field: 'optimizer.centered', given: '0.5', allowed: 'a whole number from 0 to 1' },
  ],
  [network({ schedule: 'warmup' }), 'unknown-name', { field: 'schedule.name', given: '"warmup"' }],
  [
    network({ schedule: { name: 'cosine', cycles: 2 } }),
    'unknown-name',
    { field: 'schedule.cycles' },
  ],
  [
    network({ regularization: 0.1 }),
    'invalid-argument',
    { field: 'regularization', given: '0.1', allowed: 'an object' },
  ],
  [
    network({ regularization: { l2: -1 } }),
    'out-of-range',
    { field: 'regularization.l2', given: '-1' },
  ],
  [
    network({ regularization: { dropout: 0.5 } }),
    'unknown-name',
    { field: 'regularization.dropout', allowed: 'l1, l2' },
  ],
  [
    network({ initialScale: -1 }),
    'out-of-range',
    { field: 'initialScale', given: '-1', allowed: 'a number from 0 to 1000000' },
  ],
  [
    network({ initialScale: 'small' }),
    'invalid-argument',
    { field: 'initialScale', given: '"small"' },
  ],
  [network({ clipping: { norm: NaN } }), 'out-of-range', { field: 'clipping.norm', given: 'NaN' }],
  [
    network({ clipping: { max: 1 } }),
    'unknown-name',
    { field: 'clipping.max', allowed: 'norm, value' },
  ],
  [
    network({ seed: -1 }),
    'out-of-range',
    { field: 'seed', given: '-1', allowed: 'a whole number from 0 to 4294967295' },
  ],
  [network({ seed: 2 ** 32 }), 'out-of-range', { field: 'seed', given: '4294967296' }],
  [network({ seed: 'seven' }), 'invalid-argument', { field: 'seed', given: '"seven"' }],
  [
    network({ learningRate: 0.1 }),
    'unknown-name',
    { field: 'learningRate', allowed: 'inputs, layers' },
  ],
  [
    network({ layers: Array(6).fill({ units: 8192, activation: 'sigmoid' }) }),
    'limit-exceeded',
    {
      field: 'layers',
      given: '335609856 parameters',
      allowed: 'at most 32000000 parameters in all',
    },
  ],
];

test(`${NETWORK_SPECS.length} bad network specs are refused by name, and the engine still trains`, () => {
  assertRefusals(engine, NETWORK_SPECS);
});
