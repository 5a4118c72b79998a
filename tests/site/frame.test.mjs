import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameBudget } from '../../site/src/worker/frame-budget.js';
import { composeFrame, transferables } from '../../site/src/worker/frame.js';

const wants = {
  ...{ map: 64, heatmap: 24, unit: { layer: 0, unit: 2 }, warp: 1, statistics: 'full' },
  ...{ parameters: true, gradients: true, predictions: true, probe: 5 },
};
const progress = { run: 3, running: true, stepsPerSecond: 7, moments: [], snapshots: [] };

/** A laboratory whose answers say what was asked. */
const laboratory = (change = {}) => ({
  ...{ step: 9, epoch: 2, learningRate: 0.5 },
  outputGrid: (size, moving) => ({ size, moving }),
  heatmaps: (size, map) => [{ size, map }],
  hasUnit: (layer, unit) => layer >= 0 && layer < 2 && unit < 4,
  unitGrid: (layer, unit, size) => ({ layer, unit, size }),
  warpedGrid: (layer, size) => ({ layer, size }),
  measure: (detail) => ({ detail }),
  predictions: () => ({ train: 'train', test: 'test' }),
  probe: (row) => ({ row }),
  parameters: () => 'parameters',
  gradients: () => 'gradients',
  ...change,
});

/** A budget in which these parts are due, and what it was asked for. */
function budgetOf(...due) {
  const asked = [];
  return {
    asked,
    renew: (part, compute, interval = 0) => {
      asked.push([part, interval]);
      return due.includes(part) ? compute() : undefined;
    },
  };
}
const all = () => budgetOf('pictures', 'rows', 'layers', 'parameters');

test('a frame has what is wanted', () => {
  assert.deepEqual(composeFrame(laboratory(), wants, progress, all()), {
    ...progress,
    ...{ step: 9, epoch: 2, learningRate: 0.5 },
    map: { size: 64, moving: true },
    heatmaps: [{ size: 24, map: { size: 64, moving: true } }],
    unit: { layer: 0, unit: 2, size: 64 },
    warp: { layer: 1, size: 33 },
    now: { detail: 'full' },
    predictions: { train: 'train', test: 'test' },
    probe: { row: 5 },
    ...{ parameters: 'parameters', gradients: 'gradients' },
  });
});

test('what is not wanted is empty', () => {
  const nothing = {
    ...{ map: 0, heatmap: 0, unit: null, warp: null, statistics: 'none' },
    ...{ parameters: false, gradients: false, predictions: false, probe: null },
  };
  const frame = composeFrame(laboratory(), nothing, progress, all());
  const { map, heatmaps, unit, warp, parameters, gradients, predictions, probe } = frame;
  assert.deepEqual(
    [map, unit, warp, parameters, gradients, predictions, probe],
    Array(7).fill(null),
  );
  assert.deepEqual(heatmaps, []);
});

test('row 0, layer 0 and unit 0 are wanted like any other', () => {
  const first = { ...wants, probe: 0, warp: 0, unit: { layer: 0, unit: 0 } };
  const { probe, warp, unit } = composeFrame(laboratory(), first, progress, all());
  assert.equal(probe.row, 0);
  assert.equal(warp.layer, 0);
  assert.equal(unit.unit, 0);
});

test('a unit that the network does not have is empty; without a map its picture is of 32 cells', () => {
  const frame = (change) => composeFrame(laboratory(), { ...wants, ...change }, progress, all());
  assert.equal(frame({ unit: { layer: 0, unit: 4 } }).unit, null);
  assert.equal(frame({ warp: 2 }).warp, null);
  assert.equal(frame({ map: 0 }).unit.size, 32);
});

test('before the first step there are no gradients', () => {
  const frame = composeFrame(laboratory({ step: 0 }), wants, progress, all());
  assert.equal(frame.gradients, null);
  assert.equal(frame.parameters, 'parameters');
});

test('what is not due is left out', () => {
  const keys = (...due) =>
    Object.keys(composeFrame(laboratory(), wants, progress, budgetOf(...due))).slice(8);
  assert.deepEqual(keys(), []);
  assert.deepEqual(keys('pictures'), ['map', 'heatmaps', 'unit', 'warp']);
  assert.deepEqual(keys('rows'), ['now', 'predictions', 'probe']);
  assert.deepEqual(keys('parameters'), ['parameters', 'gradients']);
  const rows = composeFrame(laboratory(), wants, progress, budgetOf('rows'));
  assert.deepEqual(rows.now, { detail: 'none' });
});

test('the layers are looked at ten times a second at most, in full five times', () => {
  const interval = (statistics) => {
    const budget = all();
    composeFrame(laboratory(), { ...wants, statistics }, progress, budget);
    return new Map(budget.asked).get('layers');
  };
  assert.deepEqual(['none', 'magnitudes', 'full'].map(interval), [0, 100, 200]);
});

test('each part is a matter of its own time', () => {
  const budget = new FrameBudget(() => 0);
  composeFrame(laboratory(), wants, progress, budget);
  assert.ok(!budget.anyDue);
});

test('every buffer of a frame is handed over once, empty ones not at all', () => {
  const numbers = (length) => new Float32Array(length);
  const map = { values: numbers(1) };
  const frame = {
    map,
    heatmaps: [{ values: numbers(2) }, null, map],
    unit: { values: numbers(3) },
    warp: { values: numbers(4), components: { scores: [numbers(9), numbers(10)] } },
    ...{ parameters: numbers(5), gradients: numbers(6) },
    predictions: {
      train: { classes: numbers(7), confusion: numbers(11) },
      test: { classes: numbers(0), confusion: numbers(12) },
    },
    snapshots: [{ bytes: new Uint8Array(8) }],
  };
  const lengths = transferables(frame).map(({ byteLength }) => byteLength);
  assert.deepEqual(
    lengths.sort((a, b) => a - b),
    [4, 8, 8, 12, 16, 20, 24, 28, 36, 40, 44, 48],
  );
  assert.deepEqual(transferables({ snapshots: [] }), []);
});
