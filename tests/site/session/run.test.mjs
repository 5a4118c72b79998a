import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Run } from '../../../site/src/session/run.js';
import { plainState } from '../../../site/src/state/state.js';
import { configuredAs, frameAt, measurementAt, snapshotAt } from './support.mjs';

/** A run with frames of these steps, and a snapshot at each. */
function runWith(...steps) {
  const run = new Run(1, configuredAs({}));
  for (const step of steps) run.take(frameAt(step, { snapshots: [snapshotAt(step)] }));
  return run;
}

test('a run begins at step 0, with the snapshot that it started from', () => {
  const run = new Run(7, configuredAs({}));
  assert.equal(run.id, 7);
  assert.equal(run.step, 0);
  assert.deepEqual(run.recording.steps, [0]);
  assert.deepEqual(new Run(0, null).recording.steps, []);
  assert.ok(!run.interrupted && run.frame === null && run.viewedStep === null);
});

test('a frame keeps what it leaves out, and brings measurements and snapshots', () => {
  const run = runWith(1);
  run.take({
    ...frameAt(2, { measurements: [measurementAt(2), measurementAt(3)] }),
    learningRate: undefined,
  });
  assert.equal(run.frame.stepsPerSecond, 100);
  const { run: id, running, stepsPerSecond, measurements, snapshots } = frameAt(4);
  run.take({ run: id, running, stepsPerSecond, measurements, snapshots, step: 4 });
  assert.equal(run.step, 4);
  assert.equal(run.frame.now.step, 2, 'as it was');
  assert.deepEqual([...run.series.curves.step], [0, 1, 2, 3, 4]);
  assert.deepEqual(run.recording.steps, [0, 1]);
});

test('the newest statistics of the layers stay until there are newer ones', () => {
  const run = runWith(1);
  assert.equal(run.layers, null);
  const layers = [];
  run.take(frameAt(2, { now: measurementAt(2, { layers }), measurements: [] }));
  run.take(frameAt(3));
  assert.equal(run.layers, layers);
});

test('snapshots from a divergence on are not kept', () => {
  const run = runWith(1);
  run.divergence = { step: 5 };
  run.keep([4, 5, 6].map(snapshotAt));
  assert.deepEqual(run.recording.steps, [0, 1, 4]);
});

test('while one looks back, no snapshot is added', () => {
  const run = runWith(1);
  run.viewedStep = 1;
  run.take(frameAt(9, { snapshots: [snapshotAt(9)] }));
  assert.deepEqual(run.recording.steps, [0, 1]);
});

test('what is cut never was: no divergence, nothing looked back at', () => {
  const run = runWith(1, 2, 3);
  Object.assign(run, { divergence: { step: 3 }, viewedStep: 2, interrupted: true });
  run.cut(2);
  assert.deepEqual([...run.series.curves.step], [0, 1, 2]);
  assert.deepEqual(run.recording.steps, [0, 1, 2]);
  assert.equal(run.divergence, null);
  assert.equal(run.viewedStep, null);
  assert.equal(run.interrupted, false);
});

test('a run of five steps or more leaves a past run, whose curves are its own', () => {
  assert.equal(runWith(4).pastRun(plainState), null);
  const run = runWith(4, 5);
  const pastRun = run.pastRun(plainState);
  run.cut(4);
  run.take(frameAt(8));
  assert.equal(pastRun.id, 1);
  assert.equal(pastRun.state, plainState);
  assert.deepEqual([...pastRun.curves.step], [0, 4, 5]);
  assert.equal(pastRun.curves.trainLoss[2], 1 / 6);
});
