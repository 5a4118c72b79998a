import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf, plainState } from '../../site/src/state/state.js';
import { datasetSpec, liveSettings, networkSpec } from '../../site/src/state/spec.js';
import { TrainingRun } from '../../site/src/worker/training-run.js';
import { engineWith } from './engine-with.mjs';
import { engine, laboratoryOf, schema } from './tables.mjs';

const state = {
  ...plainState,
  layers: layersOf([3]),
  samples: 40,
  batchSize: 5,
  learningRate: 0.5,
};

/** What a trainingRun is told of a state. */
const configurationOf = (of, rest = {}) => ({
  run: 1,
  dataset: datasetSpec(of, schema),
  network: networkSpec(of),
  live: liveSettings(of),
  ...rest,
});
/** Uses a trainingRun and disposes of it. */
function within(of, use) {
  const trainingRun = laboratoryOf(of);
  try {
    return use(trainingRun);
  } finally {
    trainingRun.dispose();
  }
}

test('what is described is what was made', () => {
  within(state, (trainingRun) => {
    const { dataset, parameterCount, layers, inputGrid, loss } = trainingRun.describe();
    const { kind, task, inputs, outputs, dimensions, classes, targets } = dataset;
    assert.deepEqual(
      { kind, task, inputs, outputs, dimensions, classes, targets },
      {
        kind: 'circles',
        task: 'classification',
        inputs: 2,
        outputs: 1,
        dimensions: 2,
        classes: 2,
        targets: 'binary',
      },
    );
    assert.equal(dataset.train.labels.length, 20);
    assert.equal(dataset.test.labels.length, 20);
    assert.equal(parameterCount, 13);
    assert.equal(trainingRun.parameters().length, 13);
    assert.deepEqual(layers, [
      { units: 3, activation: 'tanh', pieces: 1, slopes: 0 },
      { units: 1, activation: 'sigmoid', pieces: 1, slopes: 0 },
    ]);
    assert.equal(loss, 'binary-cross-entropy');
    assert.equal(inputGrid.size, 24);
    assert.equal(inputGrid.values.length, 24 * 24 * 2);
    assert.equal(trainingRun.multiplications, 13 * 40);
  });
});

test('pieces of maxout and slopes of prelu are told', () => {
  const layers = [
    { ...layersOf([3])[0], activation: 'maxout', params: { pieces: 5 } },
    { ...layersOf([3])[0], activation: 'maxout' },
    { ...layersOf([4])[0], activation: 'prelu' },
  ];
  within({ ...state, layers, lossParams: {}, loss: 'huber' }, (trainingRun) => {
    const told = trainingRun.describe();
    assert.equal(told.loss, 'huber');
    const usual = engine.activations
      .find(({ name }) => name === 'maxout')
      .parameters.find(({ name }) => name === 'pieces').default;
    assert.deepEqual(
      told.layers.map(({ pieces, slopes }) => [pieces, slopes]),
      [
        [5, 0],
        [usual, 0],
        [1, 4],
        [1, 0],
      ],
    );
  });
  within({ ...state, loss: 'huber', lossParams: { delta: 2 } }, (trainingRun) => {
    assert.equal(trainingRun.describe().loss, 'huber', 'with parameters, too');
  });
});

test('training takes steps of the batch size, and an epoch is all rows once', () => {
  within(state, (trainingRun) => {
    trainingRun.train(3);
    assert.deepEqual([trainingRun.step, trainingRun.epoch], [3, 0]);
    trainingRun.train(1);
    assert.deepEqual([trainingRun.step, trainingRun.epoch], [4, 1]);
    assert.equal(trainingRun.learningRate, 0.5);
    trainingRun.applyLive({ ...liveSettings(state), batchSize: 20, learningRate: 0.25 });
    trainingRun.train(2);
    assert.deepEqual([trainingRun.step, trainingRun.epoch], [6, 3]);
    assert.equal(trainingRun.learningRate, 0.25);
  });
});

test('regularisation and clipping are taken over from the start and while training goes on', () => {
  const sizes = (change) =>
    within({ ...state, ...change }, (trainingRun) => {
      trainingRun.train(50);
      return trainingRun.parameters().reduce((sum, value) => sum + Math.abs(value), 0);
    });
  const free = sizes({});
  assert.ok(sizes({ l2: 1 }) < 0.5 * free);
  assert.ok(sizes({ clipNorm: 1e-6 }) !== free);
  within(state, (trainingRun) => {
    trainingRun.applyLive({ ...liveSettings(state), regularization: { l2: 1 } });
    trainingRun.train(50);
    const size = trainingRun.parameters().reduce((sum, value) => sum + Math.abs(value), 0);
    assert.ok(size < 0.5 * free);
  });
});

