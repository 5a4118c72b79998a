import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherEvidence, lossTrend } from '../../site/src/diagnosis/evidence.js';
import { plainState } from '../../site/src/state/state.js';

/** Curves with a measurement at each step from 0 on. */
const curvesOf = (trainLoss, testLoss = trainLoss) => ({
  step: trainLoss.map((_, step) => step),
  trainLoss,
  testLoss,
  trainAccuracy: trainLoss.map(() => 0.5),
  testAccuracy: trainLoss.map(() => 0.25),
});
const near = (value, expected) =>
  assert.ok(Math.abs(value - expected) < 1e-9, `${value}, not ${expected}`);

test('a loss that falls evenly', () => {
  const {
    now,
    first,
    best,
    recentMean,
    recentSpread,
    change,
    test: last,
    bestTest,
  } = lossTrend(
    curvesOf(
      Array.from({ length: 21 }, (_, step) => 20 - step),
      Array.from({ length: 21 }, (_, step) => Math.abs(step - 5)),
    ),
  );
  near(now, 1); // of steps 18 to 20
  assert.equal(first, 20);
  assert.equal(best, 0);
  near(recentMean, 5); // of steps 10 to 20
  near(recentSpread, Math.sqrt(10));
  near(change, 1 / 9); // steps 10 to 12 are 9 in the mean
  assert.equal(last, 15);
  assert.equal(bestTest, 0);
});

test('a constant loss does not spread or change', () => {
  const { recentSpread, change, now } = lossTrend(curvesOf(Array(50).fill(0.7)));
  assert.ok(recentSpread < 1e-6);
  near(change, 1);
  near(now, 0.7);
});

test('shares are of the steps, not of the measurements', () => {
  const { now, recentMean } = lossTrend({
    step: [0, 1, 2, 50, 60, 90, 100],
    trainLoss: [9, 9, 9, 5, 4, 2, 1],
    testLoss: [0, 0, 0, 0, 0, 0, 0],
  });
  near(now, 1.5);
  near(recentMean, 3);
});

test('of two measurements, the later half of the run is the second', () => {
  const two = { ...curvesOf([3, 1]), step: [0, 100] };
  const { recentMean, now, first } = lossTrend(two);
  assert.deepEqual([recentMean, now, first], [1, 1, 3]);
});

test('a run that has just begun, and one that has not', () => {
  const one = lossTrend(curvesOf([0.5]));
  assert.deepEqual([one.now, one.first, one.best, one.change], [0.5, 0.5, 0.5, 1]);
  const none = lossTrend(curvesOf([]));
  assert.ok(Number.isNaN(none.first) && Number.isNaN(none.test) && none.best === Infinity);
});

test('what is not a number is no best', () => {
  const { best } = lossTrend(curvesOf([NaN, 0.5, NaN, 0.7]));
  assert.equal(best, 0.5);
});

test('evidence is of the newest measurement; the last layer is not hidden', () => {
  const layers = [{ layer: 0 }, { layer: 1 }, { layer: 2 }];
  const curves = {
    ...curvesOf([3, 2, 1]),
    trainAccuracy: [0.1, 0.2, 0.5],
    testAccuracy: [0.3, 0.4, 0.25],
  };
  const schema = {};
  const evidence = gatherEvidence({ state: plainState, schema, curves, layers });
  assert.equal(evidence.step, 2);
  assert.deepEqual(evidence.hidden, layers.slice(0, 2));
  assert.equal(evidence.layers, layers);
  assert.deepEqual([evidence.accuracy, evidence.testAccuracy], [0.5, 0.25]);
  assert.deepEqual([evidence.state, evidence.schema], [plainState, schema]);
  const empty = gatherEvidence({ state: plainState, schema, curves: curvesOf([]), layers });
  assert.equal(empty.step, 0);
  assert.ok(Number.isNaN(empty.accuracy) && Number.isNaN(empty.testAccuracy));
});
