import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatStep,
  timeBox,
  timeMargin,
  timeRange,
  timeTicks,
} from '../../../site/src/views/common/time-axis.js';

const steps = [0, 10, 20, 40];

test('all steps are shown, or those of a window', () => {
  assert.deepEqual(timeRange(steps, Infinity), { start: 0, from: 0, to: 40 });
  assert.deepEqual(timeRange(steps, 20), { start: 2, from: 20, to: 40 });
});

test('an axis has a length, also before there is anything on it', () => {
  assert.deepEqual(timeRange([], Infinity), { start: 0, from: 0, to: 1 });
  assert.deepEqual(timeRange([7], Infinity), { start: 0, from: 7, to: 8 });
  assert.deepEqual(timeRange([0], Infinity), { start: 0, from: 0, to: 1 });
});

test('the plot has its margins, and never vanishes', () => {
  const { left, right, top, bottom } = timeMargin;
  assert.deepEqual(timeBox(400, 200), {
    left,
    top,
    width: 400 - left - right,
    height: 200 - top - bottom,
  });
  assert.deepEqual(timeBox(10, 10), { left, top, width: 16, height: 16 });
});

test('ticks stand at whole steps, one for each 90 pixels', () => {
  const labels = (range, width) => timeTicks(range, width).map(({ label }) => label);
  assert.deepEqual(labels({ from: 0, to: 1000 }, 450), ['0', '200', '400', '600', '800', '1,000']);
  assert.deepEqual(labels({ from: 0, to: 1000 }, 90), ['0', '500', '1,000']);
  assert.deepEqual(
    timeTicks({ from: 0, to: 2 }, 900).map(({ step }) => step),
    [0, 1, 2],
  );
});

test('steps are short', () => {
  assert.deepEqual([999, 9999, 10_000, 12_340, 999_999, 1e6, 1.5e6, 1_234_567].map(formatStep), [
    '999',
    '9,999',
    '10k',
    '12.34k',
    '1000k',
    '1M',
    '1.5M',
    '1.235M',
  ]);
});
