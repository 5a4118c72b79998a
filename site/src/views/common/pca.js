/**
 * The two directions in which data vary most, by block power iteration: no covariance matrix is made, so
 * that it costs little for wide layers, and it starts from the last answer, so that axes do not flip
 * while a network trains.
 *
 * @typedef {object} Components
 * @property {Float64Array} mean [columns]
 * @property {[Float64Array, Float64Array]} axes unit vectors, the first with the larger variance
 * @property {[number, number]} shares of the whole variance
 */

const mostIterations = 60;
const tolerance = 1e-6;

/**
 * @param {Float32Array} data [rows, columns], row-major
 * @param {number} columns at least 2
 * @param {Components | null} [previous] where to start
 * @returns {Components}
 */
export function principalComponents(data, columns, previous = null) {
  const rows = data.length / columns;
  const { mean, total } = measurements(data, columns, rows);
  let axes =
    previous?.mean.length === columns
      ? /** @type {[Float64Array, Float64Array]} */ ([
          previous.axes[0].slice(),
          previous.axes[1].slice(),
        ])
      : startAxes(columns);
  let variances = /** @type {[number, number]} */ ([0, 0]);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const scores = axes.map((axis) => project(data, mean, axis));
    const images = scores.map((score) => scatter(data, mean, score));
    const rotated = diagonalize(axes, images, rows);
    const next = orthonormal(rotated.images);
    const moved = Math.max(change(axes[0], next[0]), change(axes[1], next[1]));
    axes = next;
    variances = rotated.variances;
    if (moved < tolerance) break;
  }
  alignSigns(axes, previous);
  return {
    mean,
    axes,
    shares: total > 0 ? [variances[0] / total, variances[1] / total] : [0, 0],
  };
}

/**
 * Coordinates of each row along one axis.
 *
 * @param {Float32Array} data [rows, columns]
 * @param {Float64Array} mean
 * @param {Float64Array} axis
 */
export function project(data, mean, axis) {
  const columns = axis.length;
  const scores = new Float64Array(data.length / columns);
  const origin = dot(mean, axis);
  for (let row = 0; row < scores.length; row++) {
    let sum = -origin;
    for (let column = 0; column < columns; column++) {
      sum += data[row * columns + column] * axis[column];
    }
    scores[row] = sum;
  }
  return scores;
}

/**
 * @param {Float32Array} data
 * @param {number} columns
 * @param {number} rows
 */
function measurements(data, columns, rows) {
  const mean = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) mean[column] += data[row * columns + column];
  }
  for (let column = 0; column < columns; column++) mean[column] /= rows;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      total += (data[row * columns + column] - mean[column]) ** 2;
    }
  }
  const rounding = 1e-12 * dot(mean, mean);
  return { mean, total: total / rows > rounding ? total / rows : 0 };
}

/**
 * @param {number} columns
 * @returns {[Float64Array, Float64Array]}
 */
function startAxes(columns) {
  const first = Float64Array.from({ length: columns }, (_, index) => 1 + 0.1 * Math.sin(index));
  const second = Float64Array.from({ length: columns }, (_, index) => Math.cos(2.4 * index + 0.3));
  return orthonormal([first, second]);
}

/**
 * Covariance times axis, times rows.
 *
 * @param {Float32Array} data
 * @param {Float64Array} mean
 * @param {Float64Array} score coordinates along the axis
 */
function scatter(data, mean, score) {
  const columns = mean.length;
  const result = new Float64Array(columns);
  let sum = 0;
  for (let row = 0; row < score.length; row++) {
    const weight = score[row];
    sum += weight;
    for (let column = 0; column < columns; column++) {
      result[column] += data[row * columns + column] * weight;
    }
  }
  for (let column = 0; column < columns; column++) result[column] -= mean[column] * sum;
  return result;
}

/** @param {Float64Array} a @param {Float64Array} b */
function dot(a, b) {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index] * b[index];
  return sum;
}

/** @param {Float64Array} a @param {Float64Array} b */
function change(a, b) {
  return 1 - Math.abs(dot(a, b));
}

/**
 * Turns the pair within its plane so that the covariance of the two is 0 (Rayleigh and Ritz).
 *
 * @param {[Float64Array, Float64Array]} axes
 * @param {Float64Array[]} images their scatter
 * @param {number} rows
 * @returns {{ images: [Float64Array, Float64Array], variances: [number, number] }}
 */
function diagonalize(axes, images, rows) {
  const a = dot(axes[0], images[0]) / rows;
  const b = dot(axes[0], images[1]) / rows;
  const d = dot(axes[1], images[1]) / rows;
  const angle = 0.5 * Math.atan2(2 * b, a - d);
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const first = images[0].map((value, index) => cosine * value + sine * images[1][index]);
  const second = images[0].map((value, index) => cosine * images[1][index] - sine * value);
  const half = Math.hypot((a - d) / 2, b);
  return {
    images: [first, second],
    variances: [(a + d) / 2 + half, Math.max(0, (a + d) / 2 - half)],
  };
}

/**
 * @param {Float64Array[]} vectors
 * @returns {[Float64Array, Float64Array]}
 */
function orthonormal([first, second]) {
  const unit = normalized(first, 0);
  const along = dot(unit, second);
  const rest = second.map((value, index) => value - along * unit[index]);
  return [unit, normalized(rest, unit[0] ** 2 > 0.5 ? 1 : 0, unit)];
}

/**
 * @param {Float64Array} vector
 * @param {number} fallback the coordinate axis to take where the vector is 0
 * @param {Float64Array} [against] what the fallback must be orthogonal to
 */
function normalized(vector, fallback, against) {
  let length = Math.sqrt(dot(vector, vector));
  let source = vector;
  if (!(length > 1e-12)) {
    source = new Float64Array(vector.length);
    source[fallback] = 1;
    if (against) source = source.map((value, index) => value - against[fallback] * against[index]);
    length = Math.sqrt(dot(source, source)) || 1;
  }
  return source.map((value) => value / length);
}

/**
 * An axis and its opposite are the same direction: keep the previous one's side, or make the largest
 * coordinate positive.
 *
 * @param {[Float64Array, Float64Array]} axes
 * @param {Components | null} previous
 */
function alignSigns(axes, previous) {
  axes.forEach((axis, index) => {
    const before = previous?.axes[index];
    const side =
      before?.length === axis.length
        ? dot(axis, before)
        : axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    if (side < 0) axis.forEach((value, at) => (axis[at] = -value));
  });
}
