/** Each experiment shows what its line promises, within the ten seconds that someone watches at its own speed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherEvidence } from '../../site/src/diagnosis/evidence.js';
import { diagnose } from '../../site/src/diagnosis/rules.js';
import { presetOf, presetState, presets } from '../../site/src/state/presets.js';
import { runTrial } from '../../site/src/trial/index.js';
import { engine, schema } from './tables.mjs';

const watched = 10;
const ln2 = Math.log(2);

/** What has been seen of a state after so many seconds at its speed. */
function watch(state, seconds = watched) {
  const trial = runTrial(engine, state, {
    steps: seconds * state.speed,
    measurements: 400,
    layers: true,
    predictions: true,
  });
  const measurement = (index) => ({
    train: { loss: trial.trainLoss.at(index), accuracy: trial.trainAccuracy.at(index) },
    test: { loss: trial.testLoss.at(index), accuracy: trial.testAccuracy.at(index) },
    layers: trial.layers.at(index),
  });
  const [first, last] = [measurement(0), measurement(-1)];
  const evidence = gatherEvidence({ state, schema, curves: trial, layers: last.layers });
  const found = diagnose(evidence).map(({ id }) => id);
  const bestTest = Math.min(...trial.testLoss);
  return {
    first,
    last,
    diverged: trial.diverged,
    outputs: trial.predictions.test,
    found,
    bestTest,
  };
}

const seen = (id, seconds) => watch(presetState(id), seconds);
const tried = (id, seconds) => watch({ ...presetState(id), ...presetOf(id).next.change }, seconds);

const hidden = ({ layers }) => layers.slice(0, -1);
const activations = (measurement) =>
  hidden(measurement).map(({ activationValues }) => activationValues.meanAbsolute);
const gradients = (measurement) =>
  hidden(measurement).map(({ meanAbsoluteGradient: size }) => size);
const ratio = (values) => Math.max(...values) / Math.min(...values);
/** How many times larger the last value is than the first. */
const growth = (values) => values.at(-1) / values[0];

/** Accuracy within reach of chance. */
const guesses = ({ last }) => last.train.accuracy < 0.7 && last.train.loss > 0.67;
const solves = ({ last }) => last.train.accuracy > 0.94;

