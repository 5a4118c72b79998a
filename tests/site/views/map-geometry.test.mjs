// The map's colours, lines and places, in numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { palette } from './canvas-stub.mjs';
import { pixel } from '../../../site/src/views/common/color.js';
import { isolines, mapContours } from '../../../site/src/views/map/contours.js';
import {
  classOf,
  misclassified,
  misjudged,
  noClass,
  signedConfidence,
} from '../../../site/src/views/map/decision.js';
import { sampleGrid } from '../../../site/src/views/map/grid.js';
import {
  paintSurface,
  scaleEnds,
  surfaceBound,
  surfaceTables,
} from '../../../site/src/views/map/surface.js';
import {
  nearestPlace,
  warpGrid,
  warpedPlace,
  warpedTitles,
} from '../../../site/src/views/map/warp.js';

const domain = { x: [0, 4], y: [0, 2] };
const gridOf = (size, values, outputs = 1, over = domain) => ({
  ...{ size, outputs, values: Float32Array.from(values), domain: over },
});
const two = gridOf(2, [1, 2, 3, 4]);
const at = (grid, x, y) => [...sampleGrid(grid, x, y, new Float32Array(grid.outputs))];

test('a cell has its value at its centre, the top row the largest y', () => {
  assert.deepEqual(at(two, 1, 1.5), [1]);
  assert.deepEqual(at(two, 3, 1.5), [2]);
  assert.deepEqual(at(two, 1, 0.5), [3]);
  assert.deepEqual(at(two, 3, 0.5), [4]);
});

test('between centres values are interpolated, beyond them the nearest holds', () => {
  assert.deepEqual(at(two, 2, 1.5), [1.5]);
  assert.deepEqual(at(two, 1, 1), [2]);
  assert.deepEqual(at(two, 2, 1), [2.5]);
  assert.deepEqual(at(two, 2.5, 0.75), [3.25]);
  assert.deepEqual(at(two, -9, 9), [1]);
  assert.deepEqual(at(two, 9, -9), [4]);
  assert.deepEqual(at(gridOf(1, [7]), 3, 1), [7], 'one cell');
});

test('each output is interpolated by itself', () => {
  const grid = gridOf(
    3,
    Array.from({ length: 27 }, (_, index) => index),
    3,
  );
  assert.deepEqual(at(grid, 2, 1), [12, 13, 14]);
  assert.deepEqual(at(grid, 4 / 6 + 4 / 3, 1), [12, 13, 14]);
  assert.deepEqual(at(grid, 10 / 3, 1 / 3), [24, 25, 26]);
});

test('confidence runs from -1 to 1, whatever the encoding', () => {
  assert.deepEqual(
    [0, 0.25, 1, 7].map((value) => signedConfidence('binary', value)),
    [-1, -0.5, 1, 1],
  );
  assert.deepEqual(
    [-3, -0.5, 0.5].map((value) => signedConfidence('sign', value)),
    [-1, -0.5, 0.5],
  );
});

test('one output is of class 1 above the middle, several of the class of the largest', () => {
  assert.deepEqual(
    [0.5, 0.51].map((value) => classOf('binary', [value])),
    [0, 1],
  );
  assert.deepEqual(
    [0, 0.01].map((value) => classOf('sign', [value])),
    [0, 1],
  );
  assert.equal(classOf('one-hot', [0.6]), 1);
  assert.equal(classOf('one-hot', [9, 9, 1, 5, 3], 2, 3), 1);
  assert.equal(classOf('one-hot', [1, 1], 0, 2), 0, 'the first of equal ones');
  assert.equal(classOf('one-hot', [NaN, 1, 2], 1, 2), 1, 'only its own outputs count');
  assert.equal(classOf('one-hot', [3, 1, NaN], 0, 3), noClass);
  assert.equal(noClass, -1);
});

const set = { points: Float32Array.of(1, 1.5, 3, 0.5), labels: Int32Array.of(0, 0) };
const halves = gridOf(2, [0.1, 0.9, 0.1, 0.9]);

test('rows are wrong where the map is of another class', () => {
  assert.deepEqual([...misclassified(halves, 'binary', set)], [0, 1]);
  assert.deepEqual([...misclassified(halves, 'real', set)], [0, 0]);
  assert.deepEqual([...misclassified(halves, 'binary', { points: set.points })], [0, 0]);
});

test('classes of the rows are judged when they are of these rows', () => {
  const judge = (...classes) => misjudged(set, Int32Array.from(classes));
  assert.deepEqual([...judge(1, 0)], [1, 0]);
  assert.deepEqual([...judge(noClass, 0)], [1, 0]);
  assert.equal(judge(1), null);
  assert.equal(judge(), null);
  assert.equal(misjudged(set, undefined), null);
  assert.equal(misjudged({ points: set.points }, Int32Array.of(0, 1)), null);
});

