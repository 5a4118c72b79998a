/**
 * The drawing of a cell: a thin loss curve for each seed, the band from least to most, and the mean. All cells of a grid
 * share their axes: the logarithm of the loss over that of the step.
 *
 * @typedef {import('./metrics.js').Measured} Measured
 *
 * @typedef {object} Scale
 * @property {number} steps the last step
 * @property {readonly [number, number]} loss least and most of all cells, above 0
 *
 * @typedef {{curves: readonly {path: string, diverged: boolean}[], band: string, mean: string}} CellPaths
 */

import { bandOf } from './summarize.js';

/** Of the drawing's own coordinates. */
export const drawingSize = { width: 200, height: 72 };
/** More curves than this are only shown by their band. */
const mostCurves = 20;
/** A loss of 0 has no logarithm; nor is anything smaller worth a decade of the axis. */
const leastLoss = 1e-6;

/** The axis ends at powers of this, so that it does not move with each trial that arrives: eight to a decade. */
const notch = 10 ** (1 / 8);

/**
 * From the least loss of a mean curve, to twice the usual loss at the start, so that a few wild curves do not press the
 * others flat; what lies outside is drawn at the edge.
 * @param {readonly (readonly Measured[])[]} cells
 * @param {number} steps
 * @returns {Scale}
 */
export function scaleOf(cells, steps) {
  const starts = cells
    .flatMap((trials) => trials.map(({ trainLoss }) => trainLoss[0]))
    .filter((loss) => loss > 0)
    .sort((a, b) => a - b);
  const usual = starts[Math.floor(starts.length / 2)] ?? 1;
  const means = cells.flatMap((trials) => [...(bandOf(trials, 'trainLoss')?.mean ?? [])]);
  const least = means.filter((loss) => loss > leastLoss).reduce((a, b) => Math.min(a, b), usual);
  const notches = (/** @type {number} */ loss) => Math.log(loss) / Math.log(notch);
  const low = notch ** Math.floor(notches(Math.min(least, usual / 10)));
  return { steps, loss: [low, notch ** Math.ceil(notches(2 * usual))] };
}

/**
 * @param {Scale} scale
 * @param {number} step
 */
const across = ({ steps }, step) =>
  (drawingSize.width * Math.log1p(step)) / Math.log1p(Math.max(1, steps));

/**
 * @param {Scale} scale
 * @param {number} loss
 */
function down({ loss: [low, high] }, loss) {
  const within = Math.min(high, Math.max(low, loss));
  return drawingSize.height * (1 - Math.log(within / low) / Math.log(high / low));
}

/**
 * @param {Scale} scale
 * @param {ArrayLike<number>} step
 * @param {ArrayLike<number>} loss
 */
function points(scale, step, loss) {
  return Array.from(
    loss,
    (value, i) => `${across(scale, step[i]).toFixed(1)},${down(scale, value).toFixed(1)}`,
  );
}

/** @param {string[]} list */
const line = (list) => (list.length > 0 ? `M${list.join('L')}` : '');

/**
 * @param {Scale} scale
 * @param {readonly Measured[]} trials
 * @returns {CellPaths}
 */
export function cellPaths(scale, trials) {
  const band = bandOf(trials, 'trainLoss');
  const shown = trials.length > mostCurves ? [] : trials;
  return {
    curves: shown.map(({ step, trainLoss, diverged }) => ({
      path: line(points(scale, step, trainLoss)),
      diverged: diverged !== undefined,
    })),
    band: band
      ? `${line([...points(scale, band.step, band.least), ...points(scale, band.step, band.most).reverse()])}Z`
      : '',
    mean: band ? line(points(scale, band.step, band.mean)) : '',
  };
}
