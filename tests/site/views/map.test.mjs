import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isolines, mapContours } from '../../../site/src/views/map/contours.js';
import { classOf, misclassified, noClass } from '../../../site/src/views/map/decision.js';
import { sampleGrid } from '../../../site/src/views/map/grid.js';
import { paintSurface } from '../../../site/src/views/map/surface.js';
import { describePlace } from '../../../site/src/views/map/words.js';
import { pixel } from '../../../site/src/views/common/color.js';
import { warpGrid } from '../../../site/src/views/map/warp.js';
import { gridPoints } from '../../../site/src/worker/grids.js';

const domain = {
  x: /** @type {[number, number]} */ ([-2, 2]),
  y: /** @type {[number, number]} */ ([-2, 2]),
};

/** What the surface takes of a palette. */
const palette = /** @type {import('../../../site/src/views/common/palette.js').Palette} */ ({
  negative: [230, 130, 20],
  positive: [40, 110, 200],
  zero: [255, 255, 255],
  error: [180, 30, 30],
  classes: /** @type {[number, number, number][]} */ ([
    [230, 130, 20],
    [40, 110, 200],
  ]),
});

/**
 * @param {number} size
 * @param {number} outputs
 * @param {(x: number, y: number) => number[]} f
 */
function gridOf(size, outputs, f) {
  const points = gridPoints(domain, size, 2);
  const values = Float32Array.from(
    Array.from({ length: size * size }, (_, cell) =>
      f(points[2 * cell], points[2 * cell + 1]),
    ).flat(),
  );
  return { size, outputs, values, domain };
}

test('between cell centres a linear function is read exactly', () => {
  const grid = gridOf(16, 2, (x, y) => [x, y]);
  const values = sampleGrid(grid, 0.37, -1.21, new Float32Array(2));
  assert.ok(Math.abs(values[0] - 0.37) < 1e-5 && Math.abs(values[1] + 1.21) < 1e-5);
});

test('outside, the nearest cell counts', () => {
  const grid = gridOf(4, 1, (x) => [x]);
  assert.equal(sampleGrid(grid, 99, 0, new Float32Array(1))[0], 1.5);
});

test('classes by the encoding of the targets', () => {
  assert.equal(classOf('binary', [0.51]), 1);
  assert.equal(classOf('binary', [0.49]), 0);
  assert.equal(classOf('sign', [0.1]), 1);
  assert.equal(classOf('sign', [-0.1]), 0);
  assert.equal(classOf('one-hot', [0.1, 0.2, 0.7, 0.6], 0, 4), 2);
  assert.equal(classOf('one-hot', [9, 0.1, 0.2], 1, 2), 1);
});

test('outputs that are no numbers are of no class: red, and wrong', () => {
  assert.equal(classOf('binary', [NaN]), noClass);
  assert.equal(classOf('one-hot', [0.2, NaN, 0.1], 0, 3), noClass);
  const set = { points: Float32Array.of(-1, 0, 1, 0), labels: Int32Array.of(0, 1) };
  for (const [kind, outputs] of /** @type {const} */ ([
    ['binary', 1],
    ['one-hot', 2],
  ])) {
    const grid = gridOf(8, outputs, () => Array(outputs).fill(NaN));
    assert.deepEqual([...misclassified(grid, kind, set)], [1, 1]);
    for (const confidence of [true, false]) {
      const pixels = new Uint32Array(64);
      paintSurface(grid, kind, confidence, palette, pixels);
      assert.ok(
        pixels.every((word) => word === pixel(palette.error)),
        `${kind}, ${confidence}`,
      );
    }
    assert.match(describePlace(grid, kind, [0, 0]), /→ no class$/);
  }
});

test('points on the wrong side are marked', () => {
  const grid = gridOf(32, 1, (x) => [x > 0 ? 1 : 0]);
  const set = { points: Float32Array.of(-1, 0, 1, 0, 1, 1), labels: Int32Array.of(0, 1, 0) };
  assert.deepEqual([...misclassified(grid, 'binary', set)], [0, 0, 1]);
  assert.deepEqual([...misclassified(grid, 'real', set)], [0, 0, 0]);
});

test('the contour of a circle is a circle', () => {
  const size = 64;
  const { values } = gridOf(size, 1, (x, y) => [x * x + y * y]);
  const lines = isolines(values, size, 1);
  assert.equal(lines.length, 1);
  for (let index = 0; index < lines[0].length; index += 2) {
    const x = domain.x[0] + (lines[0][index] / size) * 4;
    const y = domain.y[1] - (lines[0][index + 1] / size) * 4;
    assert.ok(Math.abs(Math.hypot(x, y) - 1) < 0.01, `${x}, ${y}`);
  }
});

test('a contour that leaves the grid does not run along its edge', () => {
  const size = 32;
  const { values } = gridOf(size, 1, (x) => [x]);
  const lines = isolines(values, size, 0);
  assert.equal(lines.length, 1);
  for (let index = 0; index < lines[0].length; index += 2) {
    assert.ok(Math.abs(lines[0][index] - size / 2) < 1e-3);
  }
});

test('a constant map has no lines', () => {
  const grid = gridOf(16, 1, () => [0.3]);
  for (const kind of /** @type {const} */ (['binary', 'sign', 'real'])) {
    assert.equal(mapContours(grid, kind).flatMap(({ lines }) => lines).length, 0);
  }
});

test('of several classes, the line runs where the leader changes', () => {
  const grid = gridOf(32, 3, (x, y) => [x, -x, y - 10]);
  const points = mapContours(grid, 'one-hot').flatMap(({ lines }) => lines.map((line) => line[0]));
  assert.ok(points.length >= 2);
  for (const x of points) assert.ok(Math.abs(x - 16) < 1e-3);
});

test('two units of a linear layer warp the plane linearly', () => {
  const warped = warpGrid(
    gridOf(8, 3, (x, y) => [x + y, x - y, 7]),
    [0, 1],
  );
  assert.equal(warped.shares, null);
  assert.ok(warped.xExtent[0] < -3 && warped.xExtent[1] > 3);
  assert.ok(Math.abs(warped.x[0] - 0) < 1e-6, 'top left: x = -y');
});
