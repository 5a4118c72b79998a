// The public API, as index.d.ts promises it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import * as module from '../../dist/engine/index.js';
import { assertRefused, circles, goodNetwork, uniform } from './support.mjs';

const { EngineError, loadEngine, supportedVariants } = module;
const engine = await loadEngine();

/** A network, and a data set that it can train on. */
function subjects(more = {}) {
  return {
    network: engine.createNetwork({ ...goodNetwork, ...more }),
    data: engine.createDataset(circles),
  };
}

/** @param {unknown} value @param {Record<string, string>} shape type of each member, `?` where it may be missing */
function assertShape(value, shape) {
  assert.equal(typeof value, 'object');
  const object = /** @type {Record<string, unknown>} */ (value);
  for (const [name, wanted] of Object.entries(shape)) {
    const member = object[name];
    if (member === undefined && wanted.endsWith('?')) continue;
    const type =
      typeof member === 'object'
        ? Object.prototype.toString.call(member).slice(8, -1)
        : typeof member;
    assert.equal(
      type,
      wanted.replace('?', ''),
      `${name} of ${JSON.stringify(Object.keys(object))}`,
    );
  }
  const unknown = Object.keys(object).filter((name) => !(name in shape));
  assert.deepEqual(unknown, [], 'members that the declarations do not have');
}

/** Members of an interface in index.d.ts, with those of the interface that it extends. */
function declared(/** @type {string} */ name) {
  const source = readFileSync(new URL('../../dist/engine/index.d.ts', import.meta.url), 'utf8');
  const match = new RegExp(`export interface ${name}(?: extends (\\w+))? \\{\\n([^]*?)\\n\\}`).exec(
    source,
  );
  assert.ok(match, `${name} is declared`);
  /** @type {Set<string>} */
  const members = match[1] ? declared(match[1]) : new Set();
  for (const [, member] of match[2].matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)) {
    members.add(member);
  }
  return members;
}

const DISTRIBUTION = {
  count: 'number',
  mean: 'number',
  standardDeviation: 'number',
  meanAbsolute: 'number',
  minimum: 'number',
  maximum: 'number',
  quantiles: 'Float32Array?',
  histogram: 'Object?',
};

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
  assert.equal(engine.variant, 'simd');
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

test('train gives steps and mean loss, and goes on where it stopped', () => {
  const { network, data } = subjects();
  const first = network.train(data, { steps: 5, batchSize: 10 });
  assertShape(first, { steps: 'number', loss: 'number' });
  assert.equal(first.steps, 5);
  assert.equal(network.step, 5);
  assert.equal(network.epoch, 1);
  network.train(data, { epochs: 2, batchSize: 10 });
  assert.equal(network.epoch, 3);
  const twin = subjects();
  twin.network.train(twin.data, { steps: 15, batchSize: 10 });
  assert.equal(network.parameterHash(), twin.network.parameterHash());
});

test('trainBatch and trainBatches do the steps of unshuffled training', () => {
  const { network, data } = subjects();
  const { x, y } = data.train();
  network.train(data, { epochs: 1, batchSize: 16, shuffle: false });
  const byBatches = subjects().network;
  const loss = byBatches.trainBatches(x, y, { batchSize: 16 });
  assert.equal(byBatches.parameterHash(), network.parameterHash());
  assert.ok(loss > 0 && loss < 2);
  const byBatch = subjects().network;
  for (let row = 0; row < data.trainSize; row += 16) {
    byBatch.trainBatch(x.subarray(2 * row, 2 * (row + 16)), y.subarray(row, row + 16));
  }
  assert.equal(byBatch.parameterHash(), network.parameterHash());
  assert.equal(byBatch.step, 4);
});

