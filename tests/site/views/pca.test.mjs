import assert from 'node:assert/strict';
import { test } from 'node:test';
import { principalComponents, project } from '../../../site/src/views/common/pca.js';

/** Points of a fixed, irregular sequence. @param {number} seed */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648 - 0.5;
  };
}

/**
 * Rows with standard deviations `spread` along the given orthonormal directions.
 *
 * @param {number} rows
 * @param {number[][]} directions
 * @param {number[]} spread
 * @param {number[]} centre
 */
function cloud(rows, directions, spread, centre) {
  const random = generator(7);
  return Float32Array.from(
    Array.from({ length: rows }, () => {
      const along = spread.map((width) => width * random());
      return centre.map((value, column) =>
        directions.reduce((sum, axis, index) => sum + axis[column] * along[index], value),
      );
    }).flat(),
  );
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
const dot = (a, b) => Array.from(a, (value, index) => value * b[index]).reduce((x, y) => x + y, 0);

const s = Math.SQRT1_2;
const directions = [
  [s, s, 0],
  [s, -s, 0],
  [0, 0, 1],
];

test('finds the directions of largest variance, in order', () => {
  const data = cloud(2000, directions, [10, 3, 0.5], [5, -2, 1]);
  const { axes, shares, mean } = principalComponents(data, 3);
  assert.ok(Math.abs(dot(axes[0], directions[0])) > 0.999);
  assert.ok(Math.abs(dot(axes[1], directions[1])) > 0.999);
  assert.ok(Math.abs(dot(axes[0], axes[1])) < 1e-9);
  assert.ok(shares[0] > 0.88 && shares[0] + shares[1] > 0.99 && shares[0] + shares[1] <= 1);
  assert.ok(Math.abs(mean[0] - 5) < 0.3);
});

test('coordinates along the axes are centred and uncorrelated', () => {
  const data = cloud(500, directions, [4, 3, 2], [1, 1, 1]);
  const { axes, mean } = principalComponents(data, 3);
  const [x, y] = axes.map((axis) => project(data, mean, axis));
  assert.ok(Math.abs(x.reduce((a, b) => a + b, 0)) < 1e-6 * 500);
  assert.ok(Math.abs(dot(x, y)) < 1e-3 * Math.sqrt(dot(x, x) * dot(y, y)));
});

test('starting from the last answer keeps the sides of the axes', () => {
  const data = cloud(500, directions, [4, 3, 2], [0, 0, 0]);
  const first = principalComponents(data, 3);
  const flipped = {
    ...first,
    axes: /** @type {[Float64Array, Float64Array]} */ (first.axes.map((a) => a.map((v) => -v))),
  };
  const next = principalComponents(data, 3, flipped);
  assert.ok(dot(next.axes[0], flipped.axes[0]) > 0.99);
  assert.ok(dot(next.axes[1], flipped.axes[1]) > 0.99);
});

test('constant and one-dimensional data give finite orthonormal axes', () => {
  const constant = principalComponents(new Float32Array(40).fill(3), 4);
  assert.deepEqual(constant.shares, [0, 0]);
  const line = principalComponents(cloud(100, [[0, 1]], [2], [0, 0]), 2);
  for (const { axes } of [constant, line]) {
    assert.ok(Math.abs(dot(axes[0], axes[0]) - 1) < 1e-9);
    assert.ok(Math.abs(dot(axes[1], axes[1]) - 1) < 1e-9);
    assert.ok(Math.abs(dot(axes[0], axes[1])) < 1e-9);
  }
  assert.ok(Math.abs(line.shares[0] - 1) < 1e-6);
});
