import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fromOklab,
  mix,
  niceBound,
  paintDiverging,
  pixel,
  pixelRamp,
  ramp,
  toOklab,
} from '../../../site/src/views/common/color.js';

const orange = /** @type {const} */ ([217, 119, 6]);
const white = /** @type {const} */ ([255, 255, 255]);
const blue = /** @type {const} */ ([42, 108, 179]);

test('a colour survives the way to OKLab and back', () => {
  for (const color of [orange, white, blue, /** @type {const} */ ([0, 0, 0])]) {
    assert.deepEqual(fromOklab(toOklab(color)), [...color]);
  }
});

test('a ramp starts and ends at its stops and passes through the middle one', () => {
  const colors = ramp([orange, white, blue], 5);
  assert.deepEqual([colors[0], colors[2], colors[4]], [[...orange], [...white], [...blue]]);
});

test('lightness along a ramp falls evenly', () => {
  const lightness = ramp([white, blue], 9).map((color) => toOklab(color)[0]);
  const steps = lightness.slice(1).map((value, index) => lightness[index] - value);
  for (const step of steps) assert.ok(Math.abs(step - steps[0]) < 0.01, `${step} ${steps[0]}`);
});

test('mixing nothing in changes nothing', () => {
  assert.deepEqual(mix(orange, blue, 0), [...orange]);
  assert.deepEqual(mix(orange, blue, 1), [...blue]);
});

test('the diverging scale: bounds at its ends, zero in the middle, beyond clamped', () => {
  const table = pixelRamp([orange, white, blue], 257);
  const values = Float32Array.of(-2, -1, 0, 1, 2, NaN, Infinity, -Infinity);
  const pixels = new Uint32Array(values.length);
  paintDiverging(values, 1, table, pixels, 7);
  const [low, middle, high] = [orange, white, blue].map(pixel);
  assert.deepEqual([...pixels], [low, low, middle, high, high, 7, high, low]);
});

test('bounds are 1, 2 or 5 times a power of ten and never too small', () => {
  const cases = /** @type {const} */ ([
    [0.9, 1],
    [1, 1],
    [1.01, 2],
    [3, 5],
    [6, 10],
    [0.004, 0.005],
    [130, 200],
  ]);
  for (const [value, bound] of cases) assert.ok(Math.abs(niceBound(value) - bound) < 1e-12);
  for (const value of [0, -1, NaN, Infinity]) assert.equal(niceBound(value), 1);
});
