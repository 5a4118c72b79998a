/**
 * The cells of a comparison in order (see standing.js) by a metric of rows that were neither trained on nor kept for the
 * test. Each cell is compared with the best, seed by seed.
 *
 * @typedef {import('./difference.js').Difference} Difference
 * @typedef {import('./metrics.js').Measured} Measured
 * @typedef {import('./metrics.js').Metric} Metric
 *
 * @typedef {object} Ranked
 * @property {number} cell
 * @property {number} diverged share of the trials
 * @property {number} missing share of the trials that did not diverge and have no value
 * @property {number} mean of the metric on validation rows; NaN where no trial has it
 * @property {Difference | null} difference to the best; null for the best itself
 * @property {'best' | 'same' | 'worse' | 'few' | 'missing' | 'diverged'} verdict
 */

import { pairedDifference } from './difference.js';
import { compareStandings, standingOf } from './standing.js';

/** With fewer seeds a ranking says too little. */
export const fewestSeeds = 10;

/**
 * @param {readonly (readonly Measured[])[]} cells
 * @param {Metric} metric
 * @returns {Ranked[]} the best first; cells without trials left out
 */
export function rank(cells, metric) {
  const rows = cells
    .map((trials, cell) => ({ cell, trials }))
    .filter(({ trials }) => trials.length > 0)
    .map((row) => ({ ...row, ...standingOf(row.trials, metric.validation) }))
    .sort((a, b) => compareStandings(a, b, metric.more) || a.cell - b.cell);
  const [best] = rows;
  return rows.map((row) => {
    const { cell, diverged, missing, mean } = row;
    const numbers = { cell, diverged, missing, mean };
    if (row === best) return { ...numbers, difference: null, verdict: 'best' };
    const difference = differenceTo(best.trials, row.trials, metric);
    return { ...numbers, difference, verdict: verdictOf(best, row, difference) };
  });
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
 * @param {{diverged: number, missing: number}} best
 * @param {{diverged: number, missing: number}} row
 * @param {Difference} difference
 * @returns {Ranked['verdict']}
 */
function verdictOf(best, row, { larger }) {
  if (row.diverged > best.diverged) return 'diverged';
  if (row.missing > best.missing) return 'missing';
  if (larger === 'few') return 'few';
  return larger === 'none' ? 'same' : 'worse';
}
