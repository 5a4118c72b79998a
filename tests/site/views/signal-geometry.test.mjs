// Series, distributions and heatmaps of signals, in numbers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { palette } from './canvas-stub.mjs';
import { pixel } from '../../../site/src/views/common/color.js';
import {
  bucketPositions,
  bucketSteps,
  stepBuckets,
} from '../../../site/src/views/common/decimate.js';
import { spreadLabels } from '../../../site/src/views/common/labels.js';
import {
  finiteExtent,
  nearestIndex,
  smooth,
  spreadIndices,
  windowStart,
} from '../../../site/src/views/common/smoothing.js';
import {
  density,
  densityScale,
  distributionsOf,
  quantities,
} from '../../../site/src/views/signals/distribution.js';
import { columnIndices, paintMagnitudes } from '../../../site/src/views/signals/magnitudes.js';

test('the nearest of steps, the earlier of two that are as near', () => {
  const steps = [0, 10, 20, 40];
  const found = [-5, 4, 5, 6, 15, 29, 30, 31, 40, 99].map((step) => nearestIndex(steps, step));
  assert.deepEqual(found, [0, 0, 0, 1, 1, 2, 2, 3, 3, 3]);
  assert.equal(nearestIndex([7], 99), 0);
  assert.equal(nearestIndex([], 1), -1);
  const many = Array.from({ length: 100 }, (_, index) => index ** 2);
  assert.ok(many.every((step, index) => nearestIndex(many, step) === index));
});

test('a window begins at the first of its steps', () => {
  const steps = [0, 10, 20, 30, 40];
  const starts = [0, 5, 10, 15, 20, 25, 39, 40, 100, Infinity].map((one) =>
    windowStart(steps, one),
  );
  assert.deepEqual(starts, [4, 4, 3, 3, 2, 2, 1, 0, 0, 0]);
  assert.equal(windowStart([], 10), 0);
});

test('smoothing is a weighted mean of what came before', () => {
  const near = (result, expected) =>
    expected.forEach((value, index) => assert.ok(Math.abs(result[index] - value) < 1e-12));
  near(smooth([1, 3, 5], 0), [1, 3, 5]);
  near(smooth([4, 0], 0.5), [4, 4 / 3]);
  near(smooth([1, 2, 4], 0.9), [1, 2.9 / 1.9, (0.81 + 1.8 + 4) / 2.71]);
  const [first, missing, after] = smooth([4, NaN, 0], 0.5);
  assert.deepEqual([first, missing], [4, NaN]);
  assert.ok(Math.abs(after - 4 / 3) < 1e-12);
});

test('the extent of what is finite, from an index on', () => {
  assert.deepEqual(
    finiteExtent(
      [
        [9, 1, NaN],
        [3, -2, Infinity],
      ],
      1,
    ),
    [-2, 1],
  );
  assert.deepEqual(finiteExtent([[9, 1]]), [1, 9]);
  assert.equal(finiteExtent([[NaN]]), null);
  assert.deepEqual(finiteExtent([[5]]), [5, 5]);
});

test('indices are spread evenly', () => {
  assert.deepEqual(spreadIndices(3, 3), [0, 1, 2]);
  assert.deepEqual(spreadIndices(9, 3), [0, 4, 8]);
  assert.deepEqual(spreadIndices(10, 4), [0, 3, 6, 9]);
  assert.deepEqual(spreadIndices(5, 1), [0]);
  assert.deepEqual(spreadIndices(0, 3), []);
});

test('few steps have a bucket each, with the one before the first that is shown', () => {
  const steps = [0, 1, 2, 3, 4];
  assert.deepEqual([...stepBuckets(steps, 0, 5)], [0, 1, 2, 3, 4, 5]);
  assert.deepEqual([...stepBuckets(steps, 2, 5)], [1, 2, 3, 4, 5]);
  assert.deepEqual([...bucketSteps(steps, stepBuckets(steps, 2, 3))], [1, 2, 3, 4]);
});

test('many share buckets of equal width, which end at their last steps', () => {
  const steps = Array.from({ length: 9 }, (_, index) => 10 * index);
  assert.deepEqual([...stepBuckets(steps, 0, 4)], [0, 2, 4, 6, 9]);
  assert.deepEqual([...bucketSteps(steps, Uint32Array.of(0, 2, 4, 6, 9))], [10, 30, 50, 80]);
  assert.deepEqual([...stepBuckets(steps, 4, 2)], [3, 6, 9]);
  const gap = [0, 1, 2, 3, 90, 100];
  assert.deepEqual([...stepBuckets(gap, 0, 5)], [0, 4, 6]);
});

test('a bucket stands at the mean of its values, or at the first that is off the scale', () => {
  const starts = Uint32Array.of(0, 2, 4, 7);
  const positions = (values) => [...bucketPositions(values, starts, (value) => value, -10)];
  assert.deepEqual(positions([1, 3, -10, 0, 2, -11, -99]), [2, -5, -11]);
  assert.deepEqual(positions([1, 2, 3, 4, 5, 6, 7]), [1.5, 3.5, 6]);
});

test('labels stay where they belong when there is room', () => {
  assert.deepEqual(spreadLabels([10, 50, 90], 20, [0, 100]), [10, 50, 90]);
  assert.deepEqual(spreadLabels([], 20, [0, 100]), []);
});

