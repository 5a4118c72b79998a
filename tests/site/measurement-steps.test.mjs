import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurementSteps } from '../../site/src/trial/measurement-steps.js';

test('from 0 to the last step, each about the same factor after the one before', () => {
  assert.deepEqual([...measurementSteps(1000, 3)], [0, 10, 100, 1000]);
  assert.deepEqual([...measurementSteps(256, 8)], [0, 2, 4, 8, 16, 32, 64, 128, 256]);
});

test('no step twice, where rounding would make two alike', () => {
  assert.deepEqual([...measurementSteps(20, 10)], [0, 1, 2, 3, 4, 5, 6, 8, 11, 15, 20]);
});

test('every step where more are asked for than there are', () => {
  assert.deepEqual([...measurementSteps(4, 25)], [0, 1, 2, 3, 4]);
  assert.deepEqual([...measurementSteps(0, 25)], [0]);
});

test('strictly increasing and as many as asked for, whatever the numbers', () => {
  for (const steps of [1, 2, 3, 7, 50, 99, 100, 101, 1e4, 1e9]) {
    for (const count of [1, 2, 3, 10, 25, 99, 1000]) {
      const result = measurementSteps(steps, count);
      assert.equal(result.length, Math.min(steps, count) + 1, `${steps}, ${count}`);
      assert.equal(result[0], 0);
      assert.equal(result.at(-1), steps);
      assert.ok(
        result.every((step, i) => i === 0 || step > result[i - 1]),
        `${steps}, ${count}`,
      );
    }
  }
});
