import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readComparison, trialsOf } from '../../../site/src/compare/comparison.js';
import { Results } from '../../../site/src/compare/results.js';
import { schema } from '../tables.mjs';

const comparisonOf = (description) => readComparison(schema, description);
const trials = (description) => [...trialsOf(comparisonOf(description))];
const seedsOf = (cells) => cells.map((cell) => cell.map((each) => each.map(({ seed }) => seed)));

test('a cell that stays when an axis changes keeps its trials', () => {
  const results = new Results();
  for (const trial of trials({ rows: 'noise:0|0.1', seeds: 2 })) {
    results.add(trial, { seed: trial.seed });
  }
  const changed = { rows: 'noise:0.1|0.2', seeds: 3 };
  assert.deepEqual(seedsOf(results.of(comparisonOf(changed))), [[[1, 2]], [[]]]);
  assert.deepEqual(
    trials(changed)
      .filter((trial) => !results.has(trial))
      .map(({ cell, seed }) => [cell, seed]),
    [
      [1, 1],
      [1, 2],
      [0, 3],
      [1, 3],
    ],
  );
});

test('trials come in the order of their seeds, by candidate', () => {
  const results = new Results();
  const description = { base: 'validationFraction=0.2', best: 'noise:0|0.1', seeds: 3 };
  for (const trial of trials(description).reverse()) results.add(trial, { seed: trial.seed });
  assert.deepEqual(seedsOf(results.of(comparisonOf(description))), [
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
  ]);
});

test('a value of best and the same value of an axis are one', () => {
  const results = new Results();
  const base = 'validationFraction=0.2';
  for (const trial of trials({ base, best: 'noise:0|0.1', seeds: 1 })) results.add(trial, {});
  assert.ok(trials({ base, rows: 'noise:0|0.1', seeds: 1 }).every((trial) => results.has(trial)));
});

test('another number of steps is another trial', () => {
  const results = new Results();
  const [trial] = trials({ seeds: 1, steps: 10 });
  results.add(trial, {});
  assert.ok(results.has(trial));
  assert.ok(!results.has(trials({ seeds: 1, steps: 20 })[0]));
});

test('new data for each seed make another trial', () => {
  const results = new Results();
  results.add(trials({ seeds: 1 })[0], {});
  assert.ok(!results.has(trials({ seeds: 1, newData: true })[0]));
});

test('the same experiment under the name of a preset and spelled out is one', () => {
  const results = new Results();
  const [named] = trials({ base: 'preset=rate-high', seeds: 1 });
  results.add(named, {});
  assert.ok(results.has(trials({ base: 'preset=none&layers=8,8&learningRate=10', seeds: 1 })[0]));
});

test('memory is bounded: the trials that nobody has asked for longest go first', () => {
  const results = new Results();
  const asked = { cells: [{ candidates: [{ key: 'asked' }] }], seeds: [0] };
  for (let seed = 0; seed < 100; seed++) results.add({ key: 'old', seed }, {});
  results.add({ key: 'asked', seed: 0 }, { seed: 0 });
  for (let i = 0; i < 19_899; i++) results.add({ key: `other ${i}`, seed: 0 }, {});
  assert.deepEqual(seedsOf(results.of(asked)), [[[0]]]);
  results.add({ key: 'more', seed: 0 }, {});
  assert.ok(!results.has({ key: 'old', seed: 0 }));
  assert.ok(results.has({ key: 'other 0', seed: 0 }) && results.has({ key: 'asked', seed: 0 }));
});
