import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainOf, gridPoints } from '../../site/src/worker/grids.js';

test('cell centres, row by row from the top left', () => {
  const points = gridPoints({ x: [-1, 1], y: [-1, 1] }, 2, 2);
  assert.deepEqual([...points], [-0.5, 0.5, 0.5, 0.5, -0.5, -0.5, 0.5, -0.5]);
});

test('one coordinate: one row', () => {
  assert.deepEqual([...gridPoints({ x: [0, 4], y: [0, 1] }, 4, 1)], [0.5, 1.5, 2.5, 3.5]);
});

test('a domain is square, centred and holds every point', () => {
  const split = { points: new Float32Array([0.2, -3.1, 1, 2]), y: new Float32Array(2) };
  const { x, y } = domainOf([split], 2);
  assert.deepEqual(x, y);
  assert.equal(x[0], -x[1]);
  assert.ok(x[1] > 3.1 && x[1] < 3.6);
});

test('no points, no trouble', () => {
  const split = { points: new Float32Array(), y: new Float32Array() };
  assert.deepEqual(domainOf([split], 1), { x: [-1, 1], y: [-1, 1] });
  assert.ok(domainOf([split], 2).x[1] > 0);
});

test('rows and columns of a domain that is not square', () => {
  const points = gridPoints({ x: [0, 3], y: [10, 40] }, 3, 2);
  const pairs = Array.from({ length: 9 }, (_, cell) => [points[2 * cell], points[2 * cell + 1]]);
  assert.deepEqual(pairs, [
    [0.5, 35],
    [1.5, 35],
    [2.5, 35],
    [0.5, 25],
    [1.5, 25],
    [2.5, 25],
    [0.5, 15],
    [1.5, 15],
    [2.5, 15],
  ]);
});

const splitOf = (points, y = []) => ({
  points: Float32Array.from(points),
  y: Float32Array.from(y),
});

test('a square domain reaches 5 % beyond the furthest point, in two digits', () => {
  const half = (...splits) =>
    domainOf(
      splits.map((points) => splitOf(points)),
      2,
    ).x[1];
  assert.equal(half([1, -2]), 2.1);
  assert.equal(half([1], [-3, 0.5]), 3.2, 'of all splits');
  assert.equal(half([100]), 110);
  assert.equal(half([0.02]), 0.021);
  assert.ok(Math.abs(half([0]) - 1) < 1e-12);
});

test('one coordinate: a tenth of room around the points and around their targets', () => {
  const near = ([a, b], [c, d]) =>
    assert.ok(Math.abs(a - c) < 1e-6 && Math.abs(b - d) < 1e-6, `${a}, ${b}`);
  const { x, y } = domainOf([splitOf([0, 10], [1, 3]), splitOf([5], [-1])], 1);
  near(x, [-1, 11]);
  near(y, [-1.4, 3.4]);
  near(domainOf([splitOf([2, 2], [0, 0])], 1).x, [1, 3]);
});
