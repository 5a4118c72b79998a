import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pacer } from '../../site/src/worker/pacer.js';

test('a slice grows to what fits into the budget', () => {
  const pacer = new Pacer(0.008);
  let now = 0;
  pacer.start(now);
  for (let slice = 0; slice < 30; slice += 1) {
    const steps = pacer.allowance(now);
    now += steps * 1e-5;
    pacer.record(steps, steps * 1e-5, now);
  }
  const steps = pacer.allowance(now);
  assert.ok(steps > 700 && steps <= 800, `${steps} steps of 10 µs`);
  assert.ok(Math.abs(pacer.stepsPerSecond - 1e5) < 2e3);
});

test('a slow step still gets its turn, alone', () => {
  const pacer = new Pacer(0.008);
  pacer.start(0);
  pacer.record(1, 0.5, 0.5);
  assert.equal(pacer.allowance(0.5), 1);
});

test('the speed is kept, on average', () => {
  const pacer = new Pacer(0.008);
  pacer.setSpeed(50, 0);
  pacer.start(0);
  let done = 0;
  for (let now = 0; now < 4; now += 0.004) {
    const steps = pacer.allowance(now);
    pacer.record(steps, steps * 1e-5, now);
    done += steps;
  }
  assert.ok(Math.abs(done - 200) <= 2, `${done} steps in 4 s at 50 a second`);
});

test('a pause earns no credit', () => {
  const pacer = new Pacer(0.008);
  pacer.setSpeed(10, 0);
  pacer.start(100);
  assert.equal(pacer.allowance(100), 1);
  pacer.record(1, 1e-5, 100);
  assert.equal(pacer.allowance(100), 0);
  assert.ok(pacer.wait > 0.09 && pacer.wait <= 0.1);
});

test('what is asked for by steps does not wait for the speed', () => {
  const pacer = new Pacer(0.008);
  pacer.setSpeed(1, 0);
  pacer.start(0, false);
  pacer.record(1, 1e-5, 0);
  assert.equal(pacer.allowance(0), 800);
  assert.equal(pacer.wait, 0);
  pacer.setSpeed(2, 0);
  assert.equal(pacer.wait, 0);
  pacer.start(0);
  assert.equal(pacer.allowance(0), 1);
});
