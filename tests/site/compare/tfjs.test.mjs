// An independent implementation agrees: four cells, three seeds each, in TensorFlow.js from the same initial weights, on
// whole batches. Every training loss that a trial measured must be theirs within 1e-4.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { readComparison, trialsOf } from '../../../site/src/compare/comparison.js';
import { measureTrial } from '../../../site/src/compare/measure.js';
import { datasetSpec, networkSpec } from '../../../site/src/state/spec.js';
import { fitTo } from '../../../site/src/worker/fit-network.js';
import { engine, schema } from '../tables.mjs';

await tf.setBackend('cpu');

const tolerance = 1e-4;
const comparison = readComparison(schema, {
  base: 'preset=none&layers=6,6&samples=80&batchSize=40&learningRate=0.2',
  rows: 'activation:tanh|relu',
  columns: 'initializer:xavier-normal|he-normal',
  seeds: 3,
  steps: 60,
});

/** The initial weights and biases of each layer, as variables. */
function variablesOf(experiment, dataset) {
  const network = engine.createNetwork(fitTo(networkSpec(experiment), dataset, engine.activations));
  const parameters = network.parameters();
  network.dispose();
  const units = [dataset.inputs, ...experiment.layers.map((layer) => layer.units), 1];
  let offset = 0;
  const take = (...shape) => {
    const count = shape.reduce((product, length) => product * length, 1);
    const values = parameters.slice(offset, offset + count);
    offset += count;
    return tf.variable(tf.tensor(values, shape));
  };
  const layers = units
    .slice(1)
    .map((width, index) => ({ w: take(units[index], width), b: take(width) }));
  assert.equal(offset, parameters.length);
  return layers;
}

/** Losses before each of the steps, and after the last. */
function theirLosses(experiment, steps) {
  const dataset = engine.createDataset(datasetSpec(experiment, schema));
  const { x, y } = dataset.train();
  const inputs = tf.tensor2d(x, [dataset.trainSize, dataset.inputs]);
  const targets = tf.tensor2d(y, [dataset.trainSize, 1]);
  const layers = variablesOf(experiment, dataset);
  dataset.dispose();
  const activate = experiment.layers[0].activation === 'tanh' ? tf.tanh : tf.relu;
  const loss = () => {
    const hidden = layers
      .slice(0, -1)
      .reduce((a, { w, b }) => activate(tf.add(tf.matMul(a, w), b)), inputs);
    const { w, b } = layers.at(-1);
    return tf.losses.sigmoidCrossEntropy(targets, tf.add(tf.matMul(hidden, w), b));
  };
  const optimizer = tf.train.sgd(experiment.learningRate);
  const losses = Array.from(
    { length: steps },
    () => tf.tidy(() => optimizer.minimize(loss, true)).dataSync()[0],
  );
  return [...losses, tf.tidy(loss).dataSync()[0]];
}

for (const { cell, seed, experiment, steps } of trialsOf(comparison)) {
  const { activation, initializer } = experiment.layers[0];
  test(`cell ${cell}, ${activation} and ${initializer}, seed ${seed}`, () => {
    const { step, trainLoss } = measureTrial(engine, experiment, steps);
    const theirs = theirLosses(experiment, steps);
    assert.equal(step.at(-1), steps);
    for (const [index, at] of step.entries()) {
      const difference = Math.abs(trainLoss[index] - theirs[at]);
      assert.ok(difference < tolerance, `step ${at}: ${trainLoss[index]} and ${theirs[at]}`);
    }
  });
}