test('evaluate, predict and activationsOf', () => {
  const { network, data } = subjects();
  network.train(data, { epochs: 200, batchSize: 10 });
  for (const split of /** @type {const} */ ([undefined, 'train', 'test'])) {
    const found = network.evaluate(data, split);
    assertShape(found, { loss: 'number', accuracy: 'number?' });
    assert.ok(/** @type {number} */ (found.accuracy) > 0.9);
  }
  const { x, y } = data.train();
  const output = network.predict(x);
  assert.equal(output.length, data.trainSize);
  let loss = 0;
  output.forEach((p, i) => (loss -= (y[i] ? Math.log(p) : Math.log(1 - p)) / output.length));
  assert.ok(Math.abs(loss - network.evaluate(data).loss) < 1e-4);
  assert.deepEqual(network.activationsOf(1, x), output);
  assert.equal(network.activationsOf(0, x).length, 8 * data.trainSize);

  const plane = engine.createDataset({ kind: 'plane', samples: 40 });
  const regression = engine.createNetwork({
    ...goodNetwork,
    layers: [{ units: 1, activation: 'linear' }],
    loss: 'mse',
  });
  assert.equal('accuracy' in regression.evaluate(plane), false);
});

test('trace has every factor and product', () => {
  const { network } = subjects();
  const trace = network.trace(Float32Array.of(0.5, -1), Float32Array.of(1));
  assertShape(trace, { loss: 'number', prediction: 'Float32Array', layers: 'Array' });
  assert.equal(trace.layers.length, 2);
  for (const layer of trace.layers) {
    assertShape(
      layer,
      Object.fromEntries([...declared('LayerTrace')].map((n) => [n, 'Float32Array'])),
    );
  }
  assert.equal(trace.layers[0].weights.length, 16);
  assert.equal(trace.layers[0].weightGradient.length, 16);
  assert.equal(trace.layers[1].input.length, 8);
});

test('statistics of the last batch, of a data set, in both details', () => {
  const { network, data } = subjects();
  assert.deepEqual(network.statistics(), []);
  network.train(data, { steps: 2 });
  const full = { ...DISTRIBUTION, quantiles: 'Float32Array', histogram: 'Object' };
  const shape = {
    layer: 'number',
    units: 'number',
    activation: 'string',
    preActivation: 'Object',
    activationValues: 'Object',
    meanAbsoluteGradient: 'number',
    preActivationGradient: 'Object?',
    weightGradient: 'Object?',
    weightNorm: 'number',
    weightGradientNorm: 'number',
    updateToWeightRatio: 'number',
    deadShare: 'number',
    saturatedShare: 'number',
    zeroShare: 'number',
    unitMeanAbsolute: 'Float32Array',
    unitFlags: 'Uint8Array',
  };
  assert.deepEqual(Object.keys(shape).sort(), [...declared('LayerStatistics')].sort());
  for (const layers of [
    network.statistics(),
    network.statistics({ bins: 10 }),
    network.statistics({ data }),
    network.statistics({ data, rows: 7, bins: 10 }),
    network.statistics({ data, rows: 1e9 }),
    network.statistics({ data, rows: Infinity }),
  ]) {
    assert.equal(layers.length, 2);
    for (const layer of layers) {
      assertShape(layer, shape);
      assertShape(layer.preActivation, full);
      assertShape(layer.weightGradient, { ...full, zeros: 'number' });
      assertShape(layer.preActivation.histogram, {
        lower: 'number',
        upper: 'number',
        counts: 'Uint32Array',
      });
    }
  }
  assert.equal(network.statistics({ data, rows: 7 })[0].preActivation.count, 7 * 8);
  assert.equal(network.statistics({ data, rows: Infinity })[0].preActivation.count, 50 * 8);
  assert.equal(network.statistics({ data, rows: 1e10 })[0].preActivation.count, 50 * 8);
  assert.equal(network.statistics({ bins: 10 })[0].preActivation.histogram?.counts.length, 10);
  const [brief] = network.statistics({ detail: 'magnitudes' });
  assertShape(brief, shape);
  assert.equal('weightGradient' in brief, false);
  assert.equal('quantiles' in brief.preActivation, false);
  network.train(data, { steps: 1 });
  assert.ok(network.statistics()[0].updateToWeightRatio > 0);
});

