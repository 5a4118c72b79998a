import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineRuns } from '../../../site/src/views/common/line-runs.js';

const apart = (index) => index;
const together = () => 0;

test('points in columns of their own are all kept', () => {
  assert.deepEqual(lineRuns([3, 1, 2], apart), [[0, 1, 2]]);
  assert.deepEqual(lineRuns([], apart), []);
});

test('null and what is not finite are gaps, of any length and at both ends', () => {
  const positions = [null, 1, 2, NaN, undefined, 5, Infinity, 7, 8, -Infinity];
  assert.deepEqual(lineRuns(positions, apart), [[1, 2], [5], [7, 8]]);
  assert.deepEqual(lineRuns([null, NaN], apart), []);
});

test('zero and negative positions are no gaps', () => {
  assert.deepEqual(lineRuns([0, -1, -0], apart), [[0, 1, 2]]);
});

test('of the points in one column stay the first, the extremes and the last, in their order', () => {
  assert.deepEqual(lineRuns([5, 4, 9, 6, 1, 2, 3], together), [[0, 2, 4, 6]]);
  assert.deepEqual(lineRuns([5, 4, 1, 6, 9, 2, 3], together), [[0, 2, 4, 6]]);
});

test('a point that is first or last and extreme as well is kept once', () => {
  assert.deepEqual(lineRuns([1, 2, 3, 4], together), [[0, 3]]);
  assert.deepEqual(lineRuns([4, 3, 2, 1], together), [[0, 3]]);
  assert.deepEqual(lineRuns([2, 9, 1], together), [[0, 1, 2]]);
  assert.deepEqual(lineRuns([2, 2, 2, 2], together), [[0, 3]]);
});

test('each column has its own extremes', () => {
  const inFours = (index) => Math.floor(index / 4);
  assert.deepEqual(lineRuns([0, 9, -9, 0, 5, 5, 8, 5], inFours), [[0, 1, 2, 3, 4, 6, 7]]);
});

test('a gap within a column parts the line', () => {
  assert.deepEqual(lineRuns([1, 2, null, 3, 9, 4], together), [
    [0, 1],
    [3, 4, 5],
  ]);
});

test('a hundred thousand points become four a column at most, and no spike is lost', () => {
  const values = Float64Array.from({ length: 100_000 }, (_, index) => Math.sin(index));
  values[31_415] = 7;
  values[92_653] = -7;
  const [run] = lineRuns(values, (index) => Math.floor((index * 300) / values.length));
  assert.ok(run.length <= 1200, `${run.length} points`);
  for (const index of [0, 31_415, 92_653, 99_999]) assert.ok(run.includes(index), String(index));
});
