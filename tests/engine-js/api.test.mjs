// The public API, as index.d.ts promises it.
import assert from 'node:assert/strict';
import test from 'node:test';
import * as module from '../../dist/engine/index.js';
import { assertShape, declared } from './declarations.mjs';
import { assertRefused, circles, goodNetwork, uniform } from './support.mjs';

const { EngineError, loadEngine } = module;
const engine = await loadEngine();

/** A network, and a data set that it can train on. */
function subjects(more = {}) {
  return {
    network: engine.createNetwork({ ...goodNetwork, ...more }),
    data: engine.createDataset(circles),
  };
}

test('the module exports what it declares, and importing it has no side effect', () => {
  assert.deepEqual(Object.keys(module).sort(), ['EngineError', 'loadEngine', 'supportedVariants']);
  const error = new EngineError('disposed', 'gone');
  assert.ok(error instanceof Error);
  assert.equal(error.name, 'EngineError');
  assert.equal(error.code, 'disposed');
  assert.equal(error.message, 'gone');
});

test('engine, network and data set have every declared member and no other', () => {
  const { network, data } = subjects();
  const methods = (/** @type {object} */ object) => [
    ...Object.keys(object),
    ...Object.getOwnPropertyNames(Object.getPrototypeOf(object)).filter((n) => n !== 'constructor'),
  ];
  assert.deepEqual(methods(engine).sort(), [...declared('Engine')].sort());
  assert.deepEqual(methods(network).sort(), [...declared('Network')].sort());
  assert.deepEqual(methods(data).sort(), [...declared('Dataset')].sort());
  network.dispose();
  data.dispose();
});

test('the tables have every declared member and no other, and are frozen', () => {
  for (const [table, type] of /** @type {const} */ ([
    ['activations', 'ActivationInfo'],
    ['losses', 'LossInfo'],
    ['optimizers', 'OptimizerInfo'],
    ['initializers', 'Info'],
    ['schedules', 'Info'],
    ['datasets', 'DatasetInfo'],
    ['features', 'FeatureInfo'],
  ])) {
    const members = [...declared(type)].sort();
    assert.ok(engine[table].length >= 7, table);
    assert.ok(Object.isFrozen(engine[table]));
    assert.equal(engine[table], engine[table], `${table} is made once`);
    for (const entry of engine[table]) {
      assert.deepEqual(Object.keys(entry).sort(), members, `${table}: ${entry.name}`);
      assert.ok(Object.isFrozen(entry));
      if ('parameters' in entry) {
        for (const parameter of entry.parameters) {
          assert.deepEqual(Object.keys(parameter).sort(), [...declared('ParameterInfo')].sort());
        }
      }
    }
  }
  assert.deepEqual(Object.keys(engine.limits).sort(), [...declared('Limits')].sort());
  assert.throws(() => {
    /** @type {any} */ (engine.activations)[0].name = 'other';
  }, TypeError);
});

test('the engine says its version, variant and memory', () => {
  assert.match(engine.version, /^\d+\.\d+\.\d+$/);
  assert.ok(module.supportedVariants().includes(engine.variant), engine.variant);
  assert.ok(engine.memoryBytes() >= 1 << 20);
  assert.ok(Object.isFrozen(engine));
});

test('activate and activateDerivative work element by element on copies', () => {
  const x = Float32Array.of(-2, 0, 3);
  assert.deepEqual(engine.activate('relu', x), Float32Array.of(0, 0, 3));
  assert.deepEqual(engine.activateDerivative('relu', x), Float32Array.of(0, 0, 1));
  assert.deepEqual(engine.activate('leaky-relu', x, { slope: 0.5 }), Float32Array.of(-1, 0, 3));
  assert.deepEqual(x, Float32Array.of(-2, 0, 3));
  assert.deepEqual(engine.activate('tanh', new Float32Array(0)), new Float32Array(0));
  // a view into a larger buffer
  const view = new Float32Array(Float32Array.of(9, -1, 2, 9).buffer, 4, 2);
  assert.deepEqual(engine.activate('relu', view), Float32Array.of(0, 2));
});

test('benchmarkActivation gives seconds', () => {
  for (const derivative of [false, true]) {
    const seconds = engine.benchmarkActivation('gelu', {
      elements: 10_000,
      repeats: 20,
      derivative,
    });
    assert.ok(seconds > 0 && seconds < 10, String(seconds));
  }
});

test('data sets describe themselves and give copies', () => {
  const data = engine.createDataset({
    ...circles,
    testFraction: 0.25,
    validationFraction: 0.15,
    features: ['x1', 'x1^2'],
  });
  assert.equal(data.kind, 'circles');
  assert.equal(data.task, 'classification');
  assert.equal(data.inputs, 2);
  assert.equal(data.outputs, 1);
  assert.equal(data.dimensions, 2);
  assert.equal(data.classes, 2);
  assert.equal(data.targets, 'binary');
  assert.equal(data.trainSize, 60);
  assert.equal(data.validationSize, 15);
  assert.equal(data.testSize, 25);
  for (const [split, rows] of /** @type {const} */ ([
    [data.train(), 60],
    [data.validation(), 15],
    [data.test(), 25],
  ])) {
    assertShape(split, {
      x: 'Float32Array',
      y: 'Float32Array',
      points: 'Float32Array',
      labels: 'Int32Array',
    });
    assert.equal(split.x.length, 2 * rows);
    assert.equal(split.points.length, 2 * rows);
    assert.equal(split.labels.length, rows);
    assert.deepEqual(data.transform(split.points), split.x);
  }
  data.train().x.fill(NaN);
  assert.ok(data.train().x.every(Number.isFinite));
});