const columns = (size, f) =>
  gridOf(
    size,
    Array.from({ length: size * size }, (_, cell) => f(cell % size, Math.floor(cell / size))),
  );

test('lines of equal value run from side to side, without the edges of the grid', () => {
  const lines = isolines(columns(8, (column) => column).values, 8, 3.25);
  assert.equal(lines.length, 1);
  const xs = [...lines[0]].filter((_, index) => index % 2 === 0);
  assert.ok(
    xs.every((x) => Math.abs(x - 3.75) < 1e-6),
    `${xs}`,
  );
  const ys = [...lines[0]].filter((_, index) => index % 2 === 1).sort((a, b) => a - b);
  assert.deepEqual([ys[0], ys.at(-1)], [0.5, 7.5]);
});

test('a line that ends at the edge is open, two stay two', () => {
  const stripe = isolines(columns(8, (column) => Math.abs(column - 3.5)).values, 8, 1.75);
  assert.equal(stripe.length, 2);
  const island = isolines(
    columns(9, (column, row) => -Math.hypot(column - 4, row - 4)).values,
    9,
    -2,
  );
  assert.equal(island.length, 1);
  assert.deepEqual([...island[0].slice(0, 2)], [...island[0].slice(-2)], 'a closed line');
});

test('which lines a map has: the boundary, and how steep it is', () => {
  const levels = (kind, values = [0, 1, 0, 1]) =>
    mapContours(gridOf(2, values), kind).map(({ level, boundary }) => [level, boundary]);
  assert.deepEqual(levels('binary'), [
    [0.1, false],
    [0.5, true],
    [0.9, false],
  ]);
  assert.deepEqual(levels('sign'), [
    [-0.8, false],
    [0, true],
    [0.8, false],
  ]);
  const real = levels('real', [0, 8, 0, 8]);
  assert.deepEqual(
    real.map(([level]) => level),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  );
  assert.ok(real.every(([, boundary]) => !boundary));
  assert.deepEqual(levels('real', [3, 3, 3, 3]), []);
});

test('with several classes each has a line where it takes the lead', () => {
  const size = 8;
  const values = Array.from({ length: size * size }, (_, cell) => [
    (cell % size) / size,
    1 - (cell % size) / size,
    -5,
  ]).flat();
  const [first, second, third] = mapContours(gridOf(size, values, 3), 'one-hot');
  for (const { level, boundary, lines } of [first, second]) {
    assert.deepEqual([level, boundary, lines.length], [0, true, 1]);
    assert.ok(
      [...lines[0]].every((value, index) => index % 2 === 1 || Math.abs(value - 4.5) < 1e-6),
    );
  }
  assert.deepEqual(third.lines, []);
});

test('the scale of a surface holds the largest finite value, that of classes ends at 1', () => {
  assert.equal(surfaceBound(Float32Array.of(-1.5, 0.3, Infinity, NaN), 'real'), 2);
  assert.equal(surfaceBound(Float32Array.of(7), 'binary'), 1);
  assert.deepEqual(scaleEnds(gridOf(1, [-1.5]), 'real'), [-2, 2]);
  assert.deepEqual(scaleEnds(gridOf(1, [0.5]), 'binary'), [0, 1]);
  assert.deepEqual(scaleEnds(gridOf(1, [0.5]), 'sign'), [-1, 1]);
  assert.equal(scaleEnds(gridOf(1, [1, 2, 3], 3), 'one-hot'), null);
});

const painted = (grid, kind, confidence = true) => {
  const pixels = new Uint32Array(grid.values.length / grid.outputs);
  paintSurface(grid, kind, confidence, palette, pixels);
  return [...pixels];
};
const { diverging, classes } = surfaceTables(palette);
const [lowest, middle, highest] = [
  diverging[0],
  diverging[diverging.length >> 1],
  diverging.at(-1),
];

test('a surface shows how sure it is, or flat classes', () => {
  assert.deepEqual(painted(gridOf(2, [0, 0.5, 1, 9]), 'binary'), [
    lowest,
    middle,
    highest,
    highest,
  ]);
  assert.deepEqual(painted(gridOf(2, [-1, 0, 1, NaN]), 'sign'), [
    ...[lowest, middle, highest],
    pixel(palette.error),
  ]);
  assert.deepEqual(painted(gridOf(2, [-0.1, 0, 0.1, NaN]), 'sign', false), [
    ...[lowest, lowest, highest],
    pixel(palette.error),
  ]);
  assert.deepEqual(painted(gridOf(1, [0.4]), 'binary', false), [lowest]);
  assert.deepEqual(painted(gridOf(1, [-2]), 'real', false), [lowest], 'values are not classes');
  assert.deepEqual(painted(gridOf(2, [0, 0, 2, -2]), 'real'), [middle, middle, highest, lowest]);
});

