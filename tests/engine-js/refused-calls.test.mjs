// Bad calls, each with the code that it must give and what its message must name; after each the engine still trains.
import assert from 'node:assert/strict';
import test from 'node:test';
import { loadEngine } from '../../dist/engine/index.js';
import {
  assertRefused,
  assertRefusals,
  assertStillTrains,
  circles,
  goodNetwork,
  uniform,
} from './support.mjs';

const engine = await loadEngine();

const subject = /** @type {any} */ (engine.createNetwork(goodNetwork));
const threeClasses = engine.createNetwork({
  ...goodNetwork,
  layers: [{ units: 3, activation: 'softmax' }],
  loss: 'cross-entropy',
});
const data = engine.createDataset(circles);
const x = uniform(6);
const y = Float32Array.of(0, 1, 1);

/** @type {import('./support.mjs').Refusal[]} */
const CALLS = [
  [
    () => engine.activate('softmax', x),
    'unsupported',
    { field: 'activation', given: '"softmax"', allowed: 'element-wise activations' },
  ],
  [
    () => engine.activate('nothing', x),
    'unknown-name',
    { field: 'activation', given: '"nothing"' },
  ],
  [
    () => engine.activate(/** @type {any} */ (undefined), x),
    'unknown-name',
    { field: 'activation', given: '"undefined"' },
  ],
  [
    () => engine.activate('relu', /** @type {any} */ ([1, 2])),
    'invalid-argument',
    { field: 'x', given: '[1, 2]', allowed: 'a Float32Array' },
  ],
  [
    () => engine.activate('relu', /** @type {any} */ (undefined)),
    'invalid-argument',
    { field: 'x', given: 'nothing' },
  ],
  [
    () => engine.activate('relu', /** @type {any} */ (new Float64Array(2))),
    'invalid-argument',
    { field: 'x', given: 'Float64Array' },
  ],
  [
    () => engine.activateDerivative('elu', x, { beta: 1 }),
    'unknown-name',
    { field: 'params.beta', allowed: 'alpha' },
  ],
  [
    () => engine.benchmarkActivation('relu', /** @type {any} */ ({})),
    'invalid-argument',
    { field: 'elements', given: 'nothing' },
  ],
  [
    () => engine.benchmarkActivation('relu', { elements: 0, repeats: 1 }),
    'out-of-range',
    { field: 'elements', given: '0' },
  ],
  [
    () => engine.benchmarkActivation('relu', { elements: 1, repeats: 1e9 }),
    'out-of-range',
    { field: 'repeats', given: '1000000000' },
  ],
  [
    () => subject.train(data),
    'invalid-argument',
    { field: 'the options of train', given: 'nothing' },
  ],
  [
    () => subject.train(data, {}),
    'invalid-argument',
    { field: 'steps, epochs', given: 'neither', allowed: 'exactly one of them' },
  ],
  [
    () => subject.train(data, { steps: 1, epochs: 1 }),
    'invalid-argument',
    { field: 'steps, epochs', given: 'both' },
  ],
  [() => subject.train(data, { steps: 0 }), 'out-of-range', { field: 'steps', given: '0' }],
  [
    () => subject.train(data, { steps: Infinity }),
    'out-of-range',
    { field: 'steps', given: 'Infinity' },
  ],
  [() => subject.train(data, { epochs: -3 }), 'out-of-range', { field: 'epochs', given: '-3' }],
  [
    () => subject.train(data, { steps: 1, batchSize: 0 }),
    'out-of-range',
    { field: 'batchSize', given: '0' },
  ],
  [
    () => subject.train(data, { steps: 1, batchSize: 1e6 }),
    'limit-exceeded',
    { field: 'batchSize', given: '1000000' },
  ],
  [
    () => subject.train(data, { steps: 1, shuffle: 'no' }),
    'invalid-argument',
    { field: 'shuffle', given: '"no"', allowed: 'true or false' },
  ],
  [
    () => subject.train(data, { step: 1 }),
    'unknown-name',
    { field: 'step', allowed: 'steps, epochs, batchSize, shuffle' },
  ],
  [
    () => subject.train(undefined, { steps: 1 }),
    'invalid-argument',
    { field: 'data', given: 'Undefined', allowed: 'what createDataset() returns' },
  ],
  [
    () => subject.train({ x, y }, { steps: 1 }),
    'invalid-argument',
    { field: 'data', given: 'Object' },
  ],
  [
    () => subject.train(subject, { steps: 1 }),
    'invalid-argument',
    { field: 'data', given: 'Object' },
  ],
  [
    () => subject.train(engine.createDataset({ kind: 'sine-1d' }), { steps: 1 }),
    'shape-mismatch',
    { field: 'data', given: '1 inputs', allowed: '2, as the network has' },
  ],
  [
    () => subject.train(engine.createDataset({ kind: 'blobs', classes: 4 }), { steps: 1 }),
    'shape-mismatch',
    { field: 'data', given: '4 outputs', allowed: '1, as the network has' },
  ],
  [
    () => subject.train(engine.createDataset({ ...circles, targets: 'sign' }), { steps: 1 }),
    'invalid-argument',
    {
      field: 'data',
      given: 'targets "sign" with the loss "binary-cross-entropy"',
      allowed: 'targets "binary"',
    },
  ],
  [() => subject.nextRows({}), 'invalid-argument', { field: 'data', given: 'Object' }],
  [() => subject.nextRows(data, { batches: 0 }), 'out-of-range', { field: 'batches', given: '0' }],
  [
    () => subject.nextRows(data, { steps: 1 }),
    'unknown-name',
    { field: 'steps', allowed: 'batchSize, shuffle, batches' },
  ],
  [
    () => subject.trainBatch(x, [0, 1, 1]),
    'invalid-argument',
    { field: 'y', given: '[0, 1, 1]', allowed: 'a Float32Array' },
  ],
  [() => subject.trainBatch(undefined, y), 'invalid-argument', { field: 'x', given: 'nothing' }],
  [
    () => subject.trainBatch(uniform(5), y),
    'shape-mismatch',
    {
      field: 'x',
      given: '5 values',
      allowed: 'a whole number of rows, at least one, of 2 values each',
    },
  ],
  [
    () => subject.trainBatch(new Float32Array(), new Float32Array()),
    'shape-mismatch',
    { field: 'x', given: '0 values' },
  ],
  [
    () => subject.trainBatch(x, uniform(2)),
    'shape-mismatch',
    { field: 'y', given: '2 values', allowed: '3: 1 for each of the 3 rows of x' },
  ],
  [
    () => subject.trainBatch(new Float32Array(2 * 65537), new Float32Array(65537)),
    'limit-exceeded',
    { field: 'x', given: '65537 rows', allowed: 'at most 65536' },
  ],
  [
    () => subject.trainBatch(Float32Array.of(1, 2, 3, NaN, 5, 6), y),
    'out-of-range',
    { field: 'x[1][1]', given: 'NaN', allowed: 'a finite number' },
  ],
  [
    () => subject.trainBatches(Float32Array.of(1, 2, 3, 4, Infinity, 6), y, { batchSize: 1 }),
    'out-of-range',
    { field: 'x[2][0]', given: 'Infinity' },
  ],
  [
    () => subject.trainBatch(x, Float32Array.of(0, NaN, 1)),
    'out-of-range',
    { field: 'y[1]', given: 'NaN' },
  ],
  [
    () => subject.trainBatch(x, Float32Array.of(1, 2, 1)),
    'out-of-range',
    {
      field: 'y[1]',
      given: '2',
      allowed: 'a number from 0 to 1 with the loss "binary-cross-entropy"; two classes are 0 and 1',
    },
  ],
  [
    () => threeClasses.trainBatch(x, Float32Array.of(1, 2, 3)),
    'shape-mismatch',
    {
      field: 'y',
      given: '3 values',
      allowed: '9: 3 for each of the 3 rows of x; class 2 of 3 is the row 0, 1, 0',
    },
  ],
  [
    () => threeClasses.trainBatch(uniform(4), Float32Array.of(0, 1, 0, 0, 1, 1)),
    'out-of-range',
    { field: 'y[1]', given: '[0, 1, 1]', allowed: 'numbers from 0 to 1 that add up to 1' },
  ],
  [
    () =>
      subject.train(
        engine.createDataset({
          kind: 'arrays',
          x,
          y: Float32Array.of(0, 2, 1),
          inputs: 2,
          outputs: 1,
        }),
        { steps: 1 },
      ),
    'out-of-range',
    { field: 'data.train().y[1]', given: '2', allowed: 'a number from 0 to 1' },
  ],
  [
    () => subject.trainBatches(x, y),
    'invalid-argument',
    { field: 'the options of trainBatches', given: 'nothing' },
  ],
  [
    () => subject.trainBatches(x, y, {}),
    'invalid-argument',
    { field: 'batchSize', given: 'nothing' },
  ],
  [
    () => subject.trainBatches(x, y, { batchSize: 1.5 }),
    'out-of-range',
    { field: 'batchSize', given: '1.5' },
  ],
  [
    () => subject.trainBatches(x, y, { size: 1 }),
    'invalid-argument',
    { field: 'batchSize', given: 'nothing' },
  ],
  [
    () => subject.evaluate(data, 'all'),
    'unknown-name',
    { field: 'split', given: '"all"', allowed: 'train, validation, test' },
  ],
  [
    () => subject.evaluate(data, 'validation'),
    'invalid-argument',
    {
      field: 'split',
      given: '"validation" of a data set without a validation split',
      allowed: 'train, or a data set with validationFraction above 0',
    },
  ],
  [
    () => subject.evaluate(engine.createDataset({ ...circles, testFraction: 0 }), 'test'),
    'invalid-argument',
    { field: 'split', given: '"test" of a data set without a test split', allowed: 'train' },
  ],
  [() => subject.evaluate({}), 'invalid-argument', { field: 'data', given: 'Object' }],
  [() => subject.predict([1, 2]), 'invalid-argument', { field: 'x', given: '[1, 2]' }],
  [() => subject.predict(uniform(3)), 'shape-mismatch', { field: 'x', given: '3 values' }],
  [() => subject.predict(new Float32Array()), 'shape-mismatch', { field: 'x', given: '0 values' }],
  [
    () => subject.predict(uniform(4), [0, 0]),
    'invalid-argument',
    { field: 'into', given: 'Array' },
  ],
  [
    () => subject.predict(uniform(4), new Float32Array(3)),
    'shape-mismatch',
    { field: 'into', given: '3 values', allowed: '2' },
  ],
  [
    () => subject.activationsOf(2, x),
    'out-of-range',
    { field: 'layer', given: '2', allowed: 'a whole number from 0 to 1' },
  ],
  [() => subject.activationsOf(-1, x), 'out-of-range', { field: 'layer', given: '-1' }],
  [() => subject.activationsOf(0.5, x), 'out-of-range', { field: 'layer', given: '0.5' }],
  [() => subject.activationsOf('first', x), 'out-of-range', { field: 'layer', given: '"first"' }],
  [() => subject.inputGradient([1, 2]), 'invalid-argument', { field: 'x', given: '[1, 2]' }],
  [() => subject.inputGradient(uniform(3)), 'shape-mismatch', { field: 'x', given: '3 values' }],
  [
    () => subject.inputGradient(x, 1),
    'out-of-range',
    { field: 'output', given: '1', allowed: 'a whole number from 0 to 0' },
  ],
  [() => subject.inputGradient(x, 'first'), 'out-of-range', { field: 'output', given: '"first"' }],
  [
    () => subject.trace(x, y),
    'shape-mismatch',
    { field: 'x', given: '6 values', allowed: '2: one sample' },
  ],
  [
    () => subject.trace(uniform(2), uniform(2)),
    'shape-mismatch',
    { field: 'y', given: '2 values' },
  ],
  [
    () => subject.trace(Float32Array.of(NaN, 1), Float32Array.of(1)),
    'out-of-range',
    { field: 'x[0][0]', given: 'NaN' },
  ],
  [
    () => subject.trace(uniform(2), Float32Array.of(-1)),
    'out-of-range',
    { field: 'y[0]', given: '-1' },
  ],
  [
    () => subject.statistics({ bins: 0 }),
    'out-of-range',
    { field: 'bins', given: '0', allowed: 'a whole number from 1 to 1024' },
  ],
  [() => subject.statistics({ bins: 2000 }), 'out-of-range', { field: 'bins', given: '2000' }],
  [() => subject.statistics({ bins: 2.5 }), 'out-of-range', { field: 'bins', given: '2.5' }],
  [
    () => subject.statistics({ bins: 'many' }),
    'invalid-argument',
    { field: 'bins', given: '"many"' },
  ],
  [
    () => subject.statistics({ detail: 'some' }),
    'unknown-name',
    { field: 'detail', given: '"some"', allowed: 'one of full, magnitudes' },
  ],
  [() => subject.classify({}), 'invalid-argument', { field: 'data', given: 'Object' }],
  [
    () => subject.classify(data, 'all'),
    'unknown-name',
    { field: 'split', given: '"all"', allowed: 'train, validation, test' },
  ],
  [
    () =>
      engine
        .createNetwork({
          ...goodNetwork,
          layers: [{ units: 1, activation: 'linear' }],
          loss: 'mse',
        })
        .classify(engine.createDataset({ kind: 'plane' })),
    'invalid-argument',
    { field: 'data', given: 'targets "real"', allowed: 'a data set with classes' },
  ],
  [
    () => engine.principalComponents(x, { columns: 4 }),
    'shape-mismatch',
    { field: 'values', given: '6 values', allowed: 'rows, at least one, of 4 values each' },
  ],
  [
    () => engine.principalComponents(x, { columns: 1 }),
    'out-of-range',
    { field: 'columns', given: '1' },
  ],
  [
    () => engine.principalComponents(x, /** @type {any} */ ({ columns: 2, previous: 'before' })),
    'invalid-argument',
    { field: 'previous', given: '"before"', allowed: 'the two axes of an earlier call' },
  ],
  [() => subject.statistics({ data: {} }), 'invalid-argument', { field: 'data', given: 'Object' }],
  [() => subject.statistics({ data, rows: 0 }), 'out-of-range', { field: 'rows', given: '0' }],
  [() => subject.statistics({ data, rows: NaN }), 'out-of-range', { field: 'rows', given: 'NaN' }],
  [
    () => subject.statistics({ data, rows: Infinity }),
    'out-of-range',
    { field: 'rows', given: 'Infinity' },
  ],
  [
    () => subject.statistics({ data, row: 7 }),
    'unknown-name',
    { field: 'row', allowed: 'rows, bins, detail' },
  ],
  [
    () => subject.statistics(7),
    'invalid-argument',
    { field: 'the options of statistics', given: '7' },
  ],
  [
    () => subject.checkGradients(x, uniform(1)),
    'shape-mismatch',
    { field: 'y', given: '1 values' },
  ],
  [
    () => subject.checkGradients(Float32Array.of(1, -Infinity), Float32Array.of(1)),
    'out-of-range',
    { field: 'x[0][1]', given: '-Infinity' },
  ],
  [() => subject.checkGradients(x, y, { most: 0 }), 'out-of-range', { field: 'most', given: '0' }],
  [
    () => subject.checkGradients(x, y, { steps: 3 }),
    'unknown-name',
    { field: 'steps', allowed: 'parameters, most, regularization, dropout' },
  ],
  [
    () => subject.checkGradients([1, 2], y),
    'invalid-argument',
    { field: 'x', given: '[1, 2]', allowed: 'a Float64Array or a Float32Array' },
  ],
  [
    () => subject.trace(new Float64Array(2), Float32Array.of(1)),
    'invalid-argument',
    { field: 'x', given: 'Float64Array(2)', allowed: 'a Float32Array' },
  ],
  [
    () => subject.trace(uniform(2), y, { precision: 'quadruple' }),
    'unknown-name',
    { field: 'precision', given: '"quadruple"', allowed: 'one of single, double' },
  ],
  [
    () => subject.trace(uniform(2), y, { parameters: new Float64Array(33) }),
    'invalid-argument',
    { field: 'parameters', given: 'Float64Array(33)', allowed: 'only with precision "double"' },
  ],
  [
    () => subject.trace(uniform(2), y, { dropout: { rows: 4, row: 4 } }),
    'out-of-range',
    { field: 'dropout.row', given: '4', allowed: 'a whole number from 0 to 3' },
  ],
  [
    () => subject.updateInDouble(x, y, { parameters: new Float64Array(2) }),
    'shape-mismatch',
    { field: 'parameters', given: '2 values', allowed: '33, as the network has' },
  ],
  [
    () => subject.updateInDouble(x, y, { parameters: new Float64Array(33).fill(NaN) }),
    'out-of-range',
    { field: 'parameters[0]', given: 'NaN', allowed: 'a finite number' },
  ],
  [
    () => subject.updateInDouble(x, Float64Array.of(0, 1, 2)),
    'out-of-range',
    { field: 'y[2]', given: '2', allowed: 'a number from 0 to 1' },
  ],
  [
    () => subject.updateInDouble(x, y, { rate: 1 }),
    'unknown-name',
    { field: 'rate', allowed: 'parameters' },
  ],
  [
    () => subject.setParameters(uniform(3)),
    'shape-mismatch',
    { field: 'parameters', given: '3 values', allowed: '33, as the network has' },
  ],
  [
    () => subject.setParameters([]),
    'invalid-argument',
    { field: 'parameters', given: '[]', allowed: 'a Float32Array' },
  ],
  [
    () => subject.setParameters(new Float32Array(33).fill(NaN)),
    'out-of-range',
    { field: 'parameters[0]', given: 'NaN', allowed: 'a finite number' },
  ],
  [
    () => subject.setLearningRate(0),
    'out-of-range',
    { field: 'learningRate', given: '0', allowed: 'a number above 0' },
  ],
  [() => subject.setLearningRate(NaN), 'out-of-range', { field: 'learningRate', given: 'NaN' }],
  [
    () => subject.setLearningRate('fast'),
    'invalid-argument',
    { field: 'learningRate', given: '"fast"' },
  ],
  [
    () => subject.setLearningRate(),
    'invalid-argument',
    { field: 'learningRate', given: 'nothing' },
  ],
  [() => subject.setRegularization({ l1: -1 }), 'out-of-range', { field: 'l1', given: '-1' }],
  [
    () => subject.setRegularization(0.1),
    'invalid-argument',
    { field: 'regularization', given: '0.1' },
  ],
  [
    () => subject.setClipping({ norm: Infinity }),
    'out-of-range',
    { field: 'norm', given: 'Infinity' },
  ],
  [
    () => subject.setClipping({ size: 1 }),
    'unknown-name',
    { field: 'size', allowed: 'norm, value' },
  ],
  [
    () => subject.setUnitMask(0, [1, 0]),
    'invalid-argument',
    { field: 'mask', given: '[1, 0]', allowed: 'a Uint8Array' },
  ],
  [
    () => subject.setUnitMask(0, new Uint8Array(3)),
    'shape-mismatch',
    { field: 'mask', given: '3 values', allowed: '8, one for each unit of the layer' },
  ],
  [
    () => subject.setUnitMask(0, new Uint8Array(8).fill(7)),
    'out-of-range',
    { field: 'mask[0]', given: '7', allowed: '0 or 1' },
  ],
  [
    () => subject.setUnitMask(1, new Uint8Array(1)),
    'out-of-range',
    { field: 'layer', given: '1', allowed: 'a hidden layer, from 0 to 0' },
  ],
  [() => subject.unitMask(2), 'out-of-range', { field: 'layer', given: '2' }],
  [
    () => subject.setFrozen(new Float32Array(33)),
    'invalid-argument',
    { field: 'frozen', given: 'Float32Array', allowed: 'a Uint8Array' },
  ],
  [
    () => subject.setFrozen(new Uint8Array(32)),
    'shape-mismatch',
    { field: 'frozen', given: '32 values', allowed: '33, one for each parameter' },
  ],
  [() => subject.restore(), 'damaged-snapshot', { field: 'snapshot' }],
  [() => subject.restore('GPSN'), 'damaged-snapshot', { field: 'snapshot' }],
  [() => subject.restore(new Uint8Array(100)), 'damaged-snapshot', { field: 'snapshot' }],
  [
    () =>
      subject.restore(engine.createNetwork({ ...goodNetwork, optimizer: { name: 'sgd' } }).save()),
    'damaged-snapshot',
    {
      field: 'snapshot',
      given: '2-8 tanh-1 sigmoid, binary-cross-entropy, sgd',
      allowed: '2-8 tanh-1 sigmoid, binary-cross-entropy, adam',
    },
  ],
  [() => data.transform(uniform(3)), 'shape-mismatch', { field: 'points', given: '3 values' }],
  [
    () => data.transform(Float32Array.of(1, 2, NaN, 4)),
    'out-of-range',
    { field: 'points[1][0]', given: 'NaN', allowed: 'a finite number' },
  ],
  [
    () => data.transform(/** @type {any} */ ([1, 2])),
    'invalid-argument',
    { field: 'points', given: '[1, 2]', allowed: 'a Float32Array' },
  ],
];

test(`${CALLS.length} bad calls are refused by name, and the engine still trains`, () => {
  assertRefusals(engine, CALLS);
});

test('an object that refers to itself is refused', () => {
  /** @type {any} */
  const loop = { ...goodNetwork };
  loop.layers = [loop];
  assertRefused(() => engine.createNetwork(loop), 'invalid-argument');
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
