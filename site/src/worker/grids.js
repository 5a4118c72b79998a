/**
 * Points at the cell centres of a plot, row by row from its top left, as raw coordinates.
 *
 * @typedef {import('./protocol.js').PlotDomain} PlotDomain
 * @typedef {import('./protocol.js').DatasetSplit} DatasetSplit
 */

/**
 * @param {PlotDomain} domain
 * @param {number} size cells along each side
 * @param {number} dimensions 2, or 1: a single row of points along x
 */
export function gridPoints(domain, size, dimensions) {
  const at = (/** @type {[number, number]} */ [lower, upper], /** @type {number} */ i) =>
    lower + ((upper - lower) * (i + 0.5)) / size;
  if (dimensions === 1) return Float32Array.from({ length: size }, (_, i) => at(domain.x, i));
  const points = new Float32Array(size * size * 2);
  for (let row = 0, next = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      points[next++] = at(domain.x, column);
      points[next++] = at(domain.y, size - 1 - row);
    }
  }
  return points;
}

/**
 * A domain around all points: square and centred on 0 for two coordinates, so that data sets of the same
 * size are drawn alike; for one coordinate x is the coordinate and y the target.
 * @param {DatasetSplit[]} splits
 * @param {number} dimensions
 * @returns {PlotDomain}
 */
export function domainOf(splits, dimensions) {
  if (dimensions === 1) {
    return {
      x: padded(splits.map((split) => split.points)),
      y: padded(splits.map((split) => split.y)),
    };
  }
  let reach = 0;
  for (const split of splits) {
    for (const value of split.points) reach = Math.max(reach, Math.abs(value));
  }
  const half = roundUp(reach * 1.05 || 1);
  return { x: [-half, half], y: [-half, half] };
}

/**
 * @param {Float32Array[]} arrays
 * @returns {[number, number]}
 */
function padded(arrays) {
  let lower = Infinity;
  let upper = -Infinity;
  for (const array of arrays) {
    for (const value of array) {
      if (value < lower) lower = value;
      if (value > upper) upper = value;
    }
  }
  if (!(lower <= upper)) return [-1, 1];
  const margin = (upper - lower) * 0.1 || 1;
  return [lower - margin, upper + margin];
}

/** To two significant digits. @param {number} value */
function roundUp(value) {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit - 1e-9) * unit;
}
