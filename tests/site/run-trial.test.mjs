import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presets } from '../../site/src/state/presets.js';
import { encodeWeights } from '../../site/src/state/weights.js';
import { readExperiment, runTrial } from '../../site/src/trial/index.js';
import { engine, laboratoryOf } from './tables.mjs';

const read = (text) => readExperiment(engine, text).experiment;
const small = read('preset=none&layers=4&samples=60');

test('measured at step 0 and on to the last step', () => {
  const trial = runTrial(engine, small, { steps: 100, measurements: 2 });
  assert.deepEqual([...trial.step], [0, 10, 100]);
  for (const name of ['trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy']) {
    assert.equal(trial[name].length, 3, name);
    assert.equal(trial.final[name], trial[name][2], name);
  }
  assert.ok(trial.trainLoss[2] < trial.trainLoss[0]);
  assert.equal(trial.seed, small.seed);
  assert.equal(trial.layers ?? trial.predictions ?? trial.map ?? trial.diverged, undefined);
});

for (const { id } of presets) {
  test(`the same parameters as the run of the playground: ${id}`, () => {
    const experiment = read(`preset=${id}`);
    const run = laboratoryOf({ ...experiment, speed: 0, maxSteps: 0 });
    run.train(20);
    const trial = runTrial(engine, experiment, { steps: 20, measurements: 7 });
    const whole = runTrial(engine, experiment, { steps: 20, measurements: 1, layers: true });
    assert.equal(trial.parameterHash, whole.parameterHash, 'measuring changes nothing');
    const weights = encodeWeights(run.parameters());
    run.dispose();
    const there = runTrial(engine, { ...experiment, weights }, { steps: 0 });
    assert.equal(trial.parameterHash, there.parameterHash);
  });
}

test('layers, predictions and a map where they are asked for', () => {
  const plan = { steps: 5, measurements: 2, layers: true, predictions: true, map: 8 };
  const trial = runTrial(engine, small, plan);
  assert.equal(trial.layers.length, trial.step.length);
  assert.deepEqual(
    trial.layers[0].map(({ units }) => units),
    [4, 1],
  );
  assert.equal(trial.predictions.train.length, 30);
  assert.equal(trial.predictions.test.length, 30);
  assert.equal(trial.map.size, 8);
  assert.equal(trial.map.values.length, 64);
});

test('without test rows there is no test loss, and nothing fails', () => {
  const trial = runTrial(engine, { ...small, testFraction: 0 }, { steps: 3 });
  assert.ok(Number.isNaN(trial.final.testLoss) && Number.isFinite(trial.final.trainLoss));
});

test('a run that diverges says so, and keeps what was measured before', () => {
  const trial = runTrial(engine, read('preset=exploding'), { steps: 1000, measurements: 50 });
  assert.ok(trial.diverged.step < 100);
  assert.ok(trial.step.length > 1 && trial.step.at(-1) <= trial.diverged.step);
  assert.ok(trial.trainLoss.every(Number.isFinite));
});

test('starts from the weights of a link', () => {
  const run = laboratoryOf({ ...small, speed: 0, maxSteps: 0 });
  const parameters = run.parameters().map((value) => value / 2);
  run.dispose();
  const trial = runTrial(engine, { ...small, weights: encodeWeights(parameters) }, { steps: 0 });
  const random = runTrial(engine, small, { steps: 0 });
  assert.notEqual(trial.parameterHash, random.parameterHash);
  assert.notEqual(trial.trainLoss[0], random.trainLoss[0]);
});

test('data in place of the data set that the experiment names', () => {
  const data = { kind: 'xor', samples: 40, seed: 3, testFraction: 0.5 };
  const trial = runTrial(engine, small, { steps: 1, data, predictions: true });
  assert.equal(trial.predictions.train.length, 20);
});

test('a bad plan or experiment is refused, and leaves nothing behind', () => {
  const code = (experiment, plan) => {
    try {
      runTrial(engine, experiment, plan);
    } catch (error) {
      return error.code;
    }
    return 'accepted';
  };
  for (const plan of [
    { steps: -1 },
    { steps: 1.5 },
    { steps: '3' },
    {},
    { steps: 1, measurements: 0 },
    { steps: 1, map: 1000 },
  ])
    assert.equal(code(small, plan), 'out-of-range', JSON.stringify(plan));
  for (const change of [{ learningRate: 0 }, { layers: 'many' }, { weights: '1.AAAAAA' }])
    assert.equal(code({ ...small, ...change }, { steps: 1 }), 'invalid-experiment');
  const before = engine.memoryBytes();
  for (let i = 0; i < 200; i += 1) code({ ...small, weights: '1.AAAAAA' }, { steps: 1 });
  assert.equal(engine.memoryBytes(), before);
});

test('validation rows are measured where there are some, and take none from the test', () => {
  const without = runTrial(engine, small, { steps: 3 });
  assert.ok(without.validationLoss.every(Number.isNaN));
  const experiment = read('preset=none&layers=4&samples=60&validationFraction=0.2&initialScale=2');
  const trial = runTrial(engine, experiment, { steps: 3 });
  assert.ok(trial.validationLoss.every((loss) => loss > 0));
  assert.equal(trial.final.validationAccuracy, trial.validationAccuracy.at(-1));
  assert.notEqual(trial.trainLoss[0], without.trainLoss[0], 'the initial weights are larger');
});
