import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bandOf,
  bestCells,
  medianTrial,
  summarize,
  summarizeValues,
} from '../../../site/src/compare/summarize.js';

const trial = (seed, loss, diverged) => ({
  seed,
  step: Uint32Array.of(0, 10),
  trainLoss: Float32Array.of(4, loss),
  testLoss: Float32Array.of(4, loss),
  trainAccuracy: Float32Array.of(0.5, 1),
  testAccuracy: Float32Array.of(0.5, 1),
  final: { trainLoss: loss, testLoss: loss, trainAccuracy: 1, testAccuracy: 1 },
  ...(diverged && { diverged: { step: 5 } }),
});

test('mean, spread of a sample, least and most', () => {
  const trials = [1, 2, 3, 6].map((loss, i) => trial(i, loss));
  const summary = summarizeValues(trials, [1, 2, 3, 6]);
  assert.equal(summary.mean, 3);
  assert.equal(summary.standardDeviation, Math.sqrt(14 / 3));
  assert.deepEqual([summary.minimum, summary.maximum, summary.count], [1, 6, 4]);
});

test('a trial that diverged is counted, and in no mean', () => {
  const { trainLoss } = summarize([trial(1, 1), trial(2, 1e9, true), trial(3, 3)]);
  assert.deepEqual([trainLoss.mean, trainLoss.count, trainLoss.diverged], [2, 2, 1]);
});

test('each metric has its summary; one that the trials do not have has no value', () => {
  const summary = summarize([trial(1, 1), trial(2, 3)]);
  assert.equal(summary.stepsTo95.mean, 10);
  assert.equal(summary.gap.mean, 0);
  assert.equal(summary.deadShare.count, 0);
});

test('no values: no mean, and one value has no spread', () => {
  assert.ok(Number.isNaN(summarizeValues([], []).mean));
  assert.ok(Number.isNaN(summarizeValues([trial(1, 1)], [NaN]).minimum));
  assert.ok(Number.isNaN(summarizeValues([trial(1, 1)], [1]).standardDeviation));
});

test('the band goes from least to most around the mean, without trials that diverged', () => {
  const band = bandOf([trial(1, 1), trial(2, 3), trial(3, 100, true)], 'trainLoss');
  assert.deepEqual([...band.mean], [4, 2]);
  assert.deepEqual([...band.least], [4, 1]);
  assert.deepEqual([...band.most], [4, 3]);
  assert.equal(bandOf([trial(1, 1, true)], 'trainLoss'), null);
});

test('the median trial is the middle one, the lower of two', () => {
  const value = ({ final }) => final.trainLoss;
  const seedOf = (losses) =>
    medianTrial(
      losses.map((loss, i) => trial(i, loss)),
      value,
    ).seed;
  assert.equal(seedOf([3, 1, 2]), 2);
  assert.equal(seedOf([4, 1, 3, 2]), 3);
  assert.equal(medianTrial([trial(1, 1, true)], value), null);
});

test('the best cells by a metric, in their order in the grid', () => {
  const cells = [5, 1, 4, 2, 3].map((loss) => [trial(1, loss)]);
  const metric = { more: false, value: ({ final }) => final.trainLoss };
  assert.deepEqual(bestCells(cells, metric), [1, 2, 3, 4]);
  assert.deepEqual(bestCells(cells, { ...metric, more: true }), [0, 2, 3, 4]);
  assert.deepEqual(bestCells([[], [trial(1, 1)]], metric), [1]);
});