test('checkGradients', () => {
  const { network } = subjects();
  const check = network.checkGradients(uniform(8), Float32Array.of(0, 1, 1, 0));
  assertShape(check, {
    checked: 'number',
    skipped: 'number',
    worstRelativeError: 'number',
    worst: 'Object',
    relativeErrors: 'Float32Array',
  });
  assertShape(check.worst, {
    layer: 'number',
    kind: 'string',
    index: 'number',
    analytic: 'number',
    numeric: 'number',
  });
  assert.ok(check.worstRelativeError < 1e-6);
  assert.equal(check.checked, network.parameterCount);
  const some = network.checkGradients(uniform(8), Float32Array.of(0, 1, 1, 0), { most: 5 });
  assert.ok(some.checked <= 5 && some.checked > 0);
});

test('parameters go out and in; gradients have their order', () => {
  const { network, data } = subjects();
  assert.equal(network.parameterCount, 2 * 8 + 8 + 8 + 1);
  const parameters = network.parameters();
  assert.equal(parameters.length, network.parameterCount);
  const other = subjects({ seed: 8 }).network;
  assert.notEqual(other.parameterHash(), network.parameterHash());
  other.setParameters(parameters);
  assert.equal(other.parameterHash(), network.parameterHash());
  assert.match(network.parameterHash(), /^[0-9a-f]{16}$/);

  const sgd = subjects({ optimizer: { name: 'sgd', learningRate: 0.5 } }).network;
  const before = sgd.parameters();
  sgd.train(data, { steps: 1 });
  const after = sgd.parameters();
  sgd.gradients().forEach((g, i) => assert.ok(Math.abs(after[i] - (before[i] - 0.5 * g)) < 1e-6));
});

test('learning rate, regularisation and clipping change while training runs', () => {
  const { network, data } = subjects();
  assert.equal(network.learningRate, 0.03);
  network.setLearningRate(0.5);
  assert.equal(network.learningRate, 0.5);
  network.setClipping({ norm: 1e-3 });
  network.train(data, { steps: 1 });
  assert.ok(Math.abs(Math.hypot(...network.gradients()) - 1e-3) < 1e-6);
  network.setClipping({});
  network.setRegularization({ l2: 10 });
  network.train(data, { steps: 1 });
  assert.ok(Math.hypot(...network.gradients()) > 1e-3);
});

test('a schedule changes the learning rate', () => {
  const { network, data } = subjects({ schedule: { name: 'exponential', decay: 0.5 } });
  const before = network.learningRate;
  network.train(data, { steps: 1 });
  assert.ok(network.learningRate < before);
});

test('save and restore: training goes on with the same bits', () => {
  const { network, data } = subjects();
  network.train(data, { steps: 7, batchSize: 9 });
  const snapshot = network.save();
  assert.ok(snapshot instanceof Uint8Array);
  network.train(data, { steps: 11, batchSize: 9 });
  const { network: other } = subjects({ seed: 99 });
  other.restore(snapshot);
  assert.equal(other.step, 7);
  other.train(data, { steps: 11, batchSize: 9 });
  assert.equal(other.parameterHash(), network.parameterHash());
});

test('a snapshot that is cut or has a bit flipped is refused and changes nothing', () => {
  const { network, data } = subjects();
  network.train(data, { steps: 3 });
  const snapshot = network.save();
  const hash = network.parameterHash();
  for (let length = 0; length < snapshot.length; length += 5) {
    assertRefused(
      () => network.restore(snapshot.slice(0, length)),
      'damaged-snapshot',
      'snapshot: ',
    );
  }
  for (let i = 0; i < snapshot.length; i += 3) {
    const damaged = snapshot.slice();
    damaged[i] ^= 1 << (i % 8);
    assertRefused(() => network.restore(damaged), 'damaged-snapshot', 'snapshot: ');
  }
  assert.equal(network.parameterHash(), hash);
  network.restore(snapshot);
});

