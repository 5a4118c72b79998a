import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../site/src/compare/compare.js';
import { readComparison, trialsOf } from '../../../site/src/compare/comparison.js';
import { readExperiment, runTrial } from '../../../site/src/trial/index.js';
import { engine, schema } from '../tables.mjs';

const refused = (code, description) =>
  assert.throws(() => readComparison(schema, description), { name: 'CompareError', code });

test('the cells are every row with every column, the seeds 1, 2, …', () => {
  const { cells, seeds } = readComparison(schema, {
    rows: 'activation:tanh|relu',
    columns: 'learningRate:0.1|0.3|1',
    seeds: 3,
  });
  assert.deepEqual(
    cells.map(({ row, column }) => [row, column]),
    [0, 1].flatMap((row) => [0, 1, 2].map((column) => [row, column])),
  );
  const [{ state }] = cells[5].candidates;
  assert.equal(state.learningRate, 1);
  assert.equal(state.layers[0].activation, 'relu');
  assert.deepEqual(seeds, [1, 2, 3]);
});

test('the first seed of every cell comes before the second', () => {
  const comparison = readComparison(schema, { rows: 'noise:0|0.1', seeds: 2 });
  const order = [...trialsOf(comparison)].map(({ cell, seed }) => [cell, seed]);
  assert.deepEqual(order, [
    [0, 1],
    [1, 1],
    [0, 2],
    [1, 2],
  ]);
});

test('a seed sets the weights, and the data only where that is asked for', () => {
  const experiments = (newData) => {
    const comparison = readComparison(schema, { base: 'dataSeed=7', seeds: 2, newData });
    return [...trialsOf(comparison)].map(({ experiment }) => experiment);
  };
  assert.deepEqual(
    experiments(false).map(({ seed, dataSeed }) => [seed, dataSeed]),
    [
      [1, 7],
      [2, 7],
    ],
  );
  assert.deepEqual(
    experiments(true).map(({ seed, dataSeed }) => [seed, dataSeed]),
    [
      [1, 1],
      [2, 2],
    ],
  );
});

test('depth with width: every layer of the new depth has the new width', () => {
  const { cells } = readComparison(schema, { rows: 'depth:1|3', columns: 'width:2|5' });
  assert.deepEqual(
    cells.map(({ candidates: [{ state }] }) => state.layers.map(({ units }) => units)),
    [[2], [5], [2, 2, 2], [5, 5, 5]],
  );
});

test('what cannot be compared is refused', () => {
  refused('axes-clash', { rows: 'noise:0|0.1', columns: 'noise:0.2|0.3' });
  refused('axes-clash', { rows: 'layers:4|8', columns: 'depth:1|2' });
  refused('axes-clash', { rows: 'variant:a(noise:0)|b(noise:1)', columns: 'noise:0.2|0.3' });
  refused('too-many', { rows: 'noise:0..1+50', columns: 'l2:0..1+50' });
  refused('too-many', { rows: 'noise:0..1+20', columns: 'l2:0..1+20', seeds: 100 });
  refused('bad-value', { seeds: 0 });
  refused('bad-value', { seeds: 101 });
  refused('bad-value', { seeds: '5' });
  refused('bad-value', { steps: 1.5 });
  refused('bad-value', { steps: NaN });
  refused('bad-value', { base: 'learningRate=-1' });
  refused('bad-value', { base: 'nonsense' });
  refused('bad-value', { base: 5 });
  refused('bad-value', { rows: null });
  refused('bad-value', { newData: 'yes' });
});

const valid = 'preset=none&validationFraction=0.2';

test('best: every value is a candidate of each cell, and all are trained with the same seeds', () => {
  const comparison = readComparison(schema, {
    base: valid,
    rows: 'activation:tanh|relu',
    best: 'learningRate:0.1|1',
    seeds: 2,
  });
  assert.deepEqual(
    comparison.cells.map(({ candidates }) => candidates.map(({ state }) => state.learningRate)),
    [
      [0.1, 1],
      [0.1, 1],
    ],
  );
  assert.deepEqual(
    [...trialsOf(comparison)].map(({ cell, candidate, seed }) => [cell, candidate, seed]),
    [1, 2].flatMap((seed) => [0, 1].flatMap((cell) => [0, 1].map((i) => [cell, i, seed]))),
  );
});

test('best is refused without validation rows, where it clashes with an axis, and with too many trials', () => {
  refused('no-validation', { best: 'learningRate:0.1|1' });
  refused('no-validation', {
    base: valid,
    rows: 'validationFraction:0|0.2',
    best: 'learningRate:0.1|1',
  });
  refused('axes-clash', { base: valid, rows: 'noise:0|0.1', best: 'noise:0.2|0.3' });
  refused('axes-clash', { base: valid, columns: 'layers:4|8', best: 'depth:1|2' });
  refused('bad-axis', { base: valid, best: 'learningRate' });
  refused('too-many', { base: valid, rows: 'noise:0..1+20', best: 'l2:0..0.1+10', seeds: 100 });
});

test('compare tells the value of best with each trial', async () => {
  const values = [];
  const description = { base: valid, best: 'learningRate:0.1|1', seeds: 1, steps: 5 };
  for await (const { best, result } of compare(engine, description))
    values.push([best, result.final.trainLoss]);
  assert.deepEqual(
    values.map(([best]) => best),
    ['0.1', '1'],
  );
  assert.notEqual(values[0][1], values[1][1]);
});

test('a refused number is told as it was given', () => {
  for (const seeds of ['many', ''])
    assert.throws(
      () => readComparison(schema, { seeds }),
      ({ message }) => message.startsWith(`seeds: “${seeds}” given; allowed: a whole number`),
    );
});

test('a trial of a cell is that of the same experiment by itself, to the bit', async () => {
  const description = {
    base: 'preset=none&samples=60',
    rows: 'activation:relu',
    seeds: 2,
    steps: 20,
  };
  for await (const { seed, result } of compare(engine, description)) {
    const text = `preset=none&samples=60&activation=relu&seed=${seed}`;
    const { experiment } = readExperiment(engine, text);
    const alone = runTrial(engine, experiment, { steps: 20 });
    assert.equal(result.parameterHash, alone.parameterHash);
    assert.equal(result.final.testLoss, alone.final.testLoss);
  }
});

test('data that are given take the place of those that the experiments name', async () => {
  const x = Float32Array.from({ length: 120 }, (_, i) => Math.sin(i));
  const y = Float32Array.from({ length: 40 }, (_, i) => Number(x[3 * i] > 0));
  const data = { kind: 'arrays', x, y, inputs: 3, outputs: 1, testFraction: 0.25 };
  const description = { rows: 'activation:tanh|relu', seeds: 1, steps: 5 };
  const losses = async (given) => {
    const found = [];
    for await (const { result } of compare(engine, { ...description, ...given }))
      found.push(result.final.trainLoss);
    return found;
  };
  const [tanh, relu] = await losses({ data });
  assert.ok(Number.isFinite(tanh) && Number.isFinite(relu));
  assert.notDeepEqual([tanh, relu], await losses({}));
  refused('axes-clash', { best: 'noise:0|1', base: valid, data });
  refused('no-validation', { best: 'learningRate:0.1|1', base: valid, data });
});
