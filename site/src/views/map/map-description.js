/**
 * The output map in words.
 *
 * @import { Grid } from './grid.js'
 * @import { TargetKind } from './decision.js'
 */

import { formatNumber } from '../../format.js';
import { classOf, noClass } from './decision.js';
import { sampleGrid } from './grid.js';

/**
 * What the data call their axes and classes.
 *
 * @typedef {object} DataNames
 * @property {readonly [string, string]} axes of the plane
 * @property {readonly string[]} classes empty where they have none
 */

/** Outputs that are read out one by one, at most. */
const mostNumbers = 4;

/** @type {DataNames} */
export const plainNames = { axes: ['x₁', 'x₂'], classes: [] };

/** True where the network has one input, so that its output is a curve. @param {Grid} grid */
export function isCurve({ size, outputs, values }) {
  return size > 1 && values.length === size * outputs;
}

/**
 * Outputs at a place.
 *
 * @param {Grid} grid
 * @param {number} px
 * @param {number} py
 */
export function valuesAt(grid, px, py) {
  const values = new Float32Array(grid.outputs);
  if (!isCurve(grid)) return sampleGrid(grid, px, py, values);
  const [from, to] = grid.domain.x;
  const cell = Math.floor(((px - from) / (to - from)) * grid.size);
  const start = Math.min(grid.size - 1, Math.max(0, cell)) * grid.outputs;
  return grid.values.subarray(start, start + grid.outputs);
}

/**
 * @param {Grid} grid
 * @param {TargetKind} kind
 * @param {readonly [number, number]} place
 * @param {DataNames} [names]
 */
export function describePlace(grid, kind, [px, py], names = plainNames) {
  if (grid.size < 2) return '';
  const values = valuesAt(grid, px, py);
  const place = isCurve(grid)
    ? `x ${formatNumber(px)}`
    : `${names.axes[0]} ${formatNumber(px)}, ${names.axes[1]} ${formatNumber(py)}`;
  const numbers = Array.from(values, (value) => formatNumber(value)).join(', ');
  if (kind === 'real') return `${place}: ${numbers}`;
  const index = classOf(kind, values, 0, grid.outputs);
  const name = names.classes[index] ?? (index === noClass ? 'no class' : `class ${index}`);
  // A number for each of many classes is no longer read.
  return grid.outputs > mostNumbers ? `${place} → ${name}` : `${place}: ${numbers} → ${name}`;
}

/**
 * How many points are wrong.
 *
 * @param {{ train: Uint8Array, test: Uint8Array }} wrong
 */
export function describeWrong(wrong) {
  return /** @type {const} */ (['train', 'test'])
    .filter((split) => wrong[split].length > 0)
    .map((split) => {
      const count = wrong[split].reduce((sum, value) => sum + value, 0);
      return `${count} of ${wrong[split].length} ${split} points misclassified`;
    })
    .join(', ');
}