test('standardization says by what inputs and targets were standardised', () => {
  const given = {
    kind: /** @type {const} */ ('arrays'),
    x: Float32Array.of(1, 5, 3, 5),
    y: Float32Array.of(10, 30),
    inputs: 2,
    outputs: 1,
  };
  assert.deepEqual(engine.createDataset(given).standardization(), {});
  const data = engine.createDataset({ ...given, standardize: true, standardizeTargets: true });
  assert.deepEqual(data.standardization(), {
    inputs: { mean: Float64Array.of(2, 5), deviation: Float64Array.of(1, 1) },
    targets: { mean: Float64Array.of(20), deviation: Float64Array.of(10) },
  });
  const { x, y, points } = data.train();
  assert.deepEqual(x, Float32Array.of(-1, 0, 1, 0));
  assert.deepEqual(y, Float32Array.of(-1, 1));
  assert.deepEqual(points, given.x);
});

test('principal components of rows: axes, shares and coordinates', () => {
  // on the diagonal x = y, but for the last, which lies off it
  const rows = Float32Array.of(1, 1, 2, 2, 3, 3, 4, 4, 2, 3);
  const found = engine.principalComponents(rows, { columns: 2 });
  assertShape(found, { mean: 'Float64Array', axes: 'Array', shares: 'Array', scores: 'Array' });
  assert.deepEqual(
    [...found.mean].map((value) => Number(value.toFixed(12))),
    [2.4, 2.6],
  );
  const [[across, up]] = found.axes;
  assert.ok(Math.abs(across - Math.SQRT1_2) < 0.1 && Math.abs(up - Math.SQRT1_2) < 0.1);
  assert.ok(Math.abs(found.shares[0] + found.shares[1] - 1) < 1e-9);
  assert.deepEqual(
    found.scores.map((scores) => scores.length),
    [5, 5],
  );
  const [first, second] = found.axes;
  const previous = /** @type {const} */ ([first.map((value) => -value), second]);
  const next = engine.principalComponents(rows, { columns: 2, previous });
  assert.ok(next.axes[0][0] < 0, 'an axis stays on its side');
});

test('given arrays keep their rows and are copied', () => {
  const x = Float32Array.of(1, 2, 3, 4, 5, 6);
  const y = Float32Array.of(1, 0, 0, 1, 1, 0);
  const data = engine.createDataset({ kind: 'arrays', x, y, inputs: 2, outputs: 2 });
  assert.equal(data.targets, 'one-hot');
  assert.equal(data.trainSize, 3);
  assert.equal(data.testSize, 0);
  x.fill(0);
  assert.deepEqual(data.train().x, Float32Array.of(1, 2, 3, 4, 5, 6));
});

test('dispose may be called twice; use after it is refused', () => {
  const { network, data } = subjects();
  network.dispose();
  network.dispose();
  const uses = /** @type {(() => unknown)[]} */ ([
    () => network.step,
    () => network.epoch,
    () => network.parameterCount,
    () => network.learningRate,
    () => network.train(data, { steps: 1 }),
    () => network.nextRows(data),
    () => network.trainBatch(uniform(2), uniform(1)),
    () => network.trainBatches(uniform(2), uniform(1), { batchSize: 1 }),
    () => network.evaluate(data),
    () => network.classify(data),
    () => network.predict(uniform(2)),
    () => network.activationsOf(0, uniform(2)),
    () => network.inputGradient(uniform(2)),
    () => network.trace(uniform(2), uniform(1)),
    () => network.statistics(),
    () => network.statistics({ data }),
    () => network.checkGradients(uniform(2), uniform(1)),
    () => network.updateInDouble(uniform(2), uniform(1)),
    () => network.spec(),
    () => network.optimizerState(),
    () => network.parameters(),
    () => network.setParameters(uniform(33)),
    () => network.gradients(),
    () => network.parameterHash(),
    () => network.setLearningRate(1),
    () => network.setRegularization({}),
    () => network.setClipping({}),
    () => network.unitMask(0),
    () => network.setUnitMask(0, new Uint8Array(8)),
    () => network.frozen(),
    () => network.setFrozen(new Uint8Array(33)),
    () => network.save(),
    () => network.restore(new Uint8Array()),
  ]);
  for (const use of uses) assertRefused(use, 'disposed', { field: 'network' });
  data.dispose();
  data.dispose();
  const other = subjects().network;
  for (const use of [
    () => data.train(),
    () => data.validation(),
    () => data.test(),
    () => data.standardization(),
    () => data.transform(uniform(2)),
    () => other.train(data, { steps: 1 }),
    () => other.nextRows(data),
    () => other.evaluate(data),
    () => other.classify(data),
    () => other.statistics({ data }),
  ]) {
    assertRefused(use, 'disposed', { field: 'data set' });
  }
});

test('networks and data sets of one engine do not disturb each other', () => {
  const first = subjects();
  const alone = subjects();
  const others = Array.from({ length: 20 }, (_, seed) => subjects({ seed }));
  for (let i = 0; i < 10; i++) {
    first.network.train(first.data, { steps: 1 });
    for (const { network, data } of others) network.train(data, { steps: 1 });
    others.pop()?.network.dispose();
  }
  alone.network.train(alone.data, { steps: 10 });
  assert.equal(first.network.parameterHash(), alone.network.parameterHash());
});
