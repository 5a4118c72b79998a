/**
 * The cells of a comparison in order: the share of trials that diverged first, then a metric of rows that were neither
 * trained on nor kept for the test. Each cell is compared with the best, seed by seed.
 *
 * @typedef {import('./difference.js').Difference} Difference
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./metrics.js').Metric} Metric
 *
 * @typedef {object} Ranked
 * @property {number} cell
 * @property {number} diverged share of the trials
 * @property {number} mean of the metric on validation rows; NaN where every trial diverged
 * @property {Difference | null} difference to the best; null for the best itself
 * @property {'best' | 'same' | 'worse' | 'few' | 'diverged'} verdict
 */

import { pairedDifference } from './difference.js';
import { summarizeValues } from './summarize.js';

/** With fewer seeds a ranking says too little. */
export const fewestSeeds = 10;

/**
 * @param {readonly (readonly Measured[])[]} cells
 * @param {Metric} metric
 * @returns {Ranked[]} the best first; cells without trials left out
 */
export function rank(cells, metric) {
  const rows = cells
    .map((trials, cell) => ({ cell, trials, ...measuresOf(trials, metric) }))
    .filter(({ trials }) => trials.length > 0)
    .sort((a, b) => a.diverged - b.diverged || worse(metric, a.mean, b.mean) || a.cell - b.cell);
  const [best] = rows;
  return rows.map((row) => {
    const { cell, diverged, mean } = row;
    if (row === best) return { cell, diverged, mean, difference: null, verdict: 'best' };
    const difference = differenceTo(best.trials, row.trials, metric);
    return { cell, diverged, mean, difference, verdict: verdictOf(best, row, difference) };
  });
}

/**
 * @param {readonly Measured[]} trials
 * @param {Metric} metric
 */
function measuresOf(trials, metric) {
  const { mean, diverged } = summarizeValues(trials, trials.map(metric.validation));
  return { mean, diverged: diverged / trials.length };
}

/**
 * Above 0 where `a` is worse than `b`; no value is the worst.
 * @param {Metric} metric
 * @param {number} a
 * @param {number} b
 */
function worse({ more }, a, b) {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return more ? b - a : a - b;
}

/**
 * @param {readonly Measured[]} best
 * @param {readonly Measured[]} trials
 * @param {Metric} metric
 */
function differenceTo(best, trials, metric) {
  const bySeed = new Map(best.map((trial) => [trial.seed, trial]));
  const value = (/** @type {Measured | undefined} */ trial) =>
    trial && !trial.diverged ? metric.validation(trial) : NaN;
  return pairedDifference(
    trials.map(value),
    trials.map(({ seed }) => value(bySeed.get(seed))),
  );
}

/**
 * @param {{diverged: number}} best
 * @param {{diverged: number}} row
 * @param {Difference} difference
 * @returns {Ranked['verdict']}
 */
function verdictOf(best, row, { larger }) {
  if (row.diverged > best.diverged) return 'diverged';
  if (larger === 'few') return 'few';
  return larger === 'none' ? 'same' : 'worse';
}
