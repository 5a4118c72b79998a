/**
 * A cell's trials in a few numbers. Trials that diverged are counted, and left out of every other number.
 *
 * @typedef {import('./metrics.js').Measured} Measured
 *
 * @typedef {object} Summary
 * @property {number} mean
 * @property {number} standardDeviation of a sample, n - 1; NaN for fewer than two
 * @property {number} minimum
 * @property {number} maximum
 * @property {number} count of the values; a trial without the metric has none
 * @property {number} diverged trials that diverged
 *
 * @typedef {object} Band
 * @property {Uint32Array} step
 * @property {Float64Array} mean
 * @property {Float64Array} least
 * @property {Float64Array} most
 */

import { metrics } from './metrics.js';

/**
 * @param {readonly Pick<Measured, 'diverged'>[]} trials
 * @param {readonly number[]} values one for each trial
 * @returns {Summary}
 */
export function summarizeValues(trials, values) {
  const good = values.filter((value, i) => !trials[i].diverged && Number.isFinite(value));
  const count = good.length;
  const mean = good.reduce((sum, value) => sum + value, 0) / count;
  const squares = good.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    standardDeviation: Math.sqrt(squares / (count - 1)),
    minimum: count > 0 ? Math.min(...good) : NaN,
    maximum: count > 0 ? Math.max(...good) : NaN,
    count,
    diverged: trials.filter(({ diverged }) => diverged).length,
  };
}

/**
 * Mean, standard deviation, minimum, maximum and count of each final loss and accuracy, and of each metric by its id.
 * @param {readonly import('../trial/run-trial.js').TrialResult[]} results of the seeds of one experiment
 * @returns {Record<string, Summary>}
 */
export function summarize(results) {
  const names = /** @type {const} */ ([
    'trainLoss',
    'validationLoss',
    'testLoss',
    'trainAccuracy',
    'validationAccuracy',
    'testAccuracy',
  ]);
  const entries = names.map((name) => [
    name,
    summarizeValues(
      results,
      results.map(({ final }) => final[name]),
    ),
  ]);
  const byMetric = metrics.map(({ id, value }) => [
    id,
    summarizeValues(
      results,
      results.map((result) => value(/** @type {Measured} */ (result))),
    ),
  ]);
  return Object.fromEntries([...entries, ...byMetric]);
}

/** Bands that are known, by the name of the curve; lists of trials never change. @type {WeakMap<readonly Measured[], Map<string, Band | null>>} */
const bands = new WeakMap();

/**
 * The curves of a cell's trials as one: mean, least and most at each measured step. Of trials that did not diverge,
 * which all have the same steps.
 * @param {readonly Measured[]} trials
 * @param {keyof import('../trial/run-trial.js').Curves} name
 * @returns {Band | null} null where every trial diverged
 */
export function bandOf(trials, name) {
  const known = bands.get(trials) ?? new Map();
  bands.set(trials, known);
  if (!known.has(name)) known.set(name, computeBand(trials, name));
  return known.get(name);
}

/**
 * @param {readonly Measured[]} trials
 * @param {keyof import('../trial/run-trial.js').Curves} name
 * @returns {Band | null}
 */
function computeBand(trials, name) {
  const good = trials.filter(({ diverged }) => !diverged);
  if (good.length === 0) return null;
  const { step } = good[0];
  const { length } = step;
  const mean = new Float64Array(length);
  const least = new Float64Array(length).fill(Infinity);
  const most = new Float64Array(length).fill(-Infinity);
  for (const { [name]: values } of good) {
    for (let i = 0; i < length; i += 1) {
      mean[i] += values[i] / good.length;
      least[i] = Math.min(least[i], values[i]);
      most[i] = Math.max(most[i], values[i]);
    }
  }
  return { step, mean, least, most };
}

/**
 * The trial whose value is the middle one; of an even number, the lower of the two in the middle.
 * @param {readonly Measured[]} trials
 * @param {(trial: Measured) => number} value
 * @returns {Measured | null} null where every trial diverged
 */
export function medianTrial(trials, value) {
  const good = trials.filter((trial) => !trial.diverged && Number.isFinite(value(trial)));
  const sorted = good.sort((a, b) => value(a) - value(b) || a.seed - b.seed);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/**
 * The cells with the best mean, at most four, in their order.
 * @param {readonly (readonly Measured[])[]} cells
 * @param {import('./metrics.js').Metric} metric
 */
export function bestCells(cells, metric) {
  const sign = metric.more ? -1 : 1;
  return cells
    .map((trials, index) => ({
      index,
      mean: summarizeValues(trials, trials.map(metric.value)).mean,
    }))
    .filter(({ mean }) => Number.isFinite(mean))
    .sort((a, b) => sign * (a.mean - b.mean))
    .slice(0, 4)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}
