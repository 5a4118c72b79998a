import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { formatted, summaryOf } from './results.mjs';
import { SMOOTH } from './targets.mjs';
import { WORKLOADS } from './workloads.mjs';

const series = (/** @type {number[]} */ ...rounds) => ({ rounds, rate: 2.34567, p90: 9 });

const run = {
  machine: { commit: '1234567', cores: 2 },
  rounds: 3,
  seconds: 0.25,
  workloads: { W1: { 'chromium/simd': series(1, 2.34567, 7) } },
  failures: { W1: { a: 'FAILED: loss 3, reference 1', b: 'has no Adam' } },
  kernels: {
    'peak 256^3': { 'chromium/simd': series(1) },
    'gemm 256^3': { 'chromium/simd': series(1, 4, 2) },
  },
  activations: { 'tanh value': { libm: series(1) } },
  targets: [{ what: 'W1 simd', against: 'libm', least: 6, ratio: 7, ceiling: NaN }],
};

test('of each series the median is kept, of products the fastest round too', () => {
  const { workloads, activations, kernels } = summaryOf(run);
  assert.deepEqual(workloads, { W1: { 'chromium/simd': 2.34567 } });
  assert.deepEqual(activations, { 'tanh value': { libm: 2.34567 } });
  assert.deepEqual(kernels, {
    'gemm 256^3': { 'chromium/simd': { median: 2.34567, fastest: 4 } },
  });
});

test('what a contestant got wrong is kept, what it cannot do is not', () => {
  assert.deepEqual(summaryOf(run).failures, { 'W1 a': 'FAILED: loss 3, reference 1' });
});

test('the file is JSON with a line for each thing, in four digits, without what was not measured', () => {
  const text = formatted(summaryOf(run));
  assert.deepEqual(JSON.parse(text), {
    machine: { commit: '1234567', cores: 2, rounds: 3, seconds: 0.25 },
    failures: { 'W1 a': 'FAILED: loss 3, reference 1' },
    workloads: { W1: { 'chromium/simd': 2.346 } },
    kernels: { 'gemm 256^3': { 'chromium/simd': { median: 2.346, fastest: 4 } } },
    activations: { 'tanh value': { libm: 2.346 } },
    targets: [{ what: 'W1 simd', against: 'libm', least: 6, ratio: 7 }],
  });
  assert.match(text, /^ {4}"W1": \{.*\}$/m);
});

test('the committed medians are of every workload and activation, and in under 400 lines', async () => {
  const text = await readFile(new URL('results/peers.json', import.meta.url), 'utf8');
  const { machine, workloads, activations } = JSON.parse(text);
  assert.ok(text.split('\n').length < 400);
  assert.match(machine.commit, /^[0-9a-f]{7,}/);
  assert.deepEqual(
    WORKLOADS.filter(({ id }) => id !== 'W7' && !workloads[id]),
    [],
  );
  assert.deepEqual(
    SMOOTH.filter((name) => !activations[`${name} value`]),
    [],
  );
});
