// The axes of values, in numbers: losses, magnitudes and shares, distributions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logAxis, logExtent, logTicks } from '../../../site/src/views/common/log-axis.js';
import { accuracyAxis, linearAxis, logLossAxis } from '../../../site/src/views/loss/loss-axis.js';
import { valueRange } from '../../../site/src/views/signals/distribution.js';
import { signalAxis } from '../../../site/src/views/signals/signal-axis.js';
import { valueTicks } from '../../../site/src/views/signals/value-ticks.js';

const percents = ['0\u00a0%', '25\u00a0%', '50\u00a0%', '75\u00a0%', '100\u00a0%'];

test('accuracy and shares have an axis of percents', () => {
  assert.deepEqual(accuracyAxis.extent, [0, 1.03]);
  assert.equal(accuracyAxis.position(0.25), 0.25);
  assert.equal(accuracyAxis.position(NaN), null);
  const shares = signalAxis('share', [[5]], 0);
  assert.deepEqual(shares.extent, [-0.02, 1.02]);
  assert.equal(shares.position(0.5), 0.5);
  assert.deepEqual([shares.lanes, shares.decades], [[], [0, 0]]);
  for (const { ticks } of [accuracyAxis, shares]) {
    assert.deepEqual(
      ticks(100).map(({ position, label }) => [position, label]),
      [0, 0.25, 0.5, 0.75, 1].map((position, index) => [position, percents[index]]),
    );
  }
});

test('a linear axis of losses begins at 0 and ends at a round number', () => {
  assert.deepEqual(linearAxis([[0.4, 0.93]], 0).extent, [0, 1]);
  assert.deepEqual(
    linearAxis(
      [
        [7, 0.4],
        [0, 0.93],
      ],
      1,
    ).extent,
    [0, 1],
    'what is shown',
  );
  assert.deepEqual(linearAxis([[-3, 6]], 0).extent, [-4, 6]);
  assert.deepEqual(linearAxis([[5, 5]], 0).extent, [0, 6], 'a constant has room above it');
  assert.deepEqual(linearAxis([[NaN]], 0).extent, [0, 1]);
  const { position, ticks } = linearAxis([[0.93]], 0);
  assert.equal(position(0.3), 0.3);
  assert.equal(position(Infinity), null);
  const at = (pixels) => ticks(pixels).map((tick) => tick.position);
  assert.deepEqual(at(360).length, 11);
  assert.deepEqual(at(10), at(72), 'at least two');
  assert.ok(at(72).length < 5);
});

test('losses over decades have whole decades, losses within one have 1, 2 and 5', () => {
  const wide = logLossAxis([[0.0012, 0.9]], 0);
  assert.deepEqual(wide.extent, [-3, 0]);
  assert.equal(wide.position(0.01), -2);
  const narrow = logLossAxis([[0.3, 0.6]], 0);
  const marks = narrow.ticks(100);
  assert.deepEqual(
    marks.map(({ label }) => label),
    ['0.2', '0.5', '1'],
  );
  assert.deepEqual(narrow.extent, [Math.log10(0.2), 0]);
  assert.ok(Math.abs(marks[1].position - Math.log10(0.5)) < 1e-12);
});

test('the bounds of a narrow axis lie beyond its values', () => {
  const labels = (...values) =>
    logLossAxis([values], 0)
      .ticks(100)
      .map(({ label }) => label);
  assert.deepEqual(labels(0.2, 0.5), ['0.1', '0.2', '0.5', '1']);
  assert.deepEqual(labels(0.7, 0.71), ['0.5', '1']);
  assert.deepEqual(labels(3, 8), ['2', '5', '10']);
  assert.deepEqual(labels(0.011, 0.29), ['0.01', '0.02', '0.05', '0.1', '0.2', '0.5']);
  assert.equal(logLossAxis([[0.01, 0.31]], 0).extent[0], -2, 'beyond a factor of 30: decades');
  assert.equal(logLossAxis([[0.3, 0.6, 0]], 0).extent[1], 0, 'with zeros, decades too');
  assert.ok(logLossAxis([[0.3, 0.6, 0]], 0).extent[0] < -1);
  assert.ok(logLossAxis([[0.3, 0.6, NaN]], 0).extent[0] < -1);
});

test('extent of magnitudes, between two indices', () => {
  const series = [
    [9, -0.5, 2, 99],
    [7, 3],
  ];
  assert.deepEqual(logExtent(series, 1, 3), {
    minimum: 0.5,
    maximum: 3,
    hasZero: false,
    hasInvalid: false,
  });
  assert.equal(logExtent(series, 1).maximum, 99);
  assert.equal(logExtent(series).maximum, 99);
  assert.deepEqual(logExtent([[0, NaN]]), {
    minimum: Infinity,
    maximum: 0,
    hasZero: true,
    hasInvalid: true,
  });
});

test('decades: as many as asked for at least and at most', () => {
  const axis = (minimum, maximum, decades) => {
    const { lower, upper } = logAxis(
      { minimum, maximum, hasZero: false, hasInvalid: false },
      decades,
    );
    return [lower, upper];
  };
  assert.deepEqual(axis(0.5, 0.7), [-2, 0]);
  assert.deepEqual(axis(0.5, 0.7, { fewest: 1 }), [-1, 0]);
  assert.deepEqual(axis(1e-30, 1), [-24, 0]);
  assert.deepEqual(axis(1e-30, 1, { most: 5 }), [-5, 0]);
  assert.deepEqual(axis(1e-3, 2e4), [-3, 5]);
});

