import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseline } from '../../../site/src/data/baseline.js';

const none = { y: new Float32Array(), labels: new Int32Array() };

test('the most common class of the training rows, and the share of the test rows that are of it', () => {
  const train = { ...none, labels: Int32Array.of(0, 2, 2, 1) };
  assert.deepEqual(baseline(train), { kind: 'majority', label: 2, accuracy: 0.5 });
  const test_ = { ...none, labels: Int32Array.of(2, 0, 0, 0) };
  assert.deepEqual(baseline(train, test_), { kind: 'majority', label: 2, accuracy: 0.25 });
});

test('the mean target of the training rows, and its squared error', () => {
  const train = { ...none, y: Float32Array.of(1, 3) };
  assert.deepEqual(baseline(train), { kind: 'mean', value: 2, meanSquaredError: 1 });
  const test_ = { ...none, y: Float32Array.of(5) };
  assert.deepEqual(baseline(train, test_), { kind: 'mean', value: 2, meanSquaredError: 9 });
});

test('no rows have no accuracy', () => {
  const train = { ...none, labels: Int32Array.of(1, 1) };
  assert.deepEqual(baseline(train, none), { kind: 'majority', label: 1, accuracy: NaN });
});