test('labels that are too close move apart by as much as they must, about their middle', () => {
  assert.deepEqual(spreadLabels([50, 50], 20, [0, 100]), [40, 60]);
  assert.deepEqual(spreadLabels([50, 50], 20, [45, 55]), [45, 55], 'no further than there is room');
  assert.deepEqual(spreadLabels([52, 50, 51], 10, [0, 100]), [61, 41, 51]);
  assert.deepEqual(spreadLabels([10, 12, 90], 10, [0, 100]), [6, 16, 90]);
  assert.deepEqual(spreadLabels([40, 45, 54], 10, [0, 100]), [
    ...[40, 45, 54].map((_, index) => (40 + 45 + 54) / 3 + 10 * (index - 1)),
  ]);
});

test('labels stay within their bounds, and where there is too little room they share it', () => {
  assert.deepEqual(spreadLabels([0, 0], 20, [0, 100]), [0, 20]);
  assert.deepEqual(spreadLabels([100, 99], 20, [0, 100]), [100, 80]);
  assert.deepEqual(spreadLabels([5, 5, 5], 80, [0, 100]), [0, 50, 100]);
  assert.deepEqual(spreadLabels([-9], 20, [0, 100]), [0]);
});

test('densities are shares per unit of the axis', () => {
  const bars = (lower, upper, counts) => [
    ...density({ lower, upper, counts: Uint32Array.from(counts) }),
  ];
  assert.deepEqual(bars(0, 2, [1, 3]), [0.25, 0.75]);
  assert.deepEqual(bars(-1, 0, [1, 1]), [1, 1]);
  assert.deepEqual(bars(0, 2, [0, 0]), [0, 0]);
  assert.deepEqual(bars(2, 2, [1, 3]), [0, 0]);
});

test('the full height is that of the highest peak, or two and a half times the middle one', () => {
  const scale = (...peaks) =>
    densityScale(peaks.map((peak) => Float64Array.of(0.1 * peak, peak, 0)));
  assert.equal(scale(1, 2, 3), 3);
  assert.equal(scale(100, 1, 2), 5);
  assert.equal(scale(4), 4);
  assert.equal(scale(0, 3, 0), 3, 'what is empty does not count');
  assert.equal(scale(), 1);
});

const full = { count: 3, quantiles: Float32Array.of(0), histogram: {} };

test('distributions are of the measurements that were measured in full', () => {
  const measurement = (step, ...preActivations) => ({
    step,
    layers: preActivations.map((preActivation) => ({ preActivation })),
  });
  const measurements = [
    measurement(0, full, full),
    { step: 1, layers: null },
    measurement(2, { ...full, count: 0 }, full),
    measurement(3, { count: 3 }, full),
    measurement(4, { ...full, histogram: undefined }, full),
    measurement(5, { ...full, quantiles: undefined }, full),
    measurement(6, full),
  ];
  const steps = (layer, quantity = 'preActivation') =>
    distributionsOf(measurements, layer, quantity).map(({ step }) => step);
  assert.deepEqual(steps(0), [0, 6]);
  assert.deepEqual(steps(1), [0, 2, 3, 4, 5]);
  assert.deepEqual(steps(0, 'weightGradient'), []);
});

test('gradients are distributed over decades, what goes forward over its values', () => {
  const told = Object.entries(quantities).map(([name, { logarithmic, direction }]) => [
    name,
    logarithmic,
    direction,
  ]);
  assert.deepEqual(told, [
    ['activationValues', false, 'forward'],
    ['preActivation', false, 'forward'],
    ['preActivationGradient', true, 'backward'],
    ['weightGradient', true, 'backward'],
  ]);
});

test('each column of a heatmap shows the measurement nearest to its middle', () => {
  const steps = [0, 10, 20, 40];
  assert.deepEqual([...columnIndices(steps, { from: 0, to: 40 }, 4)], [0, 1, 2, 3]);
  assert.deepEqual([...columnIndices(steps, { from: 20, to: 40 }, 2)], [2, 3]);
  assert.equal(columnIndices(steps, { from: 0, to: 40 }, 2.9).length, 2);
  assert.equal(columnIndices(steps, { from: 0, to: 40 }, 0.4).length, 1);
});

test('a cell has the shade of its magnitude; zeros and what is not finite have colours of their own', () => {
  const axis = { decades: [-2, 2] };
  const paint = (direction) => {
    const pixels = new Uint32Array(8);
    const series = [
      [0.01, -1, 100, 1e9],
      [0, NaN, 10, 1e-9],
    ];
    paintMagnitudes(series, Uint32Array.of(0, 1, 2, 3), axis, palette, direction, pixels);
    return [...pixels];
  };
  const [zero, invalid] = [pixel(palette.surface), pixel(palette.error)];
  assert.deepEqual(paint('forward'), [1000, 1050, 1100, 1100, zero, invalid, 1075, 1000]);
  assert.deepEqual(paint('backward'), [2000, 2050, 2100, 2100, zero, invalid, 2075, 2000]);
  const pixels = new Uint32Array(2);
  paintMagnitudes([[0.01, 100]], Uint32Array.of(1, 0), axis, palette, 'forward', pixels);
  assert.deepEqual([...pixels], [1100, 1000]);
});
