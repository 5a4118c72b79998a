import { gridPoints } from '../../worker/grids.js';

/**
 * The two coordinates of the input plane as a grid: what the inputs x1 and x2 look like.
 *
 * @param {number} size
 * @returns {import('../map/grid.js').Grid}
 */
export function planeGrid(size) {
  const domain = {
    x: /** @type {[number, number]} */ ([-1, 1]),
    y: /** @type {[number, number]} */ ([-1, 1]),
  };
  return { size, outputs: 2, values: gridPoints(domain, size, 2), domain };
}
