/**
 * The input grid as a hidden layer sees it: each point of the plane goes to where two units of the layer,
 * or its two principal components, put it.
 *
 * @import { Components } from '../shared/pca.js'
 * @import { Grid } from './grid.js'
 *
 * @typedef {object} WarpedGrid
 * @property {Float64Array} x [size * size] abscissa of each cell's centre
 * @property {Float64Array} y
 * @property {[number, number]} xExtent
 * @property {[number, number]} yExtent
 * @property {Components | null} components set where the axes are principal components
 */

import { principalComponents, project } from '../shared/pca.js';

/**
 * @param {Grid} grid activations of the layer
 * @param {readonly [number, number] | null} pair two units; null: the principal components
 * @param {Components | null} [previous] components of the last call
 * @returns {WarpedGrid}
 */
export function warpGrid({ values, outputs }, pair, previous = null) {
  const unit = (/** @type {number} */ index) =>
    Float64Array.from(
      { length: values.length / outputs },
      (_, cell) => values[cell * outputs + index],
    );
  if (pair || outputs === 1) {
    const [first, second] = pair ?? [0, 0];
    return withExtents(unit(first), unit(second), null);
  }
  const components = principalComponents(values, outputs, previous);
  const [x, y] = components.axes.map((axis) => project(values, components.mean, axis));
  return withExtents(x, y, components);
}

/**
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @param {Components | null} components
 * @returns {WarpedGrid}
 */
function withExtents(x, y, components) {
  return { x, y, xExtent: paddedExtent(x), yExtent: paddedExtent(y), components };
}

/**
 * @param {Float64Array} values
 * @returns {[number, number]}
 */
function paddedExtent(values) {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (!Number.isFinite(greatest - least)) return [-1, 1];
  const padding = 0.06 * (greatest - least) || 0.5;
  return [least - padding, greatest + padding];
}
