import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricOf } from '../../../site/src/compare/metrics.js';
import { rank } from '../../../site/src/compare/rank.js';

/** Trials with these validation losses, by seed; null for one that diverged. The test losses say the opposite. */
const cellOf = (losses) =>
  losses.map((loss, i) => ({
    seed: i + 1,
    final: { validationLoss: loss ?? NaN, testLoss: -(loss ?? 0) },
    ...(loss === null && { diverged: { step: 1 } }),
  }));
const spread = (mean, count = 12) =>
  Array.from({ length: count }, (_, i) => mean + 0.01 * Math.sin(7 * i));

const metric = metricOf('testLoss');
const verdicts = (cells) =>
  rank(cells.map(cellOf), metric).map(({ cell, verdict }) => [cell, verdict]);

test('ordered by the validation rows, whatever the test rows say', () => {
  assert.deepEqual(verdicts([spread(3), spread(1), spread(2)]), [
    [1, 'best'],
    [2, 'worse'],
    [0, 'worse'],
  ]);
});

test('two equal cells: no difference', () => {
  assert.deepEqual(verdicts([spread(1), spread(1)]), [
    [0, 'best'],
    [1, 'same'],
  ]);
});

test('reversed cells: the opposite order', () => {
  const cells = [spread(1), spread(2)];
  assert.deepEqual(
    verdicts([...cells].reverse()).map(([cell]) => cell),
    [1, 0],
  );
});

test('a cell that diverges more often comes after, however good its other trials are', () => {
  const often = [null, null, ...spread(0.1, 10)];
  assert.deepEqual(verdicts([often, spread(1)]), [
    [1, 'best'],
    [0, 'diverged'],
  ]);
});

test('a cell without a value comes last; one without trials is left out', () => {
  const all = rank([cellOf([null, null]), [], cellOf([1, 2])], metric);
  assert.deepEqual(
    all.map(({ cell }) => cell),
    [2, 0],
  );
  assert.equal(all[1].diverged, 1);
});

test('a cell whose trials rarely have a value comes after, however good that value is', () => {
  const cells = [spread(1), spread(0.1).map((loss, i) => (i < 3 ? loss : NaN))];
  assert.deepEqual(verdicts(cells), [
    [0, 'best'],
    [1, 'missing'],
  ]);
});

test('accuracy: more is better', () => {
  const cells = [0.5, 0.9].map((accuracy) =>
    spread(accuracy).map((value, i) => ({ seed: i, final: { validationAccuracy: value } })),
  );
  assert.equal(rank(cells, metricOf('testAccuracy'))[0].cell, 1);
});
