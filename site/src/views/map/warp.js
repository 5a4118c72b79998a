/**
 * The input grid as a hidden layer sees it: each point of the plane goes to where two units of the layer,
 * or its two principal components, put it.
 *
 * @import { Grid } from './grid.js'
 * @import { WarpedGrid as LayerGrid } from '../../worker/protocol.js'
 *
 * @typedef {object} WarpedGrid
 * @property {Float64Array} x [size * size] abscissa of each cell's centre
 * @property {Float64Array} y
 * @property {[number, number]} xExtent
 * @property {[number, number]} yExtent
 * @property {[number, number] | null} shares of the variance, where the axes are principal components
 *
 * @typedef {(x: number, y: number) => [number, number]} Place
 */

import { formatPercent } from '../../format.js';
import { sampleGrid } from './grid.js';

/**
 * @param {Grid & Partial<Pick<LayerGrid, 'components'>>} grid activations of the layer
 * @param {readonly [number, number] | null} pair two units; null: the principal components, or the first two units
 *   where nothing is known of those
 * @returns {WarpedGrid}
 */
export function warpGrid({ values, outputs, components }, pair) {
  if (!pair && components) return withExtents(...components.scores, components.shares);
  const unit = (/** @type {number} */ index) =>
    Float64Array.from(
      { length: values.length / outputs },
      (_, cell) => values[cell * outputs + index],
    );
  const [first, second] = pair ?? [0, Math.min(1, outputs - 1)];
  return withExtents(unit(first), unit(second), null);
}

/**
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @param {[number, number] | null} shares
 * @returns {WarpedGrid}
 */
function withExtents(x, y, shares) {
  return { x, y, xExtent: paddedExtent(x), yExtent: paddedExtent(y), shares };
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

/**
 * Where a point of the plane goes, between the centres of the cells.
 *
 * @param {WarpedGrid} warped
 * @param {Grid} grid
 * @returns {Place}
 */
export function warpedPlace(warped, { size, domain }) {
  const values = new Float32Array(2 * warped.x.length);
  warped.x.forEach((value, cell) => {
    values[2 * cell] = value;
    values[2 * cell + 1] = warped.y[cell];
  });
  const grid = { values, outputs: 2, size, domain };
  const result = new Float32Array(2);
  return (px, py) => {
    sampleGrid(grid, px, py, result);
    return [result[0], result[1]];
  };
}

/**
 * What the axes are.
 *
 * @param {WarpedGrid} warped
 * @param {readonly [number, number] | null} pair
 * @returns {readonly [string, string]}
 */
export function warpedTitles({ shares }, pair) {
  if (!shares) return [`unit ${(pair?.[0] ?? 0) + 1}`, `unit ${(pair?.[1] ?? 0) + 1}`];
  const [first, second] = shares;
  return [`PC 1 (${formatPercent(first)} of the variance)`, `PC 2 (${formatPercent(second)})`];
}

/**
 * The point of the plane whose image lies nearest to a place on the drawing.
 *
 * @param {WarpedGrid} warped
 * @param {Grid} grid
 * @param {{ x: (value: number) => number, y: (value: number) => number }} scales
 * @param {{ x: number, y: number }} at in pixels
 * @returns {[number, number]}
 */
export function nearestPlace(warped, { size, domain }, scales, at) {
  let best = 0;
  let least = Infinity;
  for (let cell = 0; cell < warped.x.length; cell++) {
    const distance = Math.hypot(scales.x(warped.x[cell]) - at.x, scales.y(warped.y[cell]) - at.y);
    if (distance < least) [best, least] = [cell, distance];
  }
  const { x, y } = domain;
  const [across, down] = [((best % size) + 0.5) / size, (Math.floor(best / size) + 0.5) / size];
  return [x[0] + across * (x[1] - x[0]), y[1] - down * (y[1] - y[0])];
}
