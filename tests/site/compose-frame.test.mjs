import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameBudget } from '../../site/src/worker/frame-budget.js';
import { composeFrame, transferables } from '../../site/src/worker/compose-frame.js';

const request = {
  map: 64,
  heatmap: 24,
  unit: { layer: 0, unit: 2 },
  warp: 1,
  statistics: 'full',
  parameters: true,
  gradients: true,
  predictions: true,
  probe: 5,
};
const progress = { run: 3, running: true, stepsPerSecond: 7, measurements: [], snapshots: [] };

/** A trainingRun whose answers say what was asked. */
const trainingRun = (change = {}) => ({
  step: 9,
  epoch: 2,
  learningRate: 0.5,
  outputGrid: (size, moving) => ({ size, moving }),
  heatmaps: (size, map) => [{ size, map }],
  hasUnit: (layer, unit) => layer >= 0 && layer < 2 && unit < 4,
  unitGrid: (layer, unit, size) => ({ layer, unit, size }),
  layerGrid: (layer, size) => ({ layer, size }),
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
  assert.deepEqual(composeFrame(trainingRun(), request, progress, all()), {
    ...progress,
    step: 9,
    epoch: 2,
    learningRate: 0.5,
    map: { size: 64, moving: true },
    heatmaps: [{ size: 24, map: { size: 64, moving: true } }],
    unit: { layer: 0, unit: 2, size: 64 },
    warp: { layer: 1, size: 33 },
    now: { detail: 'full' },
    predictions: { train: 'train', test: 'test' },
    probe: { row: 5 },
    parameters: 'parameters',
    gradients: 'gradients',
  });
});

test('what is not wanted is empty', () => {
  const nothing = {
    map: 0,
    heatmap: 0,
    unit: null,
    warp: null,
    statistics: 'none',
    parameters: false,
    gradients: false,
    predictions: false,
    probe: null,
  };
  const frame = composeFrame(trainingRun(), nothing, progress, all());
  const { map, heatmaps, unit, warp, parameters, gradients, predictions, probe } = frame;
  assert.deepEqual(
    [map, unit, warp, parameters, gradients, predictions, probe],
    Array(7).fill(null),
  );
  assert.deepEqual(heatmaps, []);
});

test('row 0, layer 0 and unit 0 are wanted like any other', () => {
  const first = { ...request, probe: 0, warp: 0, unit: { layer: 0, unit: 0 } };
  const { probe, warp, unit } = composeFrame(trainingRun(), first, progress, all());
  assert.equal(probe.row, 0);
  assert.equal(warp.layer, 0);
  assert.equal(unit.unit, 0);
});

test('a unit that the network does not have is empty; without a map its picture is of 32 cells', () => {
  const frame = (change) => composeFrame(trainingRun(), { ...request, ...change }, progress, all());
  assert.equal(frame({ unit: { layer: 0, unit: 4 } }).unit, null);
  assert.equal(frame({ warp: 2 }).warp, null);
  assert.equal(frame({ map: 0 }).unit.size, 32);
});

test('before the first step there are no gradients', () => {
  const frame = composeFrame(trainingRun({ step: 0 }), request, progress, all());
  assert.equal(frame.gradients, null);
  assert.equal(frame.parameters, 'parameters');
});

test('what is not due is left out', () => {
  const keys = (...due) =>
    Object.keys(composeFrame(trainingRun(), request, progress, budgetOf(...due))).slice(8);
  assert.deepEqual(keys(), []);
  assert.deepEqual(keys('pictures'), ['map', 'heatmaps', 'unit', 'warp']);
  assert.deepEqual(keys('rows'), ['now', 'predictions', 'probe']);
  assert.deepEqual(keys('parameters'), ['parameters', 'gradients']);
  const rows = composeFrame(trainingRun(), request, progress, budgetOf('rows'));
  assert.deepEqual(rows.now, { detail: 'none' });
});

test('the layers are looked at ten times a second at most, in full five times', () => {
  const interval = (statistics) => {
    const budget = all();
    composeFrame(trainingRun(), { ...request, statistics }, progress, budget);
    return new Map(budget.asked).get('layers');
  };
  assert.deepEqual(['none', 'magnitudes', 'full'].map(interval), [0, 100, 200]);
});

test('each part is a matter of its own time', () => {
  const budget = new FrameBudget(() => 0);
  composeFrame(trainingRun(), request, progress, budget);
  assert.ok(!budget.anyDue);
});

test('every buffer of a frame is handed over once, empty ones not at all', () => {
  const numbers = (length) => new Float32Array(length);
  const map = { values: numbers(1) };
  const frame = {
    map,
    heatmaps: [{ values: numbers(2) }, null, map],
    unit: { values: numbers(3) },
    warp: { values: numbers(4) },
    parameters: numbers(5),
    gradients: numbers(6),
    predictions: { train: numbers(7), test: numbers(0) },
    snapshots: [{ bytes: new Uint8Array(8) }],
  };
  const lengths = transferables(frame).map(({ byteLength }) => byteLength);
  assert.deepEqual(
    lengths.sort((a, b) => a - b),
    [4, 8, 8, 12, 16, 20, 24, 28],
  );
  assert.deepEqual(transferables({ snapshots: [] }), []);
});
