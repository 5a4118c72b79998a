import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recording } from '../../site/src/recording.js';

const snapshot = (size) => new Uint8Array(size);

test('memory is bounded, first and last stay, gaps stay in proportion', () => {
  const recording = new Recording(100_000);
  let last = 0;
  for (let step = 0; step < 1e6; step += Math.max(1, Math.floor(step / 300))) {
    recording.add({ step, bytes: snapshot(1000) });
    last = step;
  }
  assert.ok(recording.bytes <= 100_000);
  const { steps } = recording;
  assert.equal(steps.length, 100);
  assert.equal(steps[0], 0);
  assert.equal(steps.at(-1), last);
  const late = steps.slice(20);
  for (let i = 1; i < late.length; i += 1) {
    assert.ok((late[i] + 1) / (late[i - 1] + 1) < 1.6, `${late[i - 1]} to ${late[i]}`);
  }
});

test('nearest, before, cut', () => {
  const recording = new Recording();
  for (const step of [0, 10, 20, 30]) recording.add({ step, bytes: snapshot(1) });
  assert.equal(recording.nearest(14)?.step, 10);
  assert.equal(recording.nearest(1000)?.step, 30);
  assert.equal(recording.before(20)?.step, 10);
  assert.equal(recording.before(0), null);
  recording.cut(15);
  assert.deepEqual(recording.steps, [0, 10]);
  assert.equal(recording.bytes, 2);
});

test('a snapshot too large for the budget is not kept', () => {
  const recording = new Recording(1000);
  recording.add({ step: 0, bytes: snapshot(900) });
  assert.deepEqual(recording.steps, []);
});

test('a later snapshot of the same step replaces the one before; what is taken is gone', () => {
  const recording = new Recording();
  recording.add({ step: 3, bytes: snapshot(1) });
  recording.add({ step: 3, bytes: snapshot(2) });
  assert.deepEqual(recording.take(), [{ step: 3, bytes: snapshot(2) }]);
  assert.deepEqual([recording.steps, recording.bytes], [[], 0]);
});
