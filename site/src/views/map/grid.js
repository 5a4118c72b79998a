/**
 * Values over a square grid of cells in the input plane. Cell (row, column) has its values at its centre;
 * row 0 is the top one (largest x2), so that a grid is also an image.
 *
 * @typedef {{ x: readonly [number, number], y: readonly [number, number] }} Domain
 *
 * @typedef {object} Grid
 * @property {number} size cells along one side
 * @property {number} outputs values in a cell
 * @property {Float32Array} values [size * size, outputs]
 * @property {Domain} domain
 */

/**
 * The values at a point, interpolated between the four cells around it; outside, the nearest cell's.
 *
 * @param {Grid} grid
 * @param {number} x
 * @param {number} y
 * @param {Float32Array} result [outputs], written
 */
export function sampleGrid({ values, size, outputs, domain }, x, y, result) {
  const last = size - 1;
  const clamp = (/** @type {number} */ value) => Math.min(last, Math.max(0, value));
  const column = clamp(((x - domain.x[0]) / (domain.x[1] - domain.x[0])) * size - 0.5);
  const row = clamp(((domain.y[1] - y) / (domain.y[1] - domain.y[0])) * size - 0.5);
  const left = Math.min(Math.floor(column), Math.max(0, last - 1));
  const top = Math.min(Math.floor(row), Math.max(0, last - 1));
  const right = Math.min(left + 1, last);
  const bottom = Math.min(top + 1, last);
  const dx = column - left;
  const dy = row - top;
  const topLeft = (top * size + left) * outputs;
  const topRight = (top * size + right) * outputs;
  const bottomLeft = (bottom * size + left) * outputs;
  const bottomRight = (bottom * size + right) * outputs;
  for (let output = 0; output < outputs; output++) {
    const upper = values[topLeft + output] * (1 - dx) + values[topRight + output] * dx;
    const lower = values[bottomLeft + output] * (1 - dx) + values[bottomRight + output] * dx;
    result[output] = upper * (1 - dy) + lower * dy;
  }
  return result;
}
