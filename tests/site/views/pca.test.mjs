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

/** Columns of which each pair of rows lies ± along one axis: variances are known exactly. */
const crossOf = (...reaches) =>
  Float32Array.from(
    reaches
      .flatMap((reach, axis) =>
        [reach, -reach].map((value) => reaches.map((_, column) => (column === axis ? value : 0))),
      )
      .flat(),
  );
const near = (value, expected) =>
  assert.ok(Math.abs(value - expected) < 1e-6, `${value}, not ${expected}`);

test('shares are of the whole variance, means are of the rows', () => {
  const data = crossOf(1, 3, 2).map((value, index) => value + [10, 20, 30][index % 3]);
  const { mean, axes, shares } = principalComponents(data, 3);
  assert.deepEqual([...mean], [10, 20, 30]);
  near(shares[0], 9 / 14);
  near(shares[1], 4 / 14);
  axes.forEach((axis, index) => near(axis[[1, 2][index]], 1));
});

test('the largest coordinate of an axis is positive', () => {
  const data = Float32Array.of(-3, -4, 3, 4, -1.6, 1.2, 1.6, -1.2);
  const { axes } = principalComponents(data, 2);
  axes.forEach((axis, index) => {
    near(axis[0], [0.6, 0.8][index]);
    near(axis[1], [0.8, -0.6][index]);
  });
});

test('so it is where most coordinates are of the other sign', () => {
  const [first, second] = [
    [-0.8, 0.48, 0.36],
    [0.6, 0.64, 0.48],
  ];
  const data = Float32Array.from(
    [3, -3]
      .flatMap((t) => first.map((v) => t * v))
      .concat([1, -1].flatMap((t) => second.map((v) => t * v))),
  );
  const { axes } = principalComponents(data, 3);
  first.forEach((value, index) => near(axes[0][index], -value));
  second.forEach((value, index) => near(axes[1][index], value));
});

test('data along one coordinate have a second axis, from whichever side they are seen', () => {
  for (const side of [1, -1]) {
    const before = {
      mean: new Float64Array(2),
      axes: /** @type {[Float64Array, Float64Array]} */ ([
        Float64Array.of(side, 0),
        Float64Array.of(0, 1),
      ]),
      shares: /** @type {[number, number]} */ ([1, 0]),
    };
    const { axes } = principalComponents(crossOf(2, 0), 2, before);
    near(axes[0][0], side);
    near(Math.abs(axes[1][1]), 1);
    near(dot(axes[0], axes[1]), 0);
  }
});

test('coordinates are distances from the mean', () => {
  const scores = project(
    Float32Array.of(1, 2, 4, 6),
    Float64Array.of(1, 1),
    Float64Array.of(0.6, 0.8),
  );
  near(scores[0], 0.8);
  near(scores[1], 5.8);
  assert.equal(scores.length, 2);
});

test('an answer for other columns is no place to start from', () => {
  const two = principalComponents(crossOf(2, 1), 2);
  const { axes } = principalComponents(crossOf(1, 3, 2), 3, two);
  near(axes[0][1], 1);
  assert.equal(axes[0].length, 3);
});

test('starting from the last answer leaves that as it was', () => {
  const data = crossOf(1, 3, 2);
  const first = principalComponents(data, 3);
  const kept = first.axes.map((axis) => [...axis]);
  principalComponents(crossOf(3, 1, 2), 3, first);
  assert.deepEqual(
    first.axes.map((axis) => [...axis]),
    kept,
  );
});

test('two directions that vary alike are both found', () => {
  const { shares, axes } = principalComponents(crossOf(2, 2), 2);
  near(shares[0], 0.5);
  near(shares[1], 0.5);
  near(dot(axes[0], axes[1]), 0);
});

test('a large mean does not count as variance', () => {
  const { shares } = principalComponents(new Float32Array(30).fill(12345.678), 3);
  assert.deepEqual(shares, [0, 0]);
});
