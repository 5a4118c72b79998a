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

test('it waits at any speed, and not at all without one', () => {
  const pacer = new Pacer(0.008);
  const waitAt = (speed) => {
    pacer.setSpeed(speed, 0);
    pacer.start(0);
    pacer.allowance(0);
    pacer.record(2, 1e-5, 0);
    return pacer.wait;
  };
  assert.equal(waitAt(1), 2);
  assert.equal(waitAt(4), 0.5);
  assert.equal(waitAt(0), 0);
});

test('the speed that it has already earns nothing, another begins anew', () => {
  const pacer = new Pacer(0.008);
  pacer.setSpeed(10, 0);
  pacer.start(0);
  pacer.record(1, 1e-5, 0);
  pacer.setSpeed(10, 0);
  assert.equal(pacer.allowance(0), 0);
  pacer.setSpeed(11, 0);
  assert.equal(pacer.allowance(0), 1);
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

/** A pacer that has learned what a step costs, at time 0. */
function pacerOf(secondsPerStep, speed = 0) {
  const pacer = new Pacer(0.01);
  pacer.setSpeed(speed, 0);
  pacer.start(0);
  pacer.record(1, secondsPerStep, 0);
  return pacer;
}

test('what steps cost follows what they last cost, by three tenths', () => {
  const pacer = pacerOf(0.001);
  assert.equal(pacer.allowance(0), 10);
  pacer.record(10, 0.02, 0);
  assert.equal(pacer.allowance(0), Math.floor(0.01 / 0.0013));
  pacer.record(0, 5, 0);
  assert.equal(pacer.allowance(0), Math.floor(0.01 / 0.0013), 'no steps tell nothing');
  pacer.forget();
  assert.equal(pacer.allowance(0), 1, 'another network is unknown');
});

test('credit grows with the time, up to a tenth of a second', () => {
  const pacer = pacerOf(1e-5, 100);
  assert.equal(pacer.allowance(0.05), 5);
  pacer.record(5, 5e-5, 0.05);
  assert.equal(pacer.allowance(0.055), 0);
  assert.ok(Math.abs(pacer.wait - 0.005) < 1e-9);
  assert.equal(pacer.allowance(0.061), 1);
  pacer.record(1, 1e-5, 0.061);
  assert.equal(pacer.allowance(9), 10);
  assert.equal(pacerOf(1e-5, 2).allowance(9), 1, 'slow speeds get one step at a time');
});

test('a slice is no longer than the budget, whatever the credit', () => {
  assert.equal(pacerOf(0.002, 1e6).allowance(5), 5);
});

test('another speed starts its credit anew, the same one does not', () => {
  const pacer = pacerOf(1e-5, 10);
  pacer.setSpeed(10, 0.09);
  assert.equal(pacer.allowance(0.1), 1);
  pacer.record(1, 1e-5, 0.1);
  assert.equal(pacer.allowance(0.1), 0);
  pacer.setSpeed(20, 0.1);
  assert.equal(pacer.allowance(0.1), 1);
  assert.equal(pacer.wait, 0);
});

test('steps per second are of the last second', () => {
  const pacer = new Pacer(0.01);
  pacer.start(0);
  assert.equal(pacer.stepsPerSecond, 0);
  pacer.record(50, 0.1, 0);
  assert.equal(pacer.stepsPerSecond, 0, 'one entry has no length');
  pacer.record(10, 0.1, 0.5);
  assert.equal(pacer.stepsPerSecond, 20);
  pacer.record(30, 0.1, 1);
  assert.equal(pacer.stepsPerSecond, 40);
  pacer.record(30, 0.1, 2);
  assert.equal(pacer.stepsPerSecond, 30, 'what is older does not count');
  pacer.start(2);
  assert.equal(pacer.stepsPerSecond, 0);
});

test('before the first start, steps are paced from nothing', () => {
  const pacer = new Pacer(0.01);
  pacer.setSpeed(4, 7);
  assert.equal(pacer.allowance(7), 1);
  pacer.record(1, 0.001, 7);
  assert.equal(pacer.wait, 0.25);
});
