import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf, plainState } from '../../site/src/state/state.js';
import { datasetSpec, liveSettings, networkSpec } from '../../site/src/state/spec.js';
import { Laboratory } from '../../site/src/worker/laboratory.js';
import { engineWith } from './engine-with.mjs';
import { engine, laboratoryOf, schema } from './tables.mjs';

const state = {
  ...plainState,
  layers: layersOf([3]),
  samples: 40,
  batchSize: 5,
  learningRate: 0.5,
};

/** What a laboratory is told of a state. */
const configurationOf = (of, rest = {}) => ({
  run: 1,
  dataset: datasetSpec(of, schema),
  network: networkSpec(of),
  live: liveSettings(of),
  ...rest,
});
/** Uses a laboratory and disposes of it. */
function within(of, use) {
  const laboratory = laboratoryOf(of);
  try {
    return use(laboratory);
  } finally {
    laboratory.dispose();
  }
}

test('what is described is what was made', () => {
  within(state, (laboratory) => {
    const { dataset, parameterCount, layers, inputGrid, loss } = laboratory.describe();
    const { kind, task, inputs, outputs, dimensions, classes, targets } = dataset;
    assert.deepEqual(
      { kind, task, inputs, outputs, dimensions, classes, targets },
      ...[
        {
          kind: 'circles',
          task: 'classification',
          inputs: 2,
          outputs: 1,
          dimensions: 2,
          classes: 2,
          targets: 'binary',
        },
      ],
    );
    assert.equal(dataset.train.labels.length, 20);
    assert.equal(dataset.test.labels.length, 20);
    assert.equal(parameterCount, 13);
    assert.equal(laboratory.parameters().length, 13);
    assert.deepEqual(layers, [
      { units: 3, activation: 'tanh', pieces: 1, slopes: 0 },
      { units: 1, activation: 'sigmoid', pieces: 1, slopes: 0 },
    ]);
    assert.equal(loss, 'binary-cross-entropy');
    assert.equal(inputGrid.size, 24);
    assert.equal(inputGrid.values.length, 24 * 24 * 2);
    assert.equal(laboratory.multiplications, 13 * 40);
  });
});

