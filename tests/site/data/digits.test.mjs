/** What the shipped digits promise: a network with one hidden layer reads them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadShipped } from '../../../site/src/data/shipped.js';
import { readExperiment, runTrial } from '../../../site/src/trial/index.js';
import { engine } from '../tables.mjs';

const folder = new URL('../../../site/public/data/', import.meta.url);
const { spec } = await loadShipped('digits', folder);
const seeds = [1, 2, 3, 4, 5];
const base = 'preset=none&layers=32&activation=relu&optimizer=adam&learningRate=0.01&batchSize=32';
const epochs = 30;

/** The test accuracy of each seed after 30 epochs. @param {object} data */
function accuracies(data) {
  const trainRows = Math.round(spec.labels.length * (1 - data.testFraction));
  const steps = Math.floor((epochs * trainRows) / 32);
  return seeds.map((seed) => {
    const { experiment, problems } = readExperiment(engine, `${base}&seed=${seed}`);
    assert.deepEqual(problems, []);
    const plan = { steps, measurements: 1, data: { ...spec, ...data, seed } };
    return runTrial(engine, experiment, plan).final.testAccuracy;
  });
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('a random fifth of the rows: at least 96.5 % right, in the mean of five seeds', (t) => {
  const found = accuracies({ testFraction: 0.2, split: 'stratified' });
  t.diagnostic(`${found.map((value) => value.toFixed(4))}, mean ${mean(found).toFixed(4)}`);
  assert.ok(mean(found) >= 0.965, `mean ${mean(found)}`);
});

test('the last 500 rows, by other writers: from 91 to 94.5 % right', (t) => {
  const found = accuracies({ testFraction: 500 / 1797, split: 'last' });
  t.diagnostic(`${found.map((value) => value.toFixed(4))}, mean ${mean(found).toFixed(4)}`);
  assert.ok(mean(found) >= 0.91 && mean(found) <= 0.945, `mean ${mean(found)}`);
});

test('a map of 64 inputs is refused', () => {
  const { experiment } = readExperiment(engine, base);
  assert.throws(() => runTrial(engine, experiment, { steps: 0, map: 8, data: spec }), {
    code: 'out-of-range',
    message: /map: 8 given with 64 inputs/,
  });
});

for (const [name, least] of [
  ['iris', 0.9],
  ['wine', 0.93],
  ['penguins', 0.96],
]) {
  test(`${name}: at least ${100 * least} % right, in the mean of five seeds`, async (t) => {
    const { spec: data } = await loadShipped(name, folder);
    const found = seeds.map((seed) => {
      const { experiment } = readExperiment(engine, `${base}&seed=${seed}`);
      const plan = { steps: 300, measurements: 1, data: { ...data, seed } };
      return runTrial(engine, experiment, plan).final.testAccuracy;
    });
    t.diagnostic(`${found.map((value) => value.toFixed(3))}, mean ${mean(found).toFixed(3)}`);
    assert.ok(mean(found) >= least, `mean ${mean(found)}`);
  });
}
