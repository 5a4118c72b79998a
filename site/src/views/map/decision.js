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
 * The same from the classes that the network takes the rows for; null where they are not of these rows.
 *
 * @param {PointSet} set
 * @param {Int32Array | undefined} classes
 */
export function misjudged({ labels }, classes) {
  if (!labels?.length || classes?.length !== labels.length) return null;
  return Uint8Array.from(labels, (label, row) => Number(classes[row] !== label));
}