test('lanes lie a share of the axis below it: zeros, then what is not finite', () => {
  const axis = (hasZero, hasInvalid) =>
    logAxis({ minimum: 1e-9, maximum: 10, hasZero, hasInvalid });
  const both = axis(true, true);
  assert.ok(Math.abs(both.zero + 9.9) < 1e-12);
  assert.ok(Math.abs(both.invalid + 10.8) < 1e-12);
  assert.ok(Math.abs(both.bottom + 11.25) < 1e-12);
  assert.ok(Math.abs(axis(false, true).invalid + 9.9) < 1e-12);
  assert.ok(Math.abs(axis(true, false).bottom + 10.35) < 1e-12);
  assert.equal(axis(false, false).bottom, -9);
  assert.equal(both.position(-1e-3), -3);
  assert.equal(both.position(1e-30), -9, 'below the axis: at its end');
});

test('ticks: labels 24 pixels apart or more, 2 to 9 where a decade has 48', () => {
  const axis = logAxis({ minimum: 1e-6, maximum: 1, hasZero: false, hasInvalid: false });
  const labels = (pixels) =>
    logTicks(axis, pixels)
      .filter(({ label }) => label)
      .map(({ label }) => label);
  const count = (pixels) => logTicks(axis, pixels).length;
  assert.deepEqual(labels(144), ['10⁰', '10⁻¹', '10⁻²', '10⁻³', '10⁻⁴', '10⁻⁵', '10⁻⁶']);
  assert.deepEqual(labels(143), ['10⁰', '10⁻²', '10⁻⁴', '10⁻⁶']);
  assert.deepEqual(labels(60), ['10⁰', '10⁻³', '10⁻⁶']);
  assert.equal(count(287), 7);
  assert.equal(count(288), 7 + 6 * 8);
  const minor = logTicks(axis, 288).filter(
    ({ kind, position }) => kind === 'minor' && position > -1,
  );
  assert.deepEqual(
    minor.map(({ position }) => Math.round(10 ** (position + 1))),
    [2, 3, 4, 5, 6, 7, 8, 9],
  );
});

test('an axis of signals fits what is shown and its guides', () => {
  const series = [[1e9, 0.01, 0.5]];
  const { extent, decades, position, lanes } = signalAxis('log', series, 1);
  assert.deepEqual(decades, [-2, 0]);
  assert.deepEqual(extent, [-2, 0.06]);
  assert.equal(position(0.1), -1);
  assert.deepEqual(lanes, []);
  assert.deepEqual(signalAxis('log', series, 1, [1e-5, 50]).decades, [-5, 2]);
  assert.deepEqual(signalAxis('log', series, 0).decades, [-2, 9]);
});

test('an axis of signals has lanes for zeros and for what is not finite', () => {
  const { lanes, extent, ticks } = signalAxis('log', [[0, 1, NaN]], 0);
  assert.deepEqual(
    lanes.map(({ label }) => label),
    ['0', '∞'],
  );
  assert.ok(extent[0] < lanes[1].position);
  assert.ok(ticks(100).length > 2);
});

test('ticks of values, and of decades of magnitudes', () => {
  assert.deepEqual(
    valueTicks([-1, 1], false, 4).map(({ value }) => value),
    [-1, -0.5, 0, 0.5, 1],
  );
  assert.deepEqual(valueTicks([-3.5, 0.2], true, 9), [
    { value: 1, label: '10¹' },
    { value: 0, label: '10⁰' },
    { value: -1, label: '10⁻¹' },
    { value: -2, label: '10⁻²' },
    { value: -3, label: '10⁻³' },
  ]);
  assert.deepEqual(
    valueTicks([-6, 0], true, 3).map(({ value }) => value),
    [0, -2, -4, -6],
  );
});

const spread = (low, high, minimum = low, maximum = high) => ({
  quantiles: Float32Array.of(low, low, 0, high, high),
  minimum,
  maximum,
});

test('the range of distributions: half of the span of the quantiles beyond them, and no further than the values', () => {
  const close = ([a, b], [c, d]) =>
    assert.ok(Math.abs(a - c) < 1e-6 && Math.abs(b - d) < 1e-6, `${a}, ${b}`);
  close(valueRange([spread(0, 2, -100, 100)], false), [-1.2, 3.2]);
  close(valueRange([spread(0, 2, -0.5, 2.5)], false), [-0.65, 2.65]);
  close(valueRange([spread(0, 2), spread(1, 4)], false), [-0.2, 4.2]);
  close(valueRange([spread(3, 3)], false), [2.7, 3.3]);
  close(valueRange([spread(0, 0)], false), [-0.5, 0.5]);
  assert.deepEqual(valueRange([], false), [-1, 1]);
});

test('of magnitudes it is whole decades, two at least', () => {
  assert.deepEqual(valueRange([spread(-4.5, -1.5)], true), [-5, -1]);
  assert.deepEqual(valueRange([spread(-1.5, -1.2)], true), [-3, -1]);
  assert.deepEqual(valueRange([], true), [-2, 0]);
});
