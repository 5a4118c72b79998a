// Networks, as index.d.ts promises them: they train, tell and come back.
import assert from 'node:assert/strict';
import test from 'node:test';
import { EngineError, loadEngine } from '../../dist/engine/index.js';
import { assertShape, declared } from './declarations.mjs';
import { assertRefused, circles, goodNetwork, uniform } from './support.mjs';

const engine = await loadEngine();

/** A network, and a data set that it can train on. */
function subjects(more = {}) {
  return {
    network: engine.createNetwork({ ...goodNetwork, ...more }),
    data: engine.createDataset(circles),
  };
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

  const into = new Float32Array(output.length);
  assert.equal(network.predict(x, into), into);
  assert.deepEqual(into, output);
  const hidden = new Float32Array(8 * data.trainSize);
  assert.equal(network.activationsOf(0, x, hidden), hidden);
  assert.deepEqual(hidden, network.activationsOf(0, x));

  const plane = engine.createDataset({ kind: 'plane', samples: 40 });
  const regression = engine.createNetwork({
    ...goodNetwork,
    layers: [{ units: 1, activation: 'linear' }],
    loss: 'mse',
  });
  assert.equal('accuracy' in regression.evaluate(plane), false);
});

test('classify: the class of each row, and how often each is taken for each', () => {
  const { network, data } = subjects();
  network.train(data, { epochs: 50, batchSize: 10 });
  for (const split of /** @type {const} */ ([undefined, 'train', 'test'])) {
    const found = network.classify(data, split);
    assertShape(found, { classes: 'Int32Array', confusion: 'Uint32Array' });
    const { x, labels } = split === 'test' ? data.test() : data.train();
    const expected = Array.from(network.predict(x), (p) => (p > 0.5 ? 1 : 0));
    assert.deepEqual([...found.classes], expected);
    const counts = [0, 0, 0, 0];
    expected.forEach((predicted, row) => (counts[2 * labels[row] + predicted] += 1));
    assert.deepEqual([...found.confusion], counts);
  }
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
    cutOffShare: 'number',
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
  assert.equal(network.statistics({ data, rows: 1e9 })[0].preActivation.count, 50 * 8);
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
    analytic: 'Float64Array',
    numeric: 'Float64Array',
    relativeErrors: 'Float64Array',
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

test('trace, checkGradients and updateInDouble take numbers in double', () => {
  const { network } = subjects({ optimizer: { name: 'adam', learningRate: 0.1 } });
  const [x, y] = [Float64Array.of(0.1, 1 / 3), Float64Array.of(1)];
  const parameters = Float64Array.from(network.parameters());
  parameters[0] += 1e-12;
  const hash = network.parameterHash();
  const trace = network.trace(x, y, { precision: 'double', parameters });
  for (const layer of trace.layers) {
    assertShape(
      layer,
      Object.fromEntries([...declared('LayerTrace')].map((n) => [n, 'Float64Array'])),
    );
  }
  assert.equal(trace.layers[0].weights[0], parameters[0]);
  assert.equal(trace.layers[0].input[1], 1 / 3);

  const check = network.checkGradients(x, y, { parameters, regularization: false });
  assert.equal(check.analytic[0], trace.layers[0].weightGradient[0]);
  assert.ok(Math.abs(check.numeric[0] - check.analytic[0]) < 1e-8);

  const update = network.updateInDouble(x, y, { parameters });
  assertShape(update, {
    ...{ loss: 'number', lossAfter: 'number', penalty: 'number', learningRate: 'number' },
    ...{ gradient: 'Float64Array', penaltyGradient: 'Float64Array' },
    ...{ optimizerGradient: 'Float64Array', gradientNorm: 'number?' },
    ...{ parametersBefore: 'Float64Array', parameters: 'Float64Array', slots: 'Array' },
  });
  assert.equal(update.learningRate, 0.1);
  assert.deepEqual(update.parametersBefore, parameters);
  assert.deepEqual(update.gradient, check.analytic);
  assert.deepEqual(
    update.slots.map((slot) => slot.length),
    [network.parameterCount, network.parameterCount],
  );
  assert.ok(update.lossAfter < update.loss);
  assert.equal(network.parameterHash(), hash, 'nothing has changed');
});

test('the double update is the next step in more digits, dropout masks included', () => {
  const { network } = subjects({
    layers: [
      { units: 8, activation: 'tanh', dropout: 0.5 },
      { units: 1, activation: 'sigmoid' },
    ],
  });
  const [x, y] = [uniform(8), Float32Array.of(0, 1, 1, 0)];
  const update = network.updateInDouble(x, y);
  const masks = [0, 1, 2, 3].map((row) => {
    const trace = network.trace(x.slice(2 * row, 2 * row + 2), y.slice(row, row + 1), {
      dropout: { rows: 4, row },
    });
    const [{ activation, mask }, { input }] = trace.layers;
    assert.deepEqual(
      input,
      activation.map((a, unit) => a * mask[unit]),
    );
    return mask;
  });
  assert.ok(masks.flatMap((mask) => [...mask]).every((factor) => factor === 0 || factor === 2));
  assert.ok(masks.some((mask) => mask.join() !== masks[0].join()));
  network.trainBatch(x, y);
  network.parameters().forEach((p, i) => assert.ok(Math.abs(p - update.parameters[i]) < 1e-5));
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
    assertRefused(() => network.restore(snapshot.slice(0, length)), 'damaged-snapshot', {
      field: 'snapshot',
    });
  }
  for (let i = 0; i < snapshot.length; i += 3) {
    const damaged = snapshot.slice();
    damaged[i] ^= 1 << (i % 8);
    assertRefused(() => network.restore(damaged), 'damaged-snapshot', { field: 'snapshot' });
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
  assertRefused(() => network.trainBatch(x, y), 'diverged');
});

test('a gradient whose square overflows is reported, not a weight frozen for ever', () => {
  for (const { name } of engine.optimizers) {
    const network = engine.createNetwork({
      inputs: 1,
      layers: [{ units: 1, activation: 'linear', initializer: 'zeros' }],
      loss: 'mae',
      optimizer: { name, learningRate: 0.001 },
    });
    try {
      network.trainBatch(Float32Array.of(1e20), Float32Array.of(1));
    } catch (error) {
      assert.ok(error instanceof EngineError);
      assert.equal(error.code, 'diverged');
      assert.match(
        error.message,
        /^Training stopped after step 1: what the optimiser keeps of past gradients overflowed/,
      );
      continue;
    }
    assert.notEqual(network.parameters()[0], 0, name);
  }
});

test('predict and activationsOf pass NaN and infinities through', () => {
  const { network } = subjects();
  assert.ok(Number.isNaN(network.predict(Float32Array.of(NaN, 1))[0]));
  assert.equal(network.activationsOf(0, Float32Array.of(Infinity, 0))[0] ** 2, 1);
});

test('spec() makes the same network again, with what was set since', () => {
  const { network } = subjects();
  const first = engine.createNetwork(network.spec());
  assert.equal(first.parameterHash(), network.parameterHash());
  network.setLearningRate(0.25);
  network.setRegularization({ l2: 0.5 });
  network.setClipping({ norm: 3 });
  const spec = network.spec();
  assert.equal(spec.optimizer.learningRate, 0.25);
  assert.deepEqual(spec.regularization, { l1: 0, l2: 0.5 });
  assert.deepEqual(spec.clipping, { norm: 3, value: 0 });
  assert.deepEqual(engine.createNetwork(spec).spec(), spec);
});

test('optimizerState() has what the optimiser keeps for each parameter', () => {
  const { network, data } = subjects();
  const before = network.optimizerState();
  assertShape(before, { step: 'number', slots: 'Array' });
  assert.equal(before.step, 0);
  assert.deepEqual(
    before.slots,
    [0, 1].map(() => new Float32Array(network.parameterCount)),
  );
  network.train(data, { steps: 3 });
  const { step, slots } = network.optimizerState();
  assert.equal(step, 3);
  assert.ok(slots[1].every((square) => square > 0));
  const other = engine.createNetwork(network.spec());
  other.restore(network.save());
  assert.deepEqual(other.optimizerState(), { step, slots });
});

test('inputGradient is the slope of an output along each input', () => {
  const { network } = subjects({
    layers: [
      { units: 8, activation: 'tanh' },
      { units: 2, activation: 'softmax' },
    ],
    loss: 'cross-entropy',
  });
  const x = uniform(6);
  const step = 2 ** -7;
  for (const output of [0, 1]) {
    const gradient = network.inputGradient(x, output);
    assert.equal(gradient.length, x.length);
    gradient.forEach((slope, i) => {
      const row = i >> 1;
      const at = (/** @type {number} */ change) =>
        network.predict(x.map((value, j) => (j === i ? value + change : value)))[2 * row + output];
      assert.ok(Math.abs(slope - (at(step) - at(-step)) / (2 * step)) < 1e-3, `${output}, ${i}`);
    });
  }
  assert.deepEqual(network.inputGradient(x), network.inputGradient(x, 0));
});

test('nextRows names the rows that training takes next, and takes none', () => {
  const { network, data } = subjects();
  const { x, y } = data.train();
  const next = network.nextRows(data, { batchSize: 16 });
  const batches = network.nextRows(data, { batchSize: 16, batches: 5 });
  assert.ok(next instanceof Uint32Array);
  assert.deepEqual(
    batches.map((rows) => rows.length),
    [16, 16, 16, 2, 16],
  );
  assert.deepEqual(batches[0], next);
  const byRows = engine.createNetwork(network.spec());
  for (const rows of batches) {
    const xOf = [...rows].flatMap((row) => [x[2 * row], x[2 * row + 1]]);
    byRows.trainBatch(
      Float32Array.from(xOf),
      Float32Array.from(rows, (row) => y[row]),
    );
  }
  network.train(data, { steps: 5, batchSize: 16 });
  assert.equal(network.parameterHash(), byRows.parameterHash());
});

test('initialScale is a factor on the initial weights', () => {
  const plain = subjects().network.parameters();
  const scaled = subjects({ initialScale: 0.25 }).network.parameters();
  assert.deepEqual(
    scaled,
    plain.map((weight) => 0.25 * weight),
  );
});

test('biases are trained, fixed or not there', () => {
  const biasesOf = (/** @type {'trained' | 'fixed' | 'none'} */ biases) => {
    const { network, data } = subjects({
      layers: [
        { units: 3, activation: 'tanh', biases },
        { units: 1, activation: 'sigmoid' },
      ],
    });
    network.train(data, { steps: 5 });
    assert.equal(network.spec().layers[0].biases, biases);
    return { count: network.parameterCount, biases: [...network.parameters().slice(6, 9)] };
  };
  assert.equal(biasesOf('trained').count, 13);
  assert.ok(biasesOf('trained').biases.every((bias) => bias !== 0));
  assert.deepEqual(biasesOf('fixed'), { count: 13, biases: [0, 0, 0] });
  assert.equal(biasesOf('none').count, 10);
});

test('units that are off and frozen parameters stay so through save and restore', () => {
  const { network, data } = subjects();
  const mask = Uint8Array.of(1, 0, 1, 1, 1, 1, 1, 0);
  const frozen = new Uint8Array(network.parameterCount).fill(1, 0, 16);
  assert.deepEqual(network.unitMask(0), new Uint8Array(8).fill(1));
  assert.deepEqual(network.frozen(), new Uint8Array(network.parameterCount));
  network.setUnitMask(0, mask);
  network.setFrozen(frozen);
  const before = network.parameters();
  network.train(data, { steps: 20 });
  const after = network.parameters();
  assert.deepEqual(after.slice(0, 16), before.slice(0, 16));
  assert.notDeepEqual(after.slice(16), before.slice(16));
  const off = [...network.activationsOf(0, uniform(20))].filter((_, i) => mask[i % 8] === 0);
  assert.deepEqual(off, Array(20).fill(0));

  const other = engine.createNetwork(goodNetwork);
  other.restore(network.save());
  assert.deepEqual(other.unitMask(0), mask);
  assert.deepEqual(other.frozen(), frozen);
  for (const each of [network, other]) each.train(data, { steps: 20 });
  assert.equal(other.parameterHash(), network.parameterHash());
});