test('a measurement has the losses, and as much of the layers as was asked for', () => {
  within(state, (trainingRun) => {
    const none = trainingRun.measure('none');
    assert.equal(none.layers, null);
    assert.deepEqual([none.step, none.epoch], [0, 0]);
    assert.ok(none.train.loss > 0 && none.test.loss > 0);
    const magnitudes = trainingRun.measure('magnitudes');
    assert.equal(magnitudes.layers.length, 2);
    assert.equal(magnitudes.layers[0].activationValues.histogram, undefined);
    assert.equal(magnitudes.train, none.train, 'not measured twice');
    assert.equal(magnitudes.test, none.test);
    const full = trainingRun.measure('full');
    assert.ok(full.layers[0].activationValues.histogram);
    assert.equal(trainingRun.measure('magnitudes'), full, 'more than was asked for will do');
    assert.equal(trainingRun.measure('none'), full);
    trainingRun.train(4);
    const later = trainingRun.measure('none');
    assert.deepEqual([later.step, later.epoch, later.layers], [4, 1, null]);
    assert.notEqual(later.train.loss, full.train.loss);
  });
});

test('without test rows there is no test loss', () => {
  within({ ...state, testFraction: 0 }, (trainingRun) => {
    assert.deepEqual(trainingRun.measure('full').test, { loss: NaN });
    const { train, test: none } = trainingRun.predictions();
    assert.deepEqual([train.length, none.length], [40, 0]);
  });
});

/** The rows that statistics were computed from, by an engine that writes it down. */
function statisticsRowsOf(of) {
  const asked = [];
  const spy = engineWith({
    network: (real) => ({
      statistics: (options) => {
        asked.push(options.rows);
        return real.statistics(options);
      },
    }),
  });
  const trainingRun = new TrainingRun(spy, configurationOf(of));
  trainingRun.measure('magnitudes');
  trainingRun.dispose();
  return asked;
}

test('statistics look at 256 rows, at 128 of heavy networks, or at all there are', () => {
  assert.deepEqual(statisticsRowsOf(state), [20]);
  assert.deepEqual(statisticsRowsOf({ ...state, samples: 2000 }), [256]);
  const heavy = { ...state, samples: 2000, layers: layersOf([200, 200]) };
  assert.deepEqual(statisticsRowsOf(heavy), [128]);
});

test('a map is as fine as was asked for; one that moves is coarser where it would take long', () => {
  within(state, (trainingRun) => {
    assert.equal(trainingRun.outputGrid(64, false).size, 64);
    assert.equal(trainingRun.outputGrid(64, true).size, 64);
    const { outputs, values, domain } = trainingRun.outputGrid(8, false);
    assert.deepEqual([outputs, values.length], [1, 64]);
    assert.deepEqual(domain, trainingRun.describe().dataset.domain);
  });
  within({ ...state, layers: layersOf([200, 200]) }, (trainingRun) => {
    const { parameterCount } = trainingRun.describe();
    assert.equal(trainingRun.outputGrid(64, false).size, 64);
    const size = Math.floor(Math.sqrt(6.5e7 / parameterCount));
    assert.ok(size > 20 && size < 64);
    assert.equal(trainingRun.outputGrid(64, true).size, size);
    assert.equal(trainingRun.outputGrid(30, true).size, 30);
  });
  within({ ...state, layers: layersOf([500, 500]) }, (trainingRun) => {
    assert.equal(trainingRun.outputGrid(64, true).size, 20, 'no coarser than that');
  });
});

test('layers, units and heatmaps are the same numbers', () => {
  within({ ...state, layers: layersOf([3, 20, 2]) }, (trainingRun) => {
    const layer = trainingRun.layerGrid(0, 5);
    assert.deepEqual([layer.size, layer.outputs, layer.values.length], [5, 3, 75]);
    const unit = trainingRun.unitGrid(0, 2, 5);
    assert.deepEqual([unit.size, unit.outputs], [5, 1]);
    assert.deepEqual(
      [...unit.values],
      [...layer.values].filter((_, index) => index % 3 === 2),
    );
    const map = trainingRun.outputGrid(7, false);
    const heatmaps = trainingRun.heatmaps(5, map);
    assert.deepEqual(heatmaps[0], layer);
    assert.equal(heatmaps[1], null, 'too wide to draw unit by unit');
    assert.equal(heatmaps[2].outputs, 2);
    assert.equal(heatmaps[3], map);
    assert.equal(trainingRun.heatmaps(5, null)[3].size, 5);
  });
  within({ ...state, layers: layersOf([16, 17]) }, (trainingRun) => {
    assert.deepEqual(
      trainingRun.heatmaps(2, null).map((grid) => grid !== null),
      [true, false, true],
    );
  });
});

test('which units there are', () => {
  within(state, (trainingRun) => {
    const has = (layer, unit) => trainingRun.hasUnit(layer, unit);
    assert.ok(has(0, 0) && has(0, 2) && has(1, 0));
    assert.ok(!has(0, 3) && !has(0, -1) && !has(-1, 0) && !has(2, 0));
  });
});

