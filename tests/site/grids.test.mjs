import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainOf, gridPoints } from '../../site/src/worker/grids.js';

test('cell centres, row by row from the top left', () => {
  const points = gridPoints({ x: [-1, 1], y: [-1, 1] }, 2, 2);
  assert.deepEqual([...points], [-0.5, 0.5, 0.5, 0.5, -0.5, -0.5, 0.5, -0.5]);
});

test('one coordinate: one row', () => {
  assert.deepEqual([...gridPoints({ x: [0, 4], y: [0, 1] }, 4, 1)], [0.5, 1.5, 2.5, 3.5]);
});

test('a domain is square, centred and holds every point', () => {
  const split = { points: new Float32Array([0.2, -3.1, 1, 2]), y: new Float32Array(2) };
  const { x, y } = domainOf([split], 2);
  assert.deepEqual(x, y);
  assert.equal(x[0], -x[1]);
  assert.ok(x[1] > 3.1 && x[1] < 3.6);
});

test('no points, no trouble', () => {
  const split = { points: new Float32Array(), y: new Float32Array() };
  assert.deepEqual(domainOf([split], 1), { x: [-1, 1], y: [-1, 1] });
  assert.ok(domainOf([split], 2).x[1] > 0);
});
