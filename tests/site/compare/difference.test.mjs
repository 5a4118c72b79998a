import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairedDifference } from '../../../site/src/compare/difference.js';

const noise = (count) => Array.from({ length: count }, (_, i) => Math.sin(12.9898 * (i + 1)));

test('two equal rows: no difference', () => {
  const values = noise(10);
  const { mean, low, high, larger } = pairedDifference(values, values);
  assert.deepEqual([mean, low, high, larger], [0, 0, 0, 'none']);
});

test('an interval that contains 0: no difference', () => {
  const first = noise(20);
  const { larger, low, high } = pairedDifference(first, [...first].reverse());
  assert.ok(low < 0 && high > 0);
  assert.equal(larger, 'none');
});

test('pairs count: a small difference in every pair is found within a large spread', () => {
  const first = noise(12).map((value) => 100 * value);
  const second = first.map((value, i) => value - 1 - 0.1 * (i % 3));
  assert.equal(pairedDifference(first, second).larger, 'first');
  assert.equal(pairedDifference(second, first).larger, 'second');
});

test('the interval is that of the mean: about 1.96 standard errors to each side', () => {
  const differences = noise(400);
  const { mean, low, high } = pairedDifference(
    differences,
    differences.map(() => 0),
  );
  const variance =
    differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / differences.length;
  const error = Math.sqrt(variance / differences.length);
  assert.ok(Math.abs((high - low) / (2 * 1.96 * error) - 1) < 0.08, `${low} to ${high}`);
});

test('pairs with a missing value are left out; too few say nothing', () => {
  const { pairs, larger } = pairedDifference([1, NaN, 3, 4, 5], [0, 0, NaN, 0, 0]);
  assert.deepEqual([pairs, larger], [3, 'few']);
  assert.ok(Number.isNaN(pairedDifference([], []).mean));
});

test('the same numbers at every call', () => {
  const [first, second] = [noise(10), noise(11).slice(1)];
  assert.deepEqual(pairedDifference(first, second), pairedDifference(first, second));
});