test('parameters are set one by one, and what was measured is measured anew', () => {
  within(state, (trainingRun) => {
    const before = trainingRun.parameters();
    const measurement = trainingRun.measure('none');
    trainingRun.setParameters(Uint32Array.of(0, 12), Float32Array.of(9, -9));
    const after = trainingRun.parameters();
    assert.deepEqual([after[0], after[12]], [9, -9]);
    assert.deepEqual([...after.slice(1, 12)], [...before.slice(1, 12)]);
    assert.notEqual(trainingRun.measure('none').train.loss, measurement.train.loss);
  });
});

test('a row of either split is traced with its own inputs and target', () => {
  within({ ...state, data: 'blobs', features: ['x1', 'x2', 'x1^2'] }, (trainingRun) => {
    const { dataset } = trainingRun.describe();
    assert.ok(dataset.outputs > 1);
    for (const split of ['train', 'test']) {
      for (const row of [0, 7]) {
        const { layers } = trainingRun.trace(split, row);
        assert.deepEqual([...layers[0].input], [...dataset[split].x.slice(3 * row, 3 * row + 3)]);
      }
    }
    const { outputs } = dataset;
    const { layers, ...rest } = trainingRun.trace('train', 3);
    const predicted = layers.at(-1).activation;
    const target = dataset.train.y.slice(3 * outputs, 4 * outputs);
    const loss = -target.reduce((sum, t, k) => sum + t * Math.log(predicted[k]), 0);
    assert.ok(Math.abs(rest.loss - loss) < 1e-5, `${rest.loss}, not ${loss}`);
    const probe = trainingRun.probe(3);
    assert.equal(probe.row, 3);
    assert.deepEqual(
      probe.layers.map(({ activation }) => [...activation]),
      layers.map(({ activation }) => [...activation]),
    );
    assert.deepEqual(Object.keys(probe.layers[0]), ['preActivation', 'activation', 'derivative']);
  });
});

test('gradients are those of the step, and are right', () => {
  within(state, (trainingRun) => {
    trainingRun.train(1);
    assert.equal(trainingRun.gradients().length, 13);
    const { worstRelativeError } = trainingRun.checkGradients(5);
    assert.ok(worstRelativeError < 1e-2, `${worstRelativeError}`);
  });
});

test('gradients are checked on the first rows of the training data', () => {
  const asked = [];
  const spy = engineWith({ network: () => ({ checkGradients: (x, y) => asked.push([x, y]) }) });
  const blobs = { ...state, data: 'blobs' };
  const trainingRun = new TrainingRun(spy, configurationOf(blobs));
  const { train, outputs } = trainingRun.describe().dataset;
  trainingRun.checkGradients(5);
  assert.deepEqual(asked, [[train.x.slice(0, 10), train.y.slice(0, 5 * outputs)]]);
  trainingRun.dispose();
});

test('a snapshot is gone back to, with the settings of now', () => {
  within(state, (trainingRun) => {
    trainingRun.train(3);
    const snapshot = trainingRun.save();
    const there = trainingRun.measure('none').train.loss;
    trainingRun.train(3);
    trainingRun.applyLive({ ...liveSettings(state), learningRate: 0.125 });
    trainingRun.restore(snapshot);
    assert.equal(trainingRun.step, 3);
    assert.equal(trainingRun.learningRate, 0.125);
    assert.equal(trainingRun.measure('none').train.loss, there);
  });
});

test('a run starts from parameters that fit, and from a snapshot', () => {
  const start = (rest) => {
    const trainingRun = new TrainingRun(engine, configurationOf(state, rest));
    const { step } = trainingRun;
    const parameters = trainingRun.parameters();
    trainingRun.dispose();
    return { step, parameters };
  };
  const own = start({}).parameters;
  const given = new Float32Array(13).fill(0.25);
  assert.deepEqual(start({ parameters: given }).parameters, given);
  assert.deepEqual(start({ parameters: new Float32Array(12) }).parameters, own);
  const snapshot = within(state, (trainingRun) => {
    trainingRun.train(4);
    return trainingRun.save();
  });
  assert.equal(start({ snapshot }).step, 4);
});

test('a network that the engine refuses leaves no data set behind', () => {
  const disposed = [];
  const spy = engineWith({
    dataset: (real) => ({
      dispose: () => {
        disposed.push(real.kind);
        real.dispose();
      },
    }),
  });
  const configuration = configurationOf(state);
  configuration.network.layers[0].units = -1;
  assert.throws(() => new TrainingRun(spy, configuration), {
    code: 'out-of-range',
  });
  assert.deepEqual(disposed, ['circles']);
  const trainingRun = new TrainingRun(spy, configurationOf(state));
  assert.deepEqual(disposed, ['circles'], 'one that it takes keeps its own');
  trainingRun.dispose();
  assert.deepEqual(disposed, ['circles', 'circles']);
});

test('one input: a map of one row', () => {
  within({ ...state, data: 'sine-1d' }, (trainingRun) => {
    const grid = trainingRun.outputGrid(16, false);
    assert.deepEqual([grid.size, grid.values.length], [16, 16]);
    assert.equal(trainingRun.describe().inputGrid.values.length, 24);
  });
});
