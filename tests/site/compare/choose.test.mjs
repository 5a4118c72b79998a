import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseCandidates } from '../../../site/src/compare/choose.js';
import { metricOf } from '../../../site/src/compare/metrics.js';

/** Trials with these validation losses; null for one that diverged. The test losses say the opposite. */
const trialsOf = (losses) =>
  losses.map((loss, i) => ({
    seed: i,
    gradientRatio: 1,
    final: {
      validationLoss: loss ?? NaN,
      validationAccuracy: 1 - (loss ?? 0),
      testLoss: -(loss ?? 0),
    },
    ...(loss === null && { diverged: { step: 1 } }),
  }));
const choose = (cells, id = 'testLoss') =>
  chooseCandidates(
    cells.map((candidates) => candidates.map(trialsOf)),
    metricOf(id),
  );

test('in each cell the candidate that is best on validation rows, whatever the test rows say', () => {
  const cells = [
    [
      [2, 3],
      [1, 1],
    ],
    [
      [1, 1],
      [2, 3],
    ],
  ];
  assert.deepEqual(choose(cells), [1, 0]);
  assert.deepEqual(choose(cells, 'testAccuracy'), [1, 0], 'more is better');
});

test('a metric that is of no rows is chosen by the validation loss', () => {
  assert.deepEqual(choose([[[2], [1], [3]]], 'gradientRatio'), [1]);
});

test('a candidate that diverges more often comes after, however low its other losses', () => {
  assert.deepEqual(
    choose([
      [
        [0.1, null],
        [5, 5],
      ],
    ]),
    [1],
  );
});

test('of equal candidates the first; one without trials is not chosen', () => {
  assert.deepEqual(
    choose([
      [[1], [1]],
      [[], [1]],
      [[], []],
    ]),
    [0, 1, 0],
  );
});
