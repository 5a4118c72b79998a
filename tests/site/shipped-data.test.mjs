/** Shipped data sets where generated ones may stand: in experiments, in trials and in the worker. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue } from '../../site/src/data/catalogue.js';
import { loadShipped } from '../../site/src/data/shipped.js';
import { encodeHash } from '../../site/src/state/hash.js';
import { datasetSpec, liveSettings, networkSpec } from '../../site/src/state/spec.js';
import { readExperiment, runTrial } from '../../site/src/trial/index.js';
import { loadRows } from '../../site/src/worker/given-rows.js';
import { engine, schema } from './tables.mjs';

// node's own channel would keep this process alive
globalThis.MessageChannel = class {
  port1 = { onmessage: null };
  port2 = { postMessage: (data) => setImmediate(() => this.port1.onmessage?.({ data })) };
};
const { Service } = await import('../../site/src/worker/service.js');

const folder = new URL('../../site/public/data/', import.meta.url);
const loadData = (name) => loadRows(name, undefined, folder);
const read = (text) => readExperiment(engine, text);

test('a link names each of them', () => {
  for (const { name } of catalogue) {
    const { experiment, problems } = read(`preset=none&data=${name}`);
    assert.deepEqual(problems, []);
    assert.equal(experiment.data, name);
  }
});

test('a trial without their rows is refused by name', () => {
  const { experiment } = read('preset=none&data=wine');
  assert.throws(() => runTrial(engine, experiment, { steps: 0 }), {
    code: 'no-data',
    message: /the rows of wine/,
  });
});

test('the experiment decides which rows train', async () => {
  const { spec } = await loadShipped('iris', folder);
  const trial = (text) => {
    const { experiment } = read(`preset=none&data=iris&${text}`);
    const plan = { steps: 1, measurements: 1, predictions: true, data: spec };
    return runTrial(engine, experiment, plan).predictions.test.length / 3;
  };
  assert.equal(trial('testFraction=0.2'), 30);
  assert.equal(trial('testFraction=0.4&split=last'), 60);
});

/** A service that has configured an experiment, and what it said. @param {string} text */
async function configured(text) {
  const said = [];
  const service = new Service({
    loadEngine: async () => engine,
    loadData,
    post: (message) => void said.push(message),
  });
  const { experiment } = read(text);
  const state = { ...experiment, speed: 0, maxSteps: 0 };
  const configuration = {
    run: 1,
    dataset: datasetSpec(state, schema),
    network: networkSpec(state),
    live: liveSettings(state),
  };
  await service.receive({ type: 'configure', id: 1, configuration });
  return { service, said, reply: said.find(({ id }) => id === 1) };
}

test('the worker loads the digits, draws them on a plane, and names columns and classes', async () => {
  const { reply } = await configured('preset=none&data=digits&testFraction=0.2&layers=8');
  const { dataset, inputGrid } = reply.value;
  assert.equal(dataset.inputs, 64);
  assert.equal(dataset.dimensions, 2);
  assert.equal(dataset.train.points.length, 2 * dataset.train.labels.length);
  assert.equal(dataset.train.labels.length + dataset.test.labels.length, 1797);
  assert.deepEqual(dataset.classNames, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  assert.match(dataset.plane.description, /principal components/);
  assert.equal(inputGrid.outputs, 64);
  assert.deepEqual(dataset.image, { width: 8, height: 8, channels: 1 });
});

test('a frame has the map of the plane', async () => {
  const { service, said } = await configured('preset=none&data=iris&layers=4');
  const pictures = { map: 12, heatmap: 6, unit: null, warp: 0, statistics: 'none', probe: null };
  await service.receive({
    type: 'frame',
    request: { ...pictures, parameters: false, gradients: false, predictions: true },
  });
  const { frame } = said.find(({ type }) => type === 'frame');
  assert.equal(frame.map.values.length, 12 * 12 * 3);
  assert.ok(frame.map.values.every(Number.isFinite));
  assert.equal(frame.warp.outputs, 4);
});

test('a file that cannot be loaded is told, and the run on screen stays', async () => {
  const said = [];
  const service = new Service({
    loadEngine: async () => engine,
    loadData: (name) => loadRows(name, undefined, new URL('nowhere/', folder)),
    post: (message) => void said.push(message),
  });
  const configure = async (/** @type {number} */ id, /** @type {string} */ data) => {
    const state = { ...read(`preset=none&data=${data}`).experiment, speed: 0, maxSteps: 0 };
    const configuration = {
      run: id,
      dataset: datasetSpec(state, schema),
      network: networkSpec(state),
      live: liveSettings(state),
    };
    await service.receive({ type: 'configure', id, configuration });
    return said.find((message) => message.id === id);
  };
  await configure(1, 'xor');
  const failure = await configure(2, 'iris');
  assert.equal(failure.type, 'failure');
  assert.equal(failure.code, 'not-found');
  await service.receive({ type: 'step', id: 3, unit: 'step', count: 1 });
  assert.equal(said.find(({ id }) => id === 3).value.step, 1);
});

test('the settings of generated data are kept in the link for a later choice of such', () => {
  const { experiment } = read('preset=none&data=iris&noise=0.3');
  const hash = encodeHash(schema, { ...experiment, speed: 0, maxSteps: 0 });
  assert.match(hash, /data=iris/);
});
