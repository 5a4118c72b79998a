import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readComparison, trialsOf } from '../../../site/src/compare/comparison.js';
import { Results } from '../../../site/src/compare/results.js';
import { schema } from '../tables.mjs';

const trials = (description) => [...trialsOf(schema, readComparison(schema, description))];

test('a cell that stays when an axis changes keeps its trials', () => {
  const results = new Results();
  for (const trial of trials({ rows: 'noise:0|0.1', seeds: 2 })) {
    results.add(trial, { seed: trial.seed });
  }
  const changed = trials({ rows: 'noise:0.1|0.2', seeds: 3 });
  assert.deepEqual(
    results.byCell(changed, 2).map((cell) => cell.map(({ seed }) => seed)),
    [[1, 2], []],
  );
  assert.deepEqual(
    changed.filter((trial) => !results.has(trial)).map(({ cell, seed }) => [cell, seed]),
    [
      [1, 1],
      [1, 2],
      [0, 3],
      [1, 3],
    ],
  );
});

test('another number of steps is another trial', () => {
  const results = new Results();
  const [trial] = trials({ seeds: 1, steps: 10 });
  results.add(trial, {});
  assert.ok(results.has(trial));
  assert.ok(!results.has(trials({ seeds: 1, steps: 20 })[0]));
});

test('the same experiment under the name of a preset and spelled out is one', () => {
  const results = new Results();
  const [named] = trials({ base: 'preset=rate-high', seeds: 1 });
  results.add(named, {});
  assert.ok(results.has(trials({ base: 'preset=none&layers=8,8&learningRate=10', seeds: 1 })[0]));
});
