import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  activationCeiling,
  flopsOf,
  parametersOf,
  updateBytesOf,
  workloadCeiling,
} from './roofline.mjs';
import { workload } from './workloads.mjs';

const series = (/** @type {number} */ rate) => ({ rounds: [rate], rate, p90: rate });

test('training a sample takes three products a layer, the first layer two', () => {
  // 2-8-8-1
  assert.equal(flopsOf(workload('W1')), 2 * (2 * 2 * 8 + 3 * 8 * 8 + 3 * 8));
  assert.equal(flopsOf(workload('W9')), 16 * flopsOf(workload('W1')));
});

test('predicting takes one product a layer', () => {
  assert.equal(flopsOf(workload('W6')), 2 * (2 * 8 + 8 * 8 + 8));
});

test('a ceiling counts the products at the peak and the activations at their own rate', () => {
  const w6 = workload('W6');
  const ceiling = workloadCeiling(w6, series(176e9), () => series(17e9), []);
  assert.ok(Math.abs(ceiling - 1 / (1e-9 + 1e-9)) < 1);
  assert.ok(Number.isNaN(workloadCeiling(w6, undefined, () => series(1), [])));
  assert.ok(Number.isNaN(workloadCeiling(w6, series(1), () => undefined, [])));
});

test('a product that was measured by itself counts at the fastest that it was', () => {
  const w4 = workload('W4');
  const measured = { rounds: [1e9, 2e9], rate: 1.5e9, p90: 1.5e9 };
  const products = [
    { flops: 128 * 3e6, measured },
    { flops: 128 * 1e6, measured: undefined },
  ];
  const rest = (flopsOf(w4) - 3e6) / 4e9;
  const ceiling = workloadCeiling(w4, series(4e9), () => undefined, products);
  assert.ok(Math.abs(ceiling * (3e6 / 2e9 + rest) - 1) < 1e-9);
});

test('Adam reads and writes seven values for each parameter, plain gradient descent counts as free', () => {
  const w3 = workload('W3');
  assert.equal(parametersOf(w3), 785 * 128 + 129 * 10);
  assert.equal(parametersOf(workload('W9')), 16 * parametersOf(workload('W1')));
  assert.equal(updateBytesOf(w3), 28 * parametersOf(w3));
  assert.equal(updateBytesOf(workload('W1')), 0);
});

test('a ceiling counts the bytes of the update at the rate that was measured', () => {
  const w3 = workload('W3');
  const update = { rounds: [10e9, 20e9], rate: 15e9, p90: 20e9 };
  const ceiling = workloadCeiling(w3, series(50e9), () => undefined, [], update);
  const seconds = flopsOf(w3) / 50e9 + updateBytesOf(w3) / w3.batchSize / 20e9;
  assert.ok(Math.abs(ceiling * seconds - 1) < 1e-9);
});

test('an activation cannot have more values a second than its instructions allow', () => {
  // 56 GFLOP/s are 14 G instructions of four lanes a second; seven a value
  const operations = { all: 7, divisions: 0 };
  assert.equal(activationCeiling(operations, series(56e9), series(1)), 2e9);
  assert.equal(activationCeiling(operations, series(56e9), undefined), 2e9);
  assert.ok(Number.isNaN(activationCeiling(undefined, series(56e9), series(1))));
});

test('nor more than its divisions allow', () => {
  // 6 G divisions a second, by fours; one for each four values
  const operations = { all: 0.5, divisions: 0.25 };
  assert.equal(activationCeiling(operations, series(56e9), series(6e9)), 6e9);
});
