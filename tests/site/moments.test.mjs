import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  always,
  inFull,
  interval,
  nextMoment,
  perDoubling,
} from '../../site/src/worker/moments.js';

test('moments rise, and there are as many in each doubling', () => {
  let step = 0;
  const counts = new Map();
  while (step < 2 ** 20) {
    const next = nextMoment(step);
    assert.ok(next > step);
    assert.ok(Number.isInteger(next));
    step = next;
    const doubling = Math.floor(Math.log2(step));
    counts.set(doubling, (counts.get(doubling) ?? 0) + 1);
  }
  for (let doubling = 8; doubling < 20; doubling += 1) {
    assert.equal(counts.get(doubling), perDoubling, `steps from 2^${doubling}`);
  }
});

test('the schedule does not depend on where it is asked from', () => {
  for (const step of [300, 5000, 123456]) {
    const next = nextMoment(step);
    assert.equal(nextMoment(next - 1), next);
    assert.equal(next % interval(step), 0);
  }
});

test('four moments of each doubling are always measured, in full', () => {
  for (let doubling = 8; doubling < 20; doubling += 1) {
    const steps = Array.from({ length: 2 ** doubling }, (_, i) => 2 ** doubling + i).filter(always);
    assert.equal(steps.length, 4, `steps from 2^${doubling}`);
    for (const step of steps) {
      assert.equal(nextMoment(step - 1), step);
      assert.ok(inFull(step));
    }
  }
});
