// Writes tests/golden/determinism.json: experiments, and the hash of the parameters that each ends with in the
// built engine (dist/engine/). Every build and every browser must then end with the same bits.
//
//   node tests/golden/update.mjs      after a change that is meant to change numbers, or a new table entry

import { writeFile } from 'node:fs/promises';
import { loadEngine } from '../../dist/engine/index.js';
import { run } from './experiment.mjs';

const engine = await loadEngine();

const SPIRALS = { kind: 'spirals', samples: 400, noise: 0.1, seed: 3 };
const CIRCLES = { kind: 'circles', samples: 120, noise: 0.1, seed: 5 };
const SHORT = { steps: 60, batchSize: 7 };

/** The output activation that a loss is fused with, or none. */
function outputFor(/** @type {{fusedWith: string}} */ loss) {
  return loss.fusedWith === '' ? 'linear' : loss.fusedWith;
}

/** 2-7-5-1 with some of it replaced; no layer is a whole number of lanes. */
function small(/** @type {object} */ more = {}, hidden = 'tanh') {
  return {
    inputs: 2,
    layers: [
      { units: 7, activation: hidden, bias: 0.05 },
      { units: 5, activation: hidden },
      { units: 1, activation: 'sigmoid' },
    ],
    loss: 'binary-cross-entropy',
    optimizer: { name: 'adam' },
    seed: 17,
    ...more,
  };
}

/** A data set with targets that the loss takes. */
function dataFor(/** @type {import('../../dist/engine/index.js').LossInfo} */ loss) {
  if (loss.targets === 'real') return { kind: 'plane', samples: 120, noise: 0.1, seed: 5 };
  return { ...CIRCLES, targets: loss.targets };
}

/** @type {import('./experiment.mjs').Experiment[]} */
const experiments = [
  {
    name: 'standard: 2-8-8-1 tanh, spirals, 1,000 steps of 10',
    spec: {
      inputs: 2,
      layers: [
        { units: 8, activation: 'tanh' },
        { units: 8, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binary-cross-entropy',
      optimizer: { name: 'sgd', learningRate: 0.1 },
      seed: 42,
    },
    data: SPIRALS,
    train: { steps: 1000, batchSize: 10 },
  },
  {
    name: 'dropout, L1, L2 and clipping',
    spec: {
      ...small({
        regularization: { l1: 0.001, l2: 0.01 },
        clipping: { value: 0.2, norm: 0.5 },
      }),
      layers: [
        { units: 9, activation: 'relu', dropout: 0.3 },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    data: CIRCLES,
    train: SHORT,
  },
];
for (const { name } of engine.activations) {
  experiments.push({
    name: `activation ${name}`,
    spec: small({}, name),
    data: CIRCLES,
    train: SHORT,
  });
}
for (const loss of engine.losses) {
  const outputs = loss.targets === 'one-hot' ? 2 : 1;
  experiments.push({
    name: `loss ${loss.name}`,
    spec: {
      ...small({ loss: loss.name }),
      layers: [
        { units: 6, activation: 'tanh' },
        { units: outputs, activation: outputFor(loss) },
      ],
    },
    data: dataFor(loss),
    train: SHORT,
  });
}
for (const { name } of engine.optimizers) {
  experiments.push({
    name: `optimizer ${name}`,
    spec: small({ optimizer: { name } }),
    data: CIRCLES,
    train: SHORT,
  });
}
for (const { name } of engine.initializers) {
  experiments.push({
    name: `initializer ${name}`,
    spec: {
      ...small(),
      layers: [
        { units: 6, activation: 'tanh', initializer: name },
        { units: 1, activation: 'sigmoid', initializer: name },
      ],
    },
    data: CIRCLES,
    train: SHORT,
  });
}
for (const { name } of engine.schedules) {
  experiments.push({
    name: `schedule ${name}`,
    spec: small({ schedule: name }),
    data: CIRCLES,
    train: SHORT,
  });
}
for (const { name, dimensions, task } of engine.datasets) {
  const data = { kind: name, samples: 90, noise: 0.2, seed: 9, standardize: true };
  const { inputs, outputs, targets } = engine.createDataset(data);
  const classes = targets === 'one-hot';
  experiments.push({
    name: `data set ${name} (${dimensions}-dimensional ${task})`,
    spec: {
      ...small({
        loss: classes ? 'cross-entropy' : targets === 'binary' ? 'binary-cross-entropy' : 'mse',
        inputs,
      }),
      layers: [
        { units: 6, activation: 'tanh' },
        {
          units: outputs,
          activation: classes ? 'softmax' : targets === 'binary' ? 'sigmoid' : 'linear',
        },
      ],
    },
    data,
    train: SHORT,
  });
}

const golden = experiments.map((experiment) => ({ ...experiment, hash: run(engine, experiment) }));
await writeFile(
  new URL('determinism.json', import.meta.url),
  `[\n${golden.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`,
);
console.log(`${golden.length} experiments`);
