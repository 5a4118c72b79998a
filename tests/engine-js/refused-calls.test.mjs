// Bad calls, each with the code and the message that it must give; after each the engine still trains.
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
const data = engine.createDataset(circles);
const x = uniform(6);
const y = Float32Array.of(0, 1, 1);

/** @type {import('./support.mjs').Refusal[]} */
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
  [() => subject.predict(uniform(4), [0, 0]), 'invalid-argument', 'into: Array given'],
  [
    () => subject.predict(uniform(4), new Float32Array(3)),
    'shape-mismatch',
    'into: 3 values given; allowed: 2',
  ],
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
  [() => subject.statistics({ bins: 'many' }), 'invalid-argument', 'bins: "many" given'],
  [
    () => subject.statistics({ detail: 'some' }),
    'unknown-name',
    'detail: "some" given; allowed: one of full, magnitudes',
  ],
  [() => subject.statistics({ data: {} }), 'invalid-argument', 'data: Object given'],
  [() => subject.statistics({ data, rows: 0 }), 'out-of-range', 'rows: 0 given'],
  [() => subject.statistics({ data, rows: NaN }), 'out-of-range', 'rows: NaN given'],
  [() => subject.statistics({ data, rows: Infinity }), 'out-of-range', 'rows: Infinity given'],
  [
    () => subject.statistics({ data, row: 7 }),
    'unknown-name',
    'row: unknown field; allowed: rows, bins, detail',
  ],
  [() => subject.statistics(7), 'invalid-argument', 'the options of statistics: 7 given'],
  [() => subject.checkGradients(x, uniform(1)), 'shape-mismatch', 'y: 1 values given'],
  [() => subject.checkGradients(x, y, { most: 0 }), 'out-of-range', 'most: 0 given'],
  [
    () => subject.checkGradients(x, y, { steps: 3 }),
    'unknown-name',
    'steps: unknown field; allowed: most',
  ],
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

test(`${CALLS.length} bad calls are refused by name, and the engine still trains`, () => {
  assertRefusals(engine, CALLS);
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
