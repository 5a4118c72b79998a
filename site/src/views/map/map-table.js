/**
 * The output map in numbers.
 *
 * @import { Grid } from './grid.js'
 * @import { TargetKind } from './decision.js'
 */

import { formatNumber } from '../../format.js';
import { classOf, noClass } from './decision.js';
import { isCurve, plainNames, valuesAt } from './map-description.js';

/** @param {Grid} grid */
function curveTable(grid) {
  const [from, to] = grid.domain.x;
  const places = Array.from({ length: 33 }, (_, index) => from + (index / 32) * (to - from));
  return {
    caption: 'Output over the input',
    head: ['x', 'output'],
    rows: places.map((px) => [px, ...valuesAt(grid, px, 0)].map((value) => formatNumber(value))),
  };
}

/**
 * The map's values on a coarse grid, or along the one input; of several classes, the one that is predicted.
 *
 * @param {Grid} grid
 * @param {TargetKind} kind
 * @param {import('./map-description.js').DataNames} [names]
 */
export function mapTable(grid, kind, names = plainNames) {
  if (grid.size < 2) return null;
  if (isCurve(grid)) return curveTable(grid);
  const along = (/** @type {readonly [number, number]} */ [from, to]) =>
    Array.from({ length: 9 }, (_, index) => from + (index / 8) * (to - from));
  const cell = (/** @type {number} */ px, /** @type {number} */ py) => {
    const values = valuesAt(grid, px, py);
    if (grid.outputs === 1) return formatNumber(values[0]);
    const index = classOf(kind, values, 0, grid.outputs);
    return index === noClass ? 'none' : (names.classes[index] ?? String(index));
  };
  const columns = along(grid.domain.x);
  return {
    caption: `${grid.outputs === 1 ? 'Output' : 'Predicted class'} over the input plane`,
    head: [`${names.axes[1]} \\ ${names.axes[0]}`, ...columns.map((value) => formatNumber(value))],
    rows: along(grid.domain.y)
      .reverse()
      .map((py) => [formatNumber(py), ...columns.map((px) => cell(px, py))]),
  };
}