test('several classes are as strong in colour as they are sure', () => {
  const grid = gridOf(2, [1, 0, 0, 0.2, 0.6, 0.2, 0.3, 0.3, 0.4, NaN, 1, 0], 3);
  const last = classes[0].length - 1;
  assert.deepEqual(painted(grid, 'one-hot'), [
    classes[0][last],
    classes[1][Math.round(((0.6 - 1 / 3) / (2 / 3)) * last)],
    classes[2][Math.round(((0.4 - 1 / 3) / (2 / 3)) * last)],
    pixel(palette.error),
  ]);
  assert.deepEqual(painted(grid, 'one-hot', false).slice(0, 3), [
    classes[0][last],
    classes[1][last],
    classes[2][last],
  ]);
  const five = gridOf(1, [0, 0, 0, 0, 1], 5);
  assert.deepEqual(painted(five, 'one-hot'), [classes[1][last]], 'colours come round again');
});

test('the tables of a palette are made once; colours of the surface are paler than those of points', () => {
  assert.equal(surfaceTables(palette), surfaceTables(palette));
  assert.notEqual(surfaceTables({ ...palette }), surfaceTables(palette));
  const green = (word) => (word >> 8) & 255;
  assert.ok(green(highest) > palette.positive[1] && green(highest) < 255);
});

const layer = gridOf(2, [0, 10, 5, 1, 20, 5, 2, 30, 5, 4, 40, 5], 3);

test('a pair of units are the axes of the warped plane, with room around', () => {
  const warped = warpGrid(layer, [0, 1]);
  assert.deepEqual([...warped.x], [0, 1, 2, 4]);
  assert.deepEqual([...warped.y], [10, 20, 30, 40]);
  assert.ok(
    Math.abs(warped.xExtent[0] + 0.24) < 1e-12 && Math.abs(warped.xExtent[1] - 4.24) < 1e-12,
  );
  assert.ok(
    Math.abs(warped.yExtent[0] - 8.2) < 1e-12 && Math.abs(warped.yExtent[1] - 41.8) < 1e-12,
  );
  assert.equal(warped.shares, null);
  assert.deepEqual(warpedTitles(warped, [0, 1]), ['unit 1', 'unit 2']);
});

test('what is constant or not finite still has an extent', () => {
  assert.deepEqual(warpGrid(layer, [2, 2]).xExtent, [4.5, 5.5]);
  assert.deepEqual(warpGrid(gridOf(1, [NaN, Infinity], 2), [0, 1]).yExtent, [-1, 1]);
});

test('a layer of one unit is a line; more are seen along their principal components', () => {
  const line = warpGrid({ ...gridOf(2, [1, 2, 3, 4]), components: null }, null);
  assert.deepEqual([...line.x], [...line.y]);
  assert.deepEqual(warpedTitles(line, null), ['unit 1', 'unit 1']);
  const scores = [Float64Array.of(-3, -1, 1, 3), Float64Array.of(1, -1, -1, 1)];
  const warped = warpGrid({ ...layer, components: { shares: [0.999, 0.001], scores } }, null);
  assert.deepEqual([warped.x, warped.y], scores);
  const [first, second] = warpedTitles(warped, null);
  assert.match(first, /^PC 1 \(99\.9\s% of the variance\)$/);
  assert.match(second, /^PC 2 \([\d.]+\s%\)$/);
});

test('a point goes to between where the cells around it go', () => {
  const place = warpedPlace(warpGrid(layer, [0, 1]), layer);
  assert.deepEqual(place(1, 1.5), [0, 10]);
  assert.deepEqual(place(2, 1.5), [0.5, 15]);
  assert.deepEqual(place(2, 1), [1.75, 25]);
});

test('the place whose image is nearest to a point of the drawing', () => {
  const scales = { x: (value) => 100 * value, y: (value) => 10 * value };
  const nearest = (x, y) => nearestPlace(warpGrid(layer, [0, 1]), layer, scales, { x, y });
  assert.deepEqual(nearest(0, 100), [1, 1.5]);
  assert.deepEqual(nearest(110, 220), [3, 1.5]);
  assert.deepEqual(nearest(190, 290), [1, 0.5]);
  assert.deepEqual(nearest(999, 999), [3, 0.5]);
});
