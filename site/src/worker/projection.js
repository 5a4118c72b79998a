/**
 * A plane through the space of the inputs, on which data of more than two columns are drawn: that of the two principal
 * components, or of two columns with the others at their mean. Each coordinate of the plane is measured in standard
 * deviations of the columns.
 *
 * @typedef {object} Projection
 * @property {[string, string]} labels of the plane's axes
 * @property {string} description one sentence
 * @property {(points: Float32Array) => Float32Array} project [n, columns] to [n, 2]
 * @property {(plane: Float32Array) => Float32Array} lift [n, 2] to [n, columns]
 */

import { principalComponents } from '../views/common/pca.js';

/**
 * The plane in which the rows vary most.
 * @param {Float32Array} points [rows, columns]
 * @param {number} columns at least 3
 * @returns {Projection}
 */
export function componentPlane(points, columns) {
  const scale = scaleOf(points, columns);
  const { axes, mean, shares } = principalComponents(scale.apply(points), columns);
  const label = (/** @type {number} */ index) =>
    `component ${index + 1} (${Math.round(100 * shares[index])} %)`;
  const sum = Math.round(100 * (shares[0] + shares[1]));
  return {
    labels: [label(0), label(1)],
    description: `The plane of the two principal components, which has ${sum} % of the variance of the ${columns} inputs.`,
    project: (rows) => projected(scale.apply(rows), mean, axes),
    lift: (plane) => scale.undo(lifted(plane, mean, axes)),
  };
}

/**
 * The plane of two columns.
 * @param {Float32Array} points [rows, columns]
 * @param {readonly string[]} names of the columns
 * @param {[number, number]} pair of columns
 * @returns {Projection}
 */
export function columnPlane(points, names, pair) {
  const columns = names.length;
  const scale = scaleOf(points, columns);
  const axes = pair.map((column) => {
    const axis = new Float64Array(columns);
    axis[column] = 1;
    return axis;
  });
  const origin = new Float64Array(columns);
  const [first, second] = pair.map((column) => names[column]);
  return {
    labels: [first, second],
    description: `${first} and ${second}; every other input is at its mean.`,
    project: (rows) => projected(scale.apply(rows), origin, axes),
    lift: (plane) => scale.undo(lifted(plane, origin, axes)),
  };
}

/**
 * To mean 0 and standard deviation 1 of each column, and back; a constant column becomes 0.
 * @param {Float32Array} points
 * @param {number} columns
 */
function scaleOf(points, columns) {
  const rows = points.length / columns;
  const mean = new Float64Array(columns);
  const deviation = new Float64Array(columns);
  points.forEach((value, index) => (mean[index % columns] += value / rows));
  points.forEach((value, index) => {
    deviation[index % columns] += (value - mean[index % columns]) ** 2 / rows;
  });
  deviation.forEach((variance, column) => (deviation[column] = Math.sqrt(variance) || 1));
  return {
    apply: (/** @type {Float32Array} */ values) =>
      values.map((value, at) => (value - mean[at % columns]) / deviation[at % columns]),
    undo: (/** @type {Float32Array} */ values) =>
      values.map((value, at) => value * deviation[at % columns] + mean[at % columns]),
  };
}

/**
 * @param {Float32Array} rows
 * @param {Float64Array} origin
 * @param {readonly Float64Array[]} axes
 */
function projected(rows, origin, axes) {
  const columns = origin.length;
  const plane = new Float32Array((rows.length / columns) * 2);
  for (let at = 0; at < plane.length; at += 1) {
    const start = Math.floor(at / 2) * columns;
    const axis = axes[at % 2];
    let sum = 0;
    for (let column = 0; column < columns; column += 1) {
      sum += (rows[start + column] - origin[column]) * axis[column];
    }
    plane[at] = sum;
  }
  return plane;
}

/**
 * @param {Float32Array} plane
 * @param {Float64Array} origin
 * @param {readonly Float64Array[]} axes
 */
function lifted(plane, origin, axes) {
  const columns = origin.length;
  const rows = new Float32Array((plane.length / 2) * columns);
  for (let at = 0; at < rows.length; at += 1) {
    const row = Math.floor(at / columns);
    const column = at % columns;
    rows[at] =
      origin[column] + plane[2 * row] * axes[0][column] + plane[2 * row + 1] * axes[1][column];
  }
  return rows;
}
