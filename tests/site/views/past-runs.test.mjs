import assert from 'node:assert/strict';
import { test } from 'node:test';
import { css } from '../../../site/src/views/common/color.js';
import { drawPastRuns, nearestPastRun } from '../../../site/src/views/loss/past-runs.js';
import { contextStub, drawn, palette as colors } from './canvas-stub.mjs';

const palette = { ...colors, past: [210, 210, 210] };
const places = {
  box: { left: 0, top: 0, width: 100, height: 100 },
  x: (step) => step,
  y: (position) => 100 - position,
};
/** An axis from 0 up, without a place for what is below or not finite. */
const axis = {
  extent: [0, 100],
  ticks: () => [],
  position: (value) => (value >= 0 && value < Infinity ? value : null),
};
const flat = (value, to = 100) => ({ steps: [0, to / 2, to], values: [value, value, value] });

test('previous runs are thin and pale, the one that is marked stands out', () => {
  const context = contextStub();
  drawPastRuns(context, places, [flat(10), flat(20)], axis, { palette, marked: 1 });
  const strokes = context.calls.filter(({ name }) => name === 'stroke');
  assert.deepEqual(
    strokes.map(({ strokeStyle, lineWidth }) => [strokeStyle, lineWidth]),
    [
      [css(palette.past), 1.25],
      [css(palette.muted), 2],
    ],
  );
});

test('a previous run has a gap where it has no value', () => {
  const context = contextStub();
  const run = { steps: [0, 10, 20, 30, 40], values: [1, 2, NaN, 3, 4] };
  drawPastRuns(context, places, [run], axis, { palette, marked: -1 });
  assert.deepEqual(
    drawn(context, 'moveTo', 'lineTo').map(([name, x]) => [name, x]),
    [
      ['moveTo', 0],
      ['lineTo', 10],
      ['moveTo', 30],
      ['lineTo', 40],
    ],
  );
});

test('the run whose line is nearest to a place is found, within reach only', () => {
  const runs = [flat(10), flat(20), flat(60)];
  const nearest = (position, reach = 12) => nearestPastRun(runs, 50, position, { axis, reach });
  assert.deepEqual(
    [9, 14, 16, 55].map((position) => nearest(position)),
    [0, 0, 1, 2],
  );
  assert.equal(nearest(40), -1);
  assert.equal(nearest(72), -1, 'as far as the reach is out of it');
  assert.equal(nearest(71.9), 2);
  assert.equal(nearestPastRun([], 50, 10, { axis, reach: 12 }), -1);
});

test('a run is not found after its end, nor where it has no value', () => {
  const at = (run, step) => nearestPastRun([run], step, 10, { axis, reach: 12 });
  assert.equal(at(flat(10, 40), 40), 0);
  assert.equal(at(flat(10, 40), 41), -1);
  assert.equal(at({ steps: [0, 50], values: [10, NaN] }, 50), -1);
  assert.equal(at({ steps: [], values: [] }, 0), -1);
});
