import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bucketPositions,
  bucketSteps,
  stepBuckets,
} from '../../../site/src/views/common/decimate.js';
import { duePainters } from '../../../site/src/views/common/paint-schedule.js';
import { spreadLabels } from '../../../site/src/views/common/labels.js';
import {
  finiteExtent,
  nearestIndex,
  smooth,
  spreadIndices,
  windowStart,
} from '../../../site/src/views/common/smoothing.js';
import { axisHistogram } from '../../../site/src/views/signals/activation-plot.js';
import { density, densityScale } from '../../../site/src/views/signals/distribution.js';

test('the nearest step', () => {
  const steps = [0, 10, 20, 100];
  assert.equal(nearestIndex(steps, -5), 0);
  assert.equal(nearestIndex(steps, 14), 1);
  assert.equal(nearestIndex(steps, 16), 2);
  assert.equal(nearestIndex(steps, 1e9), 3);
  assert.equal(nearestIndex([], 3), -1);
});

test('the window holds the last steps and nothing before them', () => {
  const steps = [0, 10, 20, 30, 40];
  assert.equal(windowStart(steps, 20), 2);
  assert.equal(windowStart(steps, Infinity), 0);
  assert.equal(windowStart(steps, 1000), 0);
  assert.equal(windowStart([], 10), 0);
});

test('smoothing starts at the first value, keeps constants and lets NaN through', () => {
  assert.deepEqual(
    [...smooth([2, 2, 2], 0.9)].map((v) => v.toFixed(9)),
    Array(3).fill('2.000000000'),
  );
  const result = smooth([1, NaN, 1], 0.5);
  assert.equal(result[0], 1);
  assert.ok(Number.isNaN(result[1]));
  assert.equal(result[2], 1);
  assert.deepEqual([...smooth([1, 5, 2], 0)], [1, 5, 2]);
});

test('extents ignore what is not finite', () => {
  assert.deepEqual(
    finiteExtent([
      [1, NaN, 3],
      [Infinity, -2],
    ]),
    [-2, 3],
  );
  assert.equal(finiteExtent([[NaN]]), null);
});

test('spread indices have both ends', () => {
  assert.deepEqual(spreadIndices(3, 10), [0, 1, 2]);
  const some = spreadIndices(100, 5);
  assert.equal(some.length, 5);
  assert.deepEqual([some[0], some[4]], [0, 99]);
});

test('few steps are drawn one by one', () => {
  const starts = stepBuckets([0, 1, 2], 0, 100);
  assert.deepEqual([...bucketSteps([0, 1, 2], starts)], [0, 1, 2]);
  assert.deepEqual([...bucketPositions([5, 6, 7], starts, (v) => v, 0)], [5, 6, 7]);
});

test('many steps share places; the last one stays, and a zero is never averaged away', () => {
  const steps = Float64Array.from({ length: 1000 }, (_, index) => index);
  const starts = stepBuckets(steps, 0, 50);
  const places = bucketSteps(steps, starts);
  assert.ok(places.length <= 51);
  assert.equal(places.at(-1), 999);
  const values = new Float64Array(1000).fill(100);
  values[500] = 0;
  const position = (/** @type {number} */ value) => (value === 0 ? -9 : Math.log10(value));
  const drawn = [...bucketPositions(values, starts, position, -3)];
  assert.equal(drawn.filter((value) => value === -9).length, 1);
  assert.equal(drawn.filter((value) => value === 2).length, drawn.length - 1);
});

test('steps far apart have places of their own, those close together share one', () => {
  const steps = [0, 90, 91, 92, 93, 100];
  assert.deepEqual([...stepBuckets(steps, 0, 2)], [0, 1, 6]);
});

test('labels keep their distance, their order and their bounds', () => {
  const wanted = [50, 51, 10, 52, 99];
  const places = spreadLabels(wanted, 12, [0, 100]);
  const sorted = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  for (let rank = 1; rank < sorted.length; rank++) {
    assert.ok(places[sorted[rank]] - places[sorted[rank - 1]] >= 12 - 1e-9);
  }
  assert.ok(Math.min(...places) >= 0 && Math.max(...places) <= 100);
  assert.ok(Math.abs(places[0] + places[1] + places[3] - 153) < 1e-9, 'a group stays centred');
});

test('more labels than room are spread evenly', () => {
  const places = spreadLabels([5, 5, 5, 5], 100, [0, 30]);
  assert.deepEqual(places, [0, 10, 20, 30]);
});

test('a histogram keeps its mass on another axis, also beyond its ends', () => {
  const bars = axisHistogram(
    { lower: -20, upper: 20, counts: Uint32Array.of(5, 1, 1, 3) },
    -6,
    6,
    12,
  );
  assert.ok(Math.abs(bars.reduce((a, b) => a + b, 0) - 1) < 1e-9);
  assert.ok(bars[0] >= 0.5 && bars[11] >= 0.3);
});

test('densities integrate to 1 and one peak does not flatten the rest', () => {
  const flat = density({ lower: 0, upper: 2, counts: Uint32Array.of(1, 1, 1, 1) });
  assert.ok(Math.abs(flat.reduce((sum, value) => sum + value * 0.5, 0) - 1) < 1e-9);
  const peak = Float64Array.of(0, 1000, 0);
  assert.ok(densityScale([flat, flat, peak]) < 10);
  assert.equal(densityScale([]), 1);
});

test('charts take turns: the longest waiting first, the others after their interval', () => {
  const painter = (/** @type {number} */ paintInterval, /** @type {number} */ paintTime) => ({
    paintInterval,
    paintTime,
    paintNow() {},
  });
  const map = painter(0, 990);
  const fresh = painter(100, 950);
  const old = painter(100, 100);
  const older = painter(100, 50);
  const oldest = painter(100, -Infinity);
  const due = duePainters([fresh, old, map, older, oldest], 1000);
  assert.deepEqual(due, [map, oldest, older]);
  assert.deepEqual(duePainters([map, fresh, old], 1000, 500), [old]);
});
