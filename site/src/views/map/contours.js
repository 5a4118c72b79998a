import { contours } from 'd3-contour';
import { ticks } from 'd3-array';

/**
 * @import { Grid } from './grid.js'
 * @import { TargetKind } from './decision.js'
 *
 * @typedef {Float64Array} Polyline x, y pairs in cells: 0..size, y downwards
 *
 * @typedef {object} ContourLine
 * @property {number} level
 * @property {boolean} boundary true where a decision changes
 * @property {Polyline[]} lines
 */

/**
 * Lines of equal value, without the edges of the grid itself.
 *
 * @param {ArrayLike<number>} values row-major, size * size
 * @param {number} size
 * @param {number} level
 * @returns {Polyline[]}
 */
export function isolines(values, size, level) {
  const shape = contours()
    .size([size, size])
    .contour(/** @type {number[]} */ (/** @type {unknown} */ (values)), level);
  return shape.coordinates.flatMap((polygon) =>
    polygon.flatMap((ring) => openRing(/** @type {[number, number][]} */ (ring), size)),
  );
}

/**
 * A ring is closed along the edge of the grid, where nothing changes; this leaves the rest.
 *
 * @param {[number, number][]} ring
 * @param {number} size
 * @returns {Polyline[]}
 */
function openRing(ring, size) {
  const onEdge = (/** @type {[number, number]} */ [x, y]) =>
    x <= 0.5 || y <= 0.5 || x >= size - 0.5 || y >= size - 0.5;
  /** @type {Polyline[]} */
  const lines = [];
  /** @type {number[]} */
  let line = [];
  for (let index = 1; index < ring.length; index++) {
    const from = ring[index - 1];
    const to = ring[index];
    if (onEdge(from) && onEdge(to)) {
      if (line.length) lines.push(Float64Array.from(line));
      line = [];
      continue;
    }
    if (!line.length) line.push(...from);
    line.push(...to);
  }
  if (line.length) lines.push(Float64Array.from(line));
  return lines;
}

/**
 * By how much the strongest of the other classes is beaten.
 *
 * @param {Grid} grid
 * @param {number} output
 */
function margins({ values, outputs }, output) {
  const cells = values.length / outputs;
  const result = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    let best = -Infinity;
    for (let other = 0; other < outputs; other++) {
      if (other !== output) best = Math.max(best, values[cell * outputs + other]);
    }
    result[cell] = values[cell * outputs + output] - best;
  }
  return result;
}

/**
 * The lines worth drawing on a map: where the decision changes, and how steeply it does.
 *
 * @param {Grid} grid
 * @param {TargetKind} kind
 * @returns {ContourLine[]}
 */
export function mapContours(grid, kind) {
  const { values, size, outputs } = grid;
  const line = (/** @type {number} */ level, /** @type {boolean} */ boundary) => ({
    level,
    boundary,
    lines: isolines(values, size, level),
  });
  if (outputs > 1) {
    return Array.from({ length: outputs }, (_, output) => ({
      level: 0,
      boundary: true,
      lines: isolines(margins(grid, output), size, 0),
    }));
  }
  if (kind === 'real') return regressionLevels(values).map((level) => line(level, false));
  const levels = kind === 'sign' ? [-0.8, 0, 0.8] : [0.1, 0.5, 0.9];
  return levels.map((level, index) => line(level, index === 1));
}

/** @param {Float32Array} values */
function regressionLevels(values) {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return greatest - least > 1e-6 ? ticks(least, greatest, 8) : [];
}
