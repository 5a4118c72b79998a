import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaleLinear } from '../../../site/src/views/common/linear-scale.js';

test('values go from end to end, and positions back', () => {
  const scale = scaleLinear([10, 20], [100, 0]);
  assert.deepEqual([10, 15, 20, 25].map(scale), [100, 50, 0, -50]);
  assert.deepEqual([100, 50, 0].map(scale.invert), [10, 15, 20]);
  assert.deepEqual(scale.domain(), [10, 20]);
  assert.deepEqual(scale.ticks(2), [10, 15, 20]);
});

test('a domain of one value is at the start', () => {
  const scale = scaleLinear([3, 3], [100, 200]);
  assert.equal(scale(3), 100);
  assert.equal(scale(99), 100);
  assert.equal(scale.invert(150), 3);
});
