import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MeasurementSchedule, perDoubling } from '../../site/src/worker/measurement-schedule.js';

test('measurements rise, and there are as many in each doubling', () => {
  for (const count of [8, 64]) {
    const schedule = new MeasurementSchedule(count);
    let step = 0;
    const counts = new Map();
    while (step < 2 ** 20) {
      const next = schedule.next(step);
      assert.ok(next > step);
      assert.ok(Number.isInteger(next));
      step = next;
      const doubling = Math.floor(Math.log2(step));
      counts.set(doubling, (counts.get(doubling) ?? 0) + 1);
    }
    for (let doubling = 8; doubling < 20; doubling += 1) {
      assert.equal(counts.get(doubling), count, `steps from 2^${doubling}`);
    }
  }
});

test('the first steps are measured one by one, also of a large network', () => {
  const schedule = new MeasurementSchedule(8);
  for (let step = 0; step < 15; step += 1) assert.equal(schedule.next(step), step + 1);
});

test('what takes long to measure is measured less often, down to a bound', () => {
  const parametersOf = { '2-8-8-1': 105, '8 x 16': 2000, '8 x 64': 29_000, '40 x 64': 162_000 };
  const counts = Object.values(parametersOf).map((parameters) => perDoubling(parameters * 500));
  assert.deepEqual(counts, [64, 64, 32, 8]);
  assert.equal(perDoubling(1e12), 8);
});

test('the schedule does not depend on where it is asked from', () => {
  const schedule = new MeasurementSchedule();
  for (const step of [300, 5000, 123456]) {
    const next = schedule.next(step);
    assert.equal(schedule.next(next - 1), next);
    assert.equal(next % schedule.interval(step), 0);
  }
});

test('histograms are as views want them, in heavy networks only once a doubling', () => {
  const light = new MeasurementSchedule();
  const heavy = new MeasurementSchedule(8);
  const looks = (schedule, wanted) => {
    const counts = { magnitudes: 0, full: 0 };
    for (let step = 2048; step < 4096; step = schedule.next(step)) {
      if (schedule.inFull(step)) counts[schedule.detail(step, wanted)] += 1;
    }
    return counts;
  };
  assert.deepEqual(looks(light, 'full'), { magnitudes: 0, full: 32 });
  assert.deepEqual(looks(light, 'magnitudes'), { magnitudes: 24, full: 8 });
  assert.deepEqual(looks(heavy, 'full'), { magnitudes: 3, full: 1 });
  assert.deepEqual(looks(heavy, 'magnitudes'), { magnitudes: 3, full: 1 });
});