test('pieces of maxout and slopes of prelu are told', () => {
  const layers = [
    { ...layersOf([3])[0], activation: 'maxout', params: { pieces: 5 } },
    { ...layersOf([3])[0], activation: 'maxout' },
    { ...layersOf([4])[0], activation: 'prelu' },
  ];
  within({ ...state, layers, lossParams: {}, loss: 'huber' }, (laboratory) => {
    const told = laboratory.describe();
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
  within({ ...state, loss: 'huber', lossParams: { delta: 2 } }, (laboratory) => {
    assert.equal(laboratory.describe().loss, 'huber', 'with parameters, too');
  });
});

test('training takes steps of the batch size, and an epoch is all rows once', () => {
  within(state, (laboratory) => {
    laboratory.train(3);
    assert.deepEqual([laboratory.step, laboratory.epoch], [3, 0]);
    laboratory.train(1);
    assert.deepEqual([laboratory.step, laboratory.epoch], [4, 1]);
    assert.equal(laboratory.learningRate, 0.5);
    laboratory.applyLive({ ...liveSettings(state), batchSize: 20, learningRate: 0.25 });
    laboratory.train(2);
    assert.deepEqual([laboratory.step, laboratory.epoch], [6, 3]);
    assert.equal(laboratory.learningRate, 0.25);
  });
});

test('regularisation and clipping are taken over from the start and while training goes on', () => {
  const sizes = (change) =>
    within({ ...state, ...change }, (laboratory) => {
      laboratory.train(50);
      return laboratory.parameters().reduce((sum, value) => sum + Math.abs(value), 0);
    });
  const free = sizes({});
  assert.ok(sizes({ l2: 1 }) < 0.5 * free);
  assert.ok(sizes({ clipNorm: 1e-6 }) !== free);
  within(state, (laboratory) => {
    laboratory.applyLive({ ...liveSettings(state), regularization: { l2: 1 } });
    laboratory.train(50);
    const size = laboratory.parameters().reduce((sum, value) => sum + Math.abs(value), 0);
    assert.ok(size < 0.5 * free);
  });
});

test('a moment has the losses, and as much of the layers as was asked for', () => {
  within(state, (laboratory) => {
    const none = laboratory.measure('none');
    assert.equal(none.layers, null);
    assert.deepEqual([none.step, none.epoch], [0, 0]);
    assert.ok(none.train.loss > 0 && none.test.loss > 0);
    const magnitudes = laboratory.measure('magnitudes');
    assert.equal(magnitudes.layers.length, 2);
    assert.equal(magnitudes.layers[0].activationValues.histogram, undefined);
    assert.equal(magnitudes.train, none.train, 'not measured twice');
    assert.equal(magnitudes.test, none.test);
    const full = laboratory.measure('full');
    assert.ok(full.layers[0].activationValues.histogram);
    assert.equal(laboratory.measure('magnitudes'), full, 'more than was asked for will do');
    assert.equal(laboratory.measure('none'), full);
    laboratory.train(4);
    const later = laboratory.measure('none');
    assert.deepEqual([later.step, later.epoch, later.layers], [4, 1, null]);
    assert.notEqual(later.train.loss, full.train.loss);
  });
});

test('without test rows there is no test loss', () => {
  within({ ...state, testFraction: 0 }, (laboratory) => {
    assert.deepEqual(laboratory.measure('full').test, { loss: NaN });
    const { train, test: none } = laboratory.predictions();
    assert.deepEqual([train.classes.length, none.classes.length], [40, 0]);
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
  const laboratory = new Laboratory(spy, configurationOf(of));
  laboratory.measure('magnitudes');
  laboratory.dispose();
  return asked;
}

test('statistics look at 256 rows, at 128 of heavy networks, or at all there are', () => {
  assert.deepEqual(statisticsRowsOf(state), [20]);
  assert.deepEqual(statisticsRowsOf({ ...state, samples: 2000 }), [256]);
  const heavy = { ...state, samples: 2000, layers: layersOf([200, 200]) };
  assert.deepEqual(statisticsRowsOf(heavy), [128]);
});

test('a map is as fine as was asked for; one that moves is coarser where it would take long', () => {
  within(state, (laboratory) => {
    assert.equal(laboratory.outputGrid(64, false).size, 64);
    assert.equal(laboratory.outputGrid(64, true).size, 64);
    const { outputs, values, domain } = laboratory.outputGrid(8, false);
    assert.deepEqual([outputs, values.length], [1, 64]);
    assert.deepEqual(domain, laboratory.describe().dataset.domain);
  });
  within({ ...state, layers: layersOf([200, 200]) }, (laboratory) => {
    const { parameterCount } = laboratory.describe();
    assert.equal(laboratory.outputGrid(64, false).size, 64);
    const size = Math.floor(Math.sqrt(6.5e7 / parameterCount));
    assert.ok(size > 20 && size < 64);
    assert.equal(laboratory.outputGrid(64, true).size, size);
    assert.equal(laboratory.outputGrid(30, true).size, 30);
  });
  within({ ...state, layers: layersOf([500, 500]) }, (laboratory) => {
    assert.equal(laboratory.outputGrid(64, true).size, 20, 'no coarser than that');
  });
});

test('layers, units and heatmaps are the same numbers', () => {
  within({ ...state, layers: layersOf([3, 20, 2]) }, (laboratory) => {
    const layer = laboratory.layerGrid(0, 5);
    assert.deepEqual([layer.size, layer.outputs, layer.values.length], [5, 3, 75]);
    const unit = laboratory.unitGrid(0, 2, 5);
    assert.deepEqual([unit.size, unit.outputs], [5, 1]);
    assert.deepEqual(
      [...unit.values],
      [...layer.values].filter((_, index) => index % 3 === 2),
    );
    const map = laboratory.outputGrid(7, false);
    const heatmaps = laboratory.heatmaps(5, map);
    assert.deepEqual(heatmaps[0], layer);
    assert.equal(heatmaps[1], null, 'too wide to draw unit by unit');
    assert.equal(heatmaps[2].outputs, 2);
    assert.equal(heatmaps[3], map);
    assert.equal(laboratory.heatmaps(5, null)[3].size, 5);
  });
  within({ ...state, layers: layersOf([16, 17]) }, (laboratory) => {
    assert.deepEqual(
      laboratory.heatmaps(2, null).map((grid) => grid !== null),
      [true, false, true],
    );
  });
});

test('which units there are', () => {
  within(state, (laboratory) => {
    const has = (layer, unit) => laboratory.hasUnit(layer, unit);
    assert.ok(has(0, 0) && has(0, 2) && has(1, 0));
    assert.ok(!has(0, 3) && !has(0, -1) && !has(-1, 0) && !has(2, 0));
  });
});

test('parameters are set one by one, and what was measured is measured anew', () => {
  within(state, (laboratory) => {
    const before = laboratory.parameters();
    const moment = laboratory.measure('none');
    laboratory.setParameters(Uint32Array.of(0, 12), Float32Array.of(9, -9));
    const after = laboratory.parameters();
    assert.deepEqual([after[0], after[12]], [9, -9]);
    assert.deepEqual([...after.slice(1, 12)], [...before.slice(1, 12)]);
    assert.notEqual(laboratory.measure('none').train.loss, moment.train.loss);
  });
});

test('a row of either split is traced with its own inputs and target', () => {
  within({ ...state, data: 'blobs', features: ['x1', 'x2', 'x1^2'] }, (laboratory) => {
    const { dataset } = laboratory.describe();
    assert.ok(dataset.outputs > 1);
    for (const split of ['train', 'test']) {
      for (const row of [0, 7]) {
        const { layers } = laboratory.trace(split, row);
        assert.deepEqual([...layers[0].input], [...dataset[split].x.slice(3 * row, 3 * row + 3)]);
      }
    }
    const { outputs } = dataset;
    const { layers, ...rest } = laboratory.trace('train', 3);
    const predicted = layers.at(-1).activation;
    const target = dataset.train.y.slice(3 * outputs, 4 * outputs);
    const loss = -target.reduce((sum, t, k) => sum + t * Math.log(predicted[k]), 0);
    assert.ok(Math.abs(rest.loss - loss) < 1e-5, `${rest.loss}, not ${loss}`);
    const probe = laboratory.probe(3);
    assert.equal(probe.row, 3);
    assert.deepEqual(
      probe.layers.map(({ activation }) => [...activation]),
      layers.map(({ activation }) => [...activation]),
    );
    assert.deepEqual(Object.keys(probe.layers[0]), ['preActivation', 'activation', 'derivative']);
  });
});

test('gradients are those of the step, and are right', () => {
  within(state, (laboratory) => {
    laboratory.train(1);
    assert.equal(laboratory.gradients().length, 13);
    const { worstRelativeError } = laboratory.checkGradients(5);
    assert.ok(worstRelativeError < 1e-2, `${worstRelativeError}`);
  });
});

test('gradients are checked on the first rows of the training data', () => {
  const asked = [];
  const spy = engineWith({ network: () => ({ checkGradients: (x, y) => asked.push([x, y]) }) });
  const blobs = { ...state, data: 'blobs' };
  const laboratory = new Laboratory(spy, configurationOf(blobs));
  const { train, outputs } = laboratory.describe().dataset;
  laboratory.checkGradients(5);
  assert.deepEqual(asked, [[train.x.slice(0, 10), train.y.slice(0, 5 * outputs)]]);
  laboratory.dispose();
});

test('a snapshot is gone back to, with the settings of now', () => {
  within(state, (laboratory) => {
    laboratory.train(3);
    const snapshot = laboratory.save();
    const there = laboratory.measure('none').train.loss;
    laboratory.train(3);
    laboratory.applyLive({ ...liveSettings(state), learningRate: 0.125 });
    laboratory.restore(snapshot);
    assert.equal(laboratory.step, 3);
    assert.equal(laboratory.learningRate, 0.125);
    assert.equal(laboratory.measure('none').train.loss, there);
  });
});

test('a run starts from parameters that fit, and from a snapshot', () => {
  const start = (rest) => {
    const laboratory = new Laboratory(engine, configurationOf(state, rest));
    const { step } = laboratory;
    const parameters = laboratory.parameters();
    laboratory.dispose();
    return { step, parameters };
  };
  const own = start({}).parameters;
  const given = new Float32Array(13).fill(0.25);
  assert.deepEqual(start({ parameters: given }).parameters, given);
  assert.deepEqual(start({ parameters: new Float32Array(12) }).parameters, own);
  const snapshot = within(state, (laboratory) => {
    laboratory.train(4);
    return laboratory.save();
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
  assert.throws(() => new Laboratory(spy, configuration), {
    code: 'out-of-range',
  });
  assert.deepEqual(disposed, ['circles']);
  const laboratory = new Laboratory(spy, configurationOf(state));
  assert.deepEqual(disposed, ['circles'], 'one that it takes keeps its own');
  laboratory.dispose();
  assert.deepEqual(disposed, ['circles', 'circles']);
});

test('one input: a map of one row', () => {
  within({ ...state, data: 'sine-1d' }, (laboratory) => {
    const grid = laboratory.outputGrid(16, false);
    assert.deepEqual([grid.size, grid.values.length], [16, 16]);
    assert.equal(laboratory.describe().inputGrid.values.length, 24);
  });
});

test('the plane as a layer sees it has its principal components, whose axes stay on their sides', () => {
  within({ ...state, layers: layersOf([4, 1]) }, (laboratory) => {
    const { components, ...grid } = laboratory.warpedGrid(0, 5);
    assert.deepEqual(grid, laboratory.layerGrid(0, 5));
    const [first, second] = components.scores;
    assert.deepEqual([first.length, second.length], [25, 25]);
    const [most, rest] = components.shares;
    assert.ok(most >= rest && rest >= 0 && most + rest <= 1 + 1e-9);
    for (let step = 0; step < 5; step++) {
      laboratory.train(1);
      const next = laboratory.warpedGrid(0, 5).components.scores[0];
      assert.ok(first.reduce((sum, score, cell) => sum + score * next[cell], 0) > 0);
    }
    assert.equal(laboratory.warpedGrid(1, 5).components, null, 'a single unit has none');
  });
});

test('rows are judged by their classes; numbers that are predicted have none', () => {
  within(state, (laboratory) => {
    const { train, test: held } = laboratory.predictions();
    assert.equal(train.classes.length, laboratory.describe().dataset.train.labels.length);
    assert.equal(held.confusion.length, 4);
  });
  within({ ...state, data: 'plane' }, (laboratory) => {
    assert.equal(laboratory.predictions(), null);
  });
});
