import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MeasurementBudget } from '../../site/src/worker/measurement-budget.js';

test('the advance is there from the start, and again for each run', () => {
  const budget = new MeasurementBudget(0.1, 0.3);
  assert.ok(budget.affords);
  budget.spend(0.3);
  assert.ok(!budget.affords);
  budget.reset();
  assert.ok(budget.affords);
});

test('when the advance is spent, measuring takes its share of the training', () => {
  const budget = new MeasurementBudget(0.1, 0.3);
  let [training, measuring] = [0, 0];
  for (let i = 0; i < 10_000; i += 1) {
    budget.earn(0.001);
    training += 0.001;
    if (!budget.affords) continue;
    budget.spend(0.02);
    measuring += 0.02;
  }
  assert.ok(measuring <= 0.3 + 0.1 * training + 0.02);
  assert.ok(measuring >= 0.1 * training);
});

test('a long run without measurements saves up no more than the advance', () => {
  const budget = new MeasurementBudget(0.1, 0.3);
  budget.earn(1000);
  budget.spend(0.31);
  assert.ok(!budget.affords);
});
