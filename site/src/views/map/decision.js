/**
 * What a prediction means: which class it is, and how sure.
 *
 * @typedef {'binary' | 'sign' | 'one-hot' | 'real'} TargetKind how targets are encoded:
 *   one output near 0 or 1, one output near -1 or 1, one output per class, or plain numbers
 *
 * @typedef {object} PointSet rows of a data set
 * @property {Float32Array} points raw coordinates [rows, 2]
 * @property {Int32Array} [labels] class of each row
 * @property {Float32Array} [targets] of regression, [rows]
 */

import { sampleGrid } from './grid.js';

/** @import { Grid } from './grid.js' */

/**
 * Signed confidence in -1..1 of a single output: negative for class 0, positive for class 1.
 *
 * @param {TargetKind} kind
 * @param {number} value
 */
export function signedConfidence(kind, value) {
  const signed = kind === 'binary' ? 2 * value - 1 : value;
  return Math.min(1, Math.max(-1, signed));
}

/** The class of outputs that are no numbers. */
export const noClass = -1;

/**
 * @param {TargetKind} kind not 'real'
 * @param {ArrayLike<number>} values
 * @param {number} [offset] of the first output
 * @param {number} [outputs]
 */
export function classOf(kind, values, offset = 0, outputs = 1) {
  for (let output = 0; output < outputs; output++) {
    if (Number.isNaN(values[offset + output])) return noClass;
  }
  if (kind !== 'one-hot' || outputs === 1) {
    return values[offset] > (kind === 'sign' ? 0 : 0.5) ? 1 : 0;
  }
  let best = 0;
  for (let output = 1; output < outputs; output++) {
    if (values[offset + output] > values[offset + best]) best = output;
  }
  return best;
}

/**
 * 1 for each row whose class differs from the one predicted at its place, else 0.
 *
 * @param {Grid} grid
 * @param {TargetKind} kind
 * @param {PointSet} set
 */
export function misclassified(grid, kind, { points, labels }) {
  const rows = points.length / 2;
  const wrong = new Uint8Array(rows);
  if (!labels?.length || kind === 'real') return wrong;
  const values = new Float32Array(grid.outputs);
  for (let row = 0; row < rows; row++) {
    sampleGrid(grid, points[2 * row], points[2 * row + 1], values);
    wrong[row] = Number(classOf(kind, values, 0, grid.outputs) !== labels[row]);
  }
  return wrong;
}

/**
 * The same from the network's own outputs for the rows; null where they are not of these rows.
 *
 * @param {TargetKind} kind
 * @param {PointSet} set
 * @param {Float32Array | undefined} predictions [rows, outputs]
 */
export function misjudged(kind, { points, labels }, predictions) {
  const rows = points.length / 2;
  if (kind === 'real' || !predictions || !labels?.length || labels.length !== rows) return null;
  const outputs = predictions.length / rows;
  if (!Number.isInteger(outputs) || outputs < 1) return null;
  return Uint8Array.from(labels, (label, row) =>
    Number(classOf(kind, predictions, row * outputs, outputs) !== label),
  );
}

/**
 * How often each class is taken for each, [classes * classes]: rows are true classes, columns predicted ones.
 * Rows without a prediction are not counted.
 *
 * @param {Int32Array} labels
 * @param {Float32Array} predictions [rows, outputs]
 * @param {TargetKind} kind
 * @param {number} classes
 */
export function confusionCounts(labels, predictions, kind, classes) {
  const counts = new Uint32Array(classes * classes);
  const outputs = labels.length ? predictions.length / labels.length : 1;
  labels.forEach((label, row) => {
    const predicted = classOf(kind, predictions, row * outputs, outputs);
    if (predicted !== noClass) counts[label * classes + predicted] += 1;
  });
  return counts;
}
