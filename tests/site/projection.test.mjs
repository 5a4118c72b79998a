import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnPlane, componentPlane } from '../../site/src/worker/projection.js';

// Forty rows of three columns: the first two move together, the third is constant.
const rows = Float32Array.from({ length: 120 }, (_, at) => {
  const row = Math.floor(at / 3);
  return [100 + 10 * row, 5 + row + (row % 2), 7][at % 3];
});

/** @param {ArrayLike<number>} values */
const mean = (values) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

test('the components are in standard deviations of the columns, and centred', () => {
  const { project, labels, description } = componentPlane(rows, 3);
  const plane = project(rows);
  assert.equal(plane.length, 80);
  const first = plane.filter((_, at) => at % 2 === 0);
  assert.ok(Math.abs(mean(first)) < 1e-5);
  // Two columns that move together have a variance of nearly 2 along the first component.
  assert.ok(Math.abs(mean(first.map((value) => value * value)) - 2) < 0.01);
  assert.match(labels[0], /^component 1 \(100 %\)$/);
  assert.match(description, /100 % of the variance of the 3 inputs/);
});

test('points of the plane are lifted to rows that lie on it', () => {
  const { project, lift } = componentPlane(rows, 3);
  const places = Float32Array.of(0, 0, 1, -0.5);
  const lifted = lift(places);
  assert.equal(lifted.length, 6);
  assert.equal(lifted[2], 7);
  assert.ok(project(lifted).every((value, at) => Math.abs(value - places[at]) < 1e-4));
});

test('two columns: the others are at their mean', () => {
  const { project, lift, labels, description } = columnPlane(rows, ['p', 'q', 'r'], [1, 0]);
  assert.deepEqual(labels, ['q', 'p']);
  assert.match(description, /every other input is at its mean/);
  const [q, p, r] = lift(Float32Array.of(0, 0));
  assert.ok(Math.abs(q - 295) < 1e-3 && Math.abs(p - 25) < 1e-3 && r === 7);
  const back = project(Float32Array.of(q, p, 9));
  assert.ok(back.every((value) => Math.abs(value) < 1e-4));
});