const claims = {
  vanishing() {
    const run = seen('vanishing');
    const sizes = gradients(run.last);
    assert.ok(guesses(run) && Math.abs(run.last.train.loss - ln2) < 0.01);
    assert.ok(
      sizes.every((size, layer) => layer === 0 || size > 2 * sizes[layer - 1]),
      `${sizes}`,
    );
    assert.ok(growth(sizes) > 1000);
    assert.equal(run.found[0], 'vanishing');
    assert.ok(solves(tried('vanishing')));
  },
  'sigmoid-tanh'() {
    const [sigmoid, tanh] = [seen('sigmoid-tanh', 3), tried('sigmoid-tanh', 3)];
    const means = (measurement) =>
      hidden(measurement).map(({ activationValues }) => activationValues.mean);
    assert.ok(means(sigmoid.last).every((mean) => Math.abs(mean - 0.5) < 0.15));
    assert.ok(means(tanh.last).every((mean) => Math.abs(mean) < 0.25));
    assert.ok(sigmoid.last.train.loss > 0.65 && tanh.last.train.loss < 0.01);
  },
  exploding() {
    const run = seen('exploding');
    assert.ok(growth(activations(run.first)) > 10);
    assert.ok(growth(gradients(run.first)) < 0.1);
    assert.ok(run.diverged.step < 10, `${run.diverged.step}`);
    const clipped = tried('exploding');
    assert.equal(clipped.diverged, undefined);
    assert.ok(clipped.last.train.loss < 0.05 * clipped.first.train.loss);
  },
  'dying-relu'() {
    const run = seen('dying-relu');
    const dead = (measurement) => hidden(measurement).map(({ deadShare }) => deadShare);
    assert.ok(dead(run.first).every((share) => share < 1));
    assert.equal(dead(run.last).at(-1), 1, 'the last hidden layer is dead');
    const reached = (measurement) =>
      hidden(measurement).map(({ deadShare, cutOffShare }) => 1 - deadShare - cutOffShare);
    assert.deepEqual(reached(run.last), [0, 0, 0], 'and cuts off what is alive before it');
    assert.equal(run.found[0], 'dying-relu');
    const leaky = tried('dying-relu');
    assert.deepEqual(dead(leaky.last), [0, 0, 0]);
    assert.ok(leaky.last.train.accuracy > 0.8);
  },
  selu() {
    const [selu, tanh] = [seen('selu'), tried('selu')];
    for (const measurement of [selu.first, selu.last])
      assert.ok(ratio(activations(measurement)) < 2);
    for (const measurement of [tanh.first, tanh.last])
      assert.ok(growth(activations(measurement)) < 0.4);
  },
  'linear-xor'() {
    const run = seen('linear-xor');
    assert.ok(guesses(run));
    assert.equal(run.found[0], 'linear');
    assert.ok(solves(tried('linear-xor')));
  },
  'perceptron-xor'() {
    const run = seen('perceptron-xor');
    assert.ok(guesses(run));
    assert.equal(run.found[0], 'linear');
    assert.ok(solves(tried('perceptron-xor')));
  },
  step() {
    const run = seen('step');
    assert.deepEqual(gradients(run.last), [0, 0]);
    assert.ok(guesses(run));
    assert.equal(run.found[0], 'step-function');
    assert.ok(solves(tried('step')));
  },
  'zero-init'() {
    const run = seen('zero-init');
    for (const { unitMeanAbsolute } of hidden(run.last))
      assert.equal(new Set(unitMeanAbsolute).size, 1);
    assert.ok(guesses(run));
    assert.equal(run.found[0], 'symmetry');
    const random = tried('zero-init');
    for (const { unitMeanAbsolute } of hidden(random.last))
      assert.equal(new Set(unitMeanAbsolute).size, 8);
    assert.ok(solves(random));
  },
  'xavier-he'() {
    const [xavier, he] = [seen('xavier-he'), tried('xavier-he')];
    assert.ok(growth(activations(xavier.first)) < 0.05);
    assert.ok(ratio(activations(he.first)) < 2);
    assert.ok(he.last.train.loss < 0.5 * xavier.last.train.loss);
  },
  'blobs-mod-2'() {
    assert.ok(guesses(seen('blobs-mod-2')));
    assert.ok(solves(tried('blobs-mod-2')));
  },
  'rate-high'() {
    const run = seen('rate-high');
    assert.ok(run.last.train.loss > run.first.train.loss);
    assert.equal(run.found[0], 'rate-high');
    assert.ok(solves(tried('rate-high')));
  },
  'rate-low'() {
    const run = seen('rate-low');
    assert.ok(guesses(run) && run.last.train.loss > 0.9 * run.first.train.loss);
    assert.equal(run.found[0], 'rate-low');
    assert.ok(solves(tried('rate-low')));
  },
  spirals() {
    assert.ok(solves(seen('spirals')));
    assert.ok(solves(tried('spirals', 3)) && !solves(seen('spirals', 3)));
  },
  softmax() {
    const run = seen('softmax');
    assert.ok(solves(run));
    for (let row = 0; row < run.outputs.length; row += 3) {
      const sum = run.outputs.subarray(row, row + 3).reduce((a, b) => a + b);
      assert.ok(Math.abs(sum - 1) < 1e-6, `${sum}`);
    }
  },
  overfitting() {
    const run = seen('overfitting');
    assert.ok(run.last.test.loss > 3 * run.bestTest && run.last.train.loss < 0.1);
    assert.equal(run.found[0], 'overfitting');
    const decayed = tried('overfitting');
    assert.ok(decayed.last.test.loss < 0.5 * run.last.test.loss);
    assert.ok(!decayed.found.includes('overfitting'));
  },
  'no-bias'() {
    const [far, at0] = [seen('no-bias'), tried('no-bias')];
    assert.ok(activations(far.first)[0] > 0.9, 'no boundary among the data');
    assert.ok(activations(at0.first)[0] < 0.6);
    assert.ok(at0.last.train.loss < 0.8 * far.last.train.loss);
  },
};

test('every experiment is here', () => {
  assert.deepEqual(Object.keys(claims).sort(), presets.map(({ id }) => id).sort());
});

for (const [id, claim] of Object.entries(claims)) test(`${id}: ${presetOf(id).watch}`, claim);