test('divergence says step, layer and quantity, and where rows are given is thrown', () => {
  const { network, data } = subjects({
    layers: [
      { units: 4, activation: 'relu' },
      { units: 1, activation: 'linear' },
    ],
    loss: 'mse',
    optimizer: { name: 'sgd', learningRate: 1e6 },
  });
  const result = network.train(data, { steps: 100 });
  assertShape(result, { steps: 'number', loss: 'number', diverged: 'Object' });
  assertShape(result.diverged, {
    step: 'number',
    layer: 'number',
    quantity: 'string',
    message: 'string',
  });
  assert.match(result.diverged?.message ?? '', /^Training stopped after step \d+: /);
  const { x, y } = data.train();
  assertRefused(() => network.trainBatch(x, y), 'diverged', 'Training stopped after step ');
});

test('data sets describe themselves and give copies', () => {
  const data = engine.createDataset({ ...circles, testFraction: 0.25, features: ['x1', 'x1^2'] });
  assert.equal(data.kind, 'circles');
  assert.equal(data.task, 'classification');
  assert.equal(data.inputs, 2);
  assert.equal(data.outputs, 1);
  assert.equal(data.dimensions, 2);
  assert.equal(data.classes, 2);
  assert.equal(data.targets, 'binary');
  assert.equal(data.trainSize, 75);
  assert.equal(data.testSize, 25);
  for (const [split, rows] of /** @type {const} */ ([
    [data.train(), 75],
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
    () => network.trainBatch(uniform(2), uniform(1)),
    () => network.trainBatches(uniform(2), uniform(1), { batchSize: 1 }),
    () => network.evaluate(data),
    () => network.predict(uniform(2)),
    () => network.activationsOf(0, uniform(2)),
    () => network.trace(uniform(2), uniform(1)),
    () => network.statistics(),
    () => network.statistics({ data }),
    () => network.checkGradients(uniform(2), uniform(1)),
    () => network.parameters(),
    () => network.setParameters(uniform(33)),
    () => network.gradients(),
    () => network.parameterHash(),
    () => network.setLearningRate(1),
    () => network.setRegularization({}),
    () => network.setClipping({}),
    () => network.save(),
    () => network.restore(new Uint8Array()),
  ]);
  for (const use of uses) assertRefused(use, 'disposed', 'network: used after dispose()');
  data.dispose();
  data.dispose();
  const other = subjects().network;
  for (const use of [
    () => data.train(),
    () => data.test(),
    () => data.transform(uniform(2)),
    () => other.train(data, { steps: 1 }),
    () => other.evaluate(data),
    () => other.statistics({ data }),
  ]) {
    assertRefused(use, 'disposed', 'data set: used after dispose()');
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

test('variants: what this host supports loads, and simd and scalar agree to the bit', async () => {
  const variants = supportedVariants();
  assert.ok(variants.includes('simd') && variants.includes('scalar'));
  /** @type {Record<string, Float32Array>} */
  const found = {};
  for (const variant of variants) {
    const loaded = await loadEngine({ variant });
    assert.equal(loaded.variant, variant);
    const network = loaded.createNetwork(goodNetwork);
    network.train(loaded.createDataset(circles), { steps: 100, batchSize: 10 });
    found[variant] = network.parameters();
  }
  assert.deepEqual(found.scalar, found.simd);
  if (found.relaxed) {
    found.relaxed.forEach((p, i) => assert.ok(Math.abs(p - found.simd[i]) < 1e-3));
  }
  assert.equal((await loadEngine({ variant: 'auto' })).variant, variants[0]);
});

test('a variant that does not exist, or not here, is refused', async () => {
  await assert.rejects(loadEngine(/** @type {any} */ ({ variant: 'fast' })), {
    name: 'EngineError',
    code: 'unknown-name',
    message: 'variant: fast given; allowed: simd, relaxed, scalar, auto',
  });
  if (!supportedVariants().includes('relaxed')) {
    await assert.rejects(loadEngine({ variant: 'relaxed' }), { code: 'unsupported' });
  }
});

test('wasmUrl says where the module is', async () => {
  const wasmUrl = new URL('../../dist/engine/gradient-scalar.wasm', import.meta.url);
  const loaded = await loadEngine({ variant: 'scalar', wasmUrl });
  assert.equal(loaded.variant, 'scalar');
});
