import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExperiment } from '../../site/src/trial/index.js';
import { engine } from './tables.mjs';

test('a hash names an experiment and its changes', () => {
  const { experiment, problems } = readExperiment(engine, '#preset=vanishing&layers=8,8&seed=7');
  assert.deepEqual(problems, []);
  assert.equal(experiment.preset, 'vanishing');
  assert.deepEqual(
    experiment.layers.map(({ units, activation }) => [units, activation]),
    [
      [8, 'sigmoid'],
      [8, 'sigmoid'],
    ],
  );
  assert.equal(experiment.seed, 7);
});

test('pacing and view settings are no part of an experiment', () => {
  const plain = readExperiment(engine, 'preset=none');
  const paced = readExperiment(engine, 'preset=none&speed=3&maxSteps=10&theme=dark&map=1');
  assert.deepEqual(paced, plain);
  for (const name of ['speed', 'maxSteps', 'theme', 'map'])
    assert.ok(!(name in plain.experiment), name);
});

test('what cannot be read is left out, and listed with what was given and what is allowed', () => {
  const text = 'preset=none&learningRate=-1&colour=red&activation=relu,tanh,elu&optimizer=fast';
  const { experiment, problems } = readExperiment(engine, text);
  assert.deepEqual(experiment, readExperiment(engine, 'preset=none').experiment);
  const byKey = new Map(problems.map((problem) => [problem.key, problem]));
  assert.deepEqual([...byKey.keys()].sort(), ['activation', 'colour', 'learningRate', 'optimizer']);
  assert.equal(byKey.get('learningRate').given, '−1');
  assert.equal(byKey.get('learningRate').allowed, 'a number, more than 0 and at most 100');
  assert.equal(byKey.get('colour').given, '“colour”');
  assert.ok(byKey.get('colour').allowed.split(', ').includes('learningRate'));
  assert.equal(byKey.get('activation').allowed, '1 or 2 values');
  assert.ok(byKey.get('optimizer').allowed.includes('adam'));
});

test('an experiment that nobody knows is refused by its name', () => {
  const [problem] = readExperiment(engine, 'preset=moonshine').problems;
  assert.equal(problem.key, 'preset');
  assert.ok(problem.allowed.split(', ').includes('vanishing'));
});
